"""CommonMark's own examples, and markdown-it-py as the oracle: no word is lost, none invented, none out of order."""

import html
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.render.screens import cut_at_random, played
from tests.render.test_structure import OWN, has_the_structure

EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
# Where a reference is known only after its use, its text and its name are shown.
REFERENCES = {570}
# A newline by entity; references over two lines or with a bracket in their name; a target's %20; a tag whose quote is escaped.
DIFFERENT = {39, 194, 208, 503, 541, 632}


class Words(HTMLParser):
    """The words a page shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text.append(
            (dict(attrs).get("alt") or "")
            if tag == "img"
            else " "
            if tag not in ("em", "strong", "a", "code")
            else ""
        )

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def words_of(page: str) -> list[str]:
    reader = Words()
    reader.feed(page)
    return re.findall(r"\w+", "".join(reader.text))


def in_order(wanted: list[str], given: list[str]) -> bool:
    rest = iter(given)
    return all(word in rest for word in wanted)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """The examples of the specification, from the file COMMONMARK_SPEC names or from the npm package commonmark-spec."""
    named = os.environ.get("COMMONMARK_SPEC")
    folder = tmp_path_factory.mktemp("spec")
    if named:
        spec = Path(named)
    elif shutil.which("npm"):
        subprocess.run(
            ["npm", "pack", "--silent", "commonmark-spec@0.31.2"],
            cwd=folder,
            check=False,
            capture_output=True,
            timeout=60,
        )
        for package in folder.glob("*.tgz"):
            shutil.unpack_archive(package, folder, filter="data")
        spec = folder / "package" / "spec.txt"
    else:
        spec = folder / "none"
    if not spec.exists():
        pytest.skip("the specification is not at hand")
    found = EXAMPLE.findall(spec.read_text("utf-8"))
    return [(source.replace("→", "\t"), page.replace("→", "\t")) for source, page in found]


@pytest.mark.slow
def test_every_example_shows_its_words_in_order(examples: list[tuple[str, str]]) -> None:
    assert len(examples) == 652
    lost = [
        number
        for number, (source, page) in enumerate(examples, 1)
        if not in_order(words_of(page), re.findall(r"\w+", "\n".join(played(source).rows())))
    ]
    assert set(lost) <= REFERENCES


@pytest.mark.slow
def test_no_example_shows_a_word_that_its_source_does_not_have(examples: list[tuple[str, str]]) -> None:
    for source, _ in examples:
        letters = re.sub(r"\W", "", source) + re.sub(r"\W", "", html.unescape(source))
        assert [
            word for word in re.findall(r"\w+", "\n".join(played(source).rows())) if word not in letters
        ] == []


@pytest.mark.slow
def test_no_example_depends_on_its_chunks(examples: list[tuple[str, str]]) -> None:
    for number, (source, _) in enumerate(examples):
        assert played(source, cut_at_random(source, number)).rows() == played(source).rows()


@pytest.mark.slow
def test_every_example_has_the_structure_that_markdown_it_reads(examples: list[tuple[str, str]]) -> None:
    other = {
        number
        for number, (source, _) in enumerate(examples, 1)
        if not OWN.search(source) and not has_the_structure(source)
    }
    assert other == DIFFERENT


SCENES = sorted((Path(__file__).parent / "scenes").glob("*.md"))


@pytest.mark.parametrize(
    "scene", [scene for scene in SCENES if scene.stem != "hostile"], ids=lambda scene: scene.stem
)
def test_a_scene_shows_the_words_that_markdown_it_shows(scene: Path) -> None:
    source = scene.read_text("utf-8")
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source)
    shown = re.findall(r"\w+", "\n".join(row.replace("│", " ") for row in played(source, columns=400).rows()))
    wanted = [word for word in words_of(page) if word not in re.findall(r"\w+", "details summary br b x")]
    assert in_order(wanted, shown) or scene.stem in ("html", "inline")

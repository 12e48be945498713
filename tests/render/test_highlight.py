"""Colours that come line by line are those of a pass over the whole text, and no lexer hangs on what is not whole."""

import random
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from pygments.lexer import Lexer, RegexLexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import Keyword, Name, Token, _TokenType

from assistant.render.incremental import HELD, LineLexer
from assistant.render.language import guessed, language_of, opening
from assistant.render.lexing import coloured
from assistant.render.palette import Background, Depth, palette_for
from assistant.render.rows import row_text
from assistant.render.tokens import Painter
from tests.render.screens import DARK, Window, played

SAMPLES = dict(
    part.split("\n", 1)
    for part in re.split(
        r"^=== ", (Path(__file__).parent / "samples.txt").read_text("utf-8"), flags=re.MULTILINE
    )[1:]
)
PAINTER = Painter(palette_for(depth=Depth.TRUECOLOR, background=Background.DARK))


def colours(pieces: list[tuple[object, str]]) -> str:
    """A letter of colour for each character that is not a space."""
    return " ".join(
        PAINTER.style(kind) for kind, text in pieces for character in text if not character.isspace()
    )


def whole(language: str, code: str) -> list[str]:
    lexer = find_lexer_class_by_name(language)(stripnl=False, ensurenl=False)
    lines: list[list[tuple[object, str]]] = [[]]
    for kind, text in lexer.get_tokens(code):
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append([])
            lines[-1].append((kind, part))
    return [colours(line) for line in lines]


def line_by_line(language: str, code: str) -> list[str]:
    lexer = LineLexer(find_lexer_class_by_name(language)(stripnl=False, ensurenl=False))
    return [colours(lexer.line(line).lines[-1]) for line in code.split("\n")]


def test_over_all_languages_lines_are_coloured_as_in_the_whole_text() -> None:
    wrong = {}
    total = 0
    for language, sample in SAMPLES.items():
        code = (sample.rstrip("\n") + "\n\n") * 4
        pairs = list(zip(whole(language, code), line_by_line(language, code), code.split("\n"), strict=False))
        total += len(pairs)
        wrong[language] = [line for one, other, line in pairs if one != other]
    lines = sum(map(len, wrong.values()))
    assert len(SAMPLES) >= 50
    assert lines / total <= 0.002, {language: found for language, found in wrong.items() if found}


OPEN = {
    "a function whose brace is on the next line": ("c", "static int\nmain(int argc, char **argv)\n{\n    return 0;\n}"),
    "code in Markdown": ("markdown", "# T\n\n```python\nimport os\n```\n\n*so*"),
    "a body between dollars": ("postgresql", "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 4;\nEND\n$$;"),
    "a comment in braces": ("pascal", "unit a;\n{ one\n  begin two 'x\n}\nbegin\nend."),
    "a long comment that names its closer": ("cmake", "#[==[\n" + "some [words] here\n" * 60 + "]==]\nset(A b)"),
    "a script's comment": ("html", "<p>a</p>\n<script>\n/* one\n two\n*/\nlet a = `x\ny`;\n</script>\n<b>c</b>"),
    "a template in a page": ("html+php", "<ul>\n<?php\n/* one\n   two */\nforeach ($a as $b):\n?>\n<li class=\"x\"><?= $b ?></li>\n<?php endforeach ?>\n" * 12),
    "long documentation": ("perl", "my $a;\n\n=head1 NAME\n\n" + "my words\n\n" * 50 + "=cut\n\nmy $b = 1;"),
    "a long script": ("html", "<script>\n" + "let a = `x\ny ${b}`;\n/* c\n  d */\n" * 40 + "</script>\n<b>c</b>"),
    "long code in Markdown": ("markdown", "```python\n" + "import os\n\nx = 'a'\n" * 40 + "```\n\n*so*"),
    "a comment in starred brackets": ("pascal", "unit a;\n(* one\n  begin two\n*)\nbegin\nend."),
    "an apostrophe": ("bash", "$ make\nerror: it exceeds the type's size\n$ echo done"),
    "a heredoc": ("ruby", "a = <<~TEXT\n  one #{1 + 2}\n  two\nTEXT\nputs a"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "code"), OPEN.values(), ids=OPEN)
def test_what_is_open_is_coloured_as_if_its_end_had_come(language: str, code: str) -> None:
    assert line_by_line(language, code) == whole(language, code + "\n")[:-1]


def test_php_without_its_opening_tag_is_coloured_as_behind_it() -> None:
    code = "function f(int $a): array {\n    /* why\n       not */\n    return ['a' => $a];\n}"
    assert line_by_line("php", code) == line_by_line("php", f"<?php\n{code}")[1:]
    assert len(set("".join(line_by_line("php", code)).split())) > 4


@pytest.mark.parametrize("height", [24, 6, 5, 1])
def test_a_row_is_coloured_anew_while_the_lines_after_it_decide(height: int) -> None:
    text = "```rst\nTitle\n=====\n\nwords\n```\n"
    window = played(text, text, columns=40, height=height, palette=DARK)
    title, words = (next(window.lines()), list(window.lines())[3])
    assert window.rows() == ["Title", "=====", "", "words"]
    assert (title[0].fg != words[0].fg) == (height > 5)  # on fewer rows nothing is held back


@pytest.mark.parametrize(("code", "closed"), [("a = 1\n/* b", False), ("a = 1\n/* b\n*/", True)])
def test_at_the_end_of_a_block_what_was_never_closed_is_no_comment(code: str, closed: bool) -> None:
    rows = list(played(f"```js\n{code}\n```\n", palette=DARK).lines())
    comment = next(played("```js\n// b\n```\n", palette=DARK).lines())[0].fg
    assert (rows[1][3].fg == comment) is closed


def test_at_the_end_of_a_long_block_that_stays_open_its_last_rows_are_those_of_the_whole() -> None:
    code = "\n".join(["a = 1", "/* b", *(f"int c{number} = {number};" for number in range(30))])
    lexer = LineLexer(find_lexer_class_by_name("c")(stripnl=False, ensurenl=False))
    for line in code.split("\n"):
        lexer.line(line)
    last = [colours(line) for line in lexer.end()]
    assert len(last) == HELD
    assert last == whole("c", code)[-HELD:]


def test_a_row_wider_than_the_terminal_is_not_held_back() -> None:
    window = Window(columns=40, palette=DARK)
    for chunk in ("```python\n", "a = 1\n", f"b = {'1 + ' * 20}1\n"):
        window.write(chunk)
    assert "".join(window.rows()).endswith("1 + 1")
    assert window.close().rows()[1:] == window.rows()[1:]


class Endless(RegexLexer):
    """A lexer that would take years over a row of the letter a."""

    tokens: ClassVar = {"root": [(r"(a+)+b", Keyword), (r"\w+|\W", Name)]}


def counted(language: str) -> Lexer:
    """A language's lexer that counts the tokens it takes."""

    def counting(self: Lexer, *given: object, **named: object) -> Iterator[tuple[int, _TokenType, str]]:
        for token in kind.get_tokens_unprocessed(self, *given, **named):
            self.taken += 1
            yield token

    kind = find_lexer_class_by_name(language)
    made = type(kind.__name__, (kind,), {"get_tokens_unprocessed": counting, "taken": 0})
    return made(stripnl=False, ensurenl=False)


# What a model in a loop may repeat; how far it is coloured: to the end, or until it was read often enough.
LOOPING = {
    "heredocs in Bash": ("bash", "", "cat <<EOF\nx", True),
    "heredocs in Perl": ("perl", "", "my $x = <<EOS;\nfoo $x", True),
    "heredocs in Ruby": ("ruby", "", "x = %w{a b} /re/ <<EOS", True),
    "code in Markdown": ("markdown", "```python\n", "import os, sys", False),
    "comments that nothing closes": ("augeas", "", "(xx:unit)x(*", False),
    "what is no code": ("abap", "", "x = %w{a b} /re/ <<EOS", False),
}


@pytest.mark.parametrize(("language", "opener", "repeated", "lit"), LOOPING.values(), ids=LOOPING)
def test_what_is_repeated_without_end_is_not_read_again_without_end(
    language: str, opener: str, repeated: str, lit: bool
) -> None:
    code = opener + "\n".join([repeated] * 1000)
    lexer = LineLexer(counting := counted(language))
    kinds = [{kind for kind, _ in lexer.line(line).lines[-1]} for line in code.split("\n")]
    assert len(code) / 2 < counting.taken < 100_000 + 4 * len(code)
    assert (kinds[-2] | kinds[-1] != {Token.Text}) is lit


@pytest.mark.parametrize("language", ["make", "pycon"])
def test_what_begins_anew_is_not_read_again_with_all_before_it(language: str) -> None:
    code = (SAMPLES[language].rstrip("\n") + "\n\n") * 8
    lexer = LineLexer(counting := counted(language))
    for line in code.split("\n"):
        lexer.line(line)
    assert counting.taken < 8 * len(list(find_lexer_class_by_name(language)().get_tokens(code)))


class Forgetful(Lexer):
    """A lexer that gives back less than it was given."""

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        yield 0, Keyword, text[:3]


def test_a_lexer_that_takes_too_long_is_stopped_and_the_rest_is_plain() -> None:
    lexer = LineLexer(Endless())
    assert lexer.line("aab").lines == [[(Keyword, "aab")]]
    assert lexer.line("a" * 60).lines == [[(Token.Text, "a" * 60)]]
    assert lexer.line("aab").lines == [[(Token.Text, "aab")]]


def test_what_a_lexer_drops_is_shown() -> None:
    assert LineLexer(Forgetful()).line("words").lines == [[(Token.Text, "words")]]


def test_what_is_coloured_is_the_code_itself() -> None:
    for language, sample in SAMPLES.items():
        lexer = LineLexer(find_lexer_class_by_name(language)())
        for line in sample.split("\n"):
            assert "".join(text for _, text in lexer.line(line).lines[-1]) == line


def test_no_lexer_hangs_on_the_beginning_of_a_text() -> None:
    finished = threading.Event()

    def feed() -> None:
        chance = random.Random(3)
        for language, sample in SAMPLES.items():
            for _ in range(12):
                start, end = sorted(chance.sample(range(len(sample) + 1), 2))
                line_by_line(language, sample[start:end])
        finished.set()

    threading.Thread(target=feed, daemon=True).start()
    assert finished.wait(60)


def test_a_traceback_that_breaks_off_ends() -> None:
    assert line_by_line("pytb", 'Traceback (most recent call last):\n  File "a.py", line 12,')


@pytest.mark.parametrize(
    ("info", "language"),
    [("python", "python"), ('js title="a"', "js"), ("c++", "cpp"), ("{.python}", "python"), ("{.python .numberLines}", "python"),
     ("python,ignore", "python"), ("rust:main.rs", "rust"), ("JSON5", "json5"), ("", ""), ("text", ""), ("C#", "csharp"),
     ("sol", "solidity"), ("el", "emacs-lisp"), ("shellsession", "console")],
)  # fmt: skip
def test_the_language_is_read_from_the_info_string(info: str, language: str) -> None:
    assert language_of(info) == language


@pytest.mark.parametrize(
    ("code", "language"),
    [("#!/bin/bash", "bash"), ("import os", "python"), ('{"a": 1}', "json"), ("SELECT 1", "sql"), ("$ ls", "console"),
     ("diff --git a/x b/x", "diff"), ("just words", ""), ("#include <stdio.h>", "cpp"), ("<?php", "php"), ("pip install x", "bash"),
     ("import Foundation\n\nstruct A: View {\n    var body: some View {\n    }\n}", "swift"), ("def f(x):\n    return x", "python"),
     ("[package]\nname = \"x\"\nedition = \"2021\"\n[dependencies]\nserde = \"1\"", "toml"), ("// says why\n\nconsole.log(1)\nlet a = require('b');", "javascript"),
     ("<!DOCTYPE html>\n<p>", "html")],
)  # fmt: skip
def test_without_an_info_string_the_first_lines_tell(code: str, language: str) -> None:
    assert (
        next(filter(None, map(guessed, _beginnings(code))), opening(code.split("\n", maxsplit=1)[0]))
        == language
    )


def _beginnings(code: str) -> list[str]:
    lines = code.split("\n")
    return ["\n".join(lines[:end]) + "\n" for end in range(1, len(lines) + 1)]


@pytest.mark.parametrize("chunks", [1, 5, 500])
def test_rows_before_the_first_sign_of_their_language_are_coloured_with_it(chunks: int) -> None:
    code = "# says why\n\nx = 1\ndef f(a):\n    return a\n"
    pieces = [f"```\n{code}```\n"[start : start + chunks] for start in range(0, len(code) + 8, chunks)]
    guessed, named = (
        played("".join(text), text, palette=DARK) for text in (pieces, [f"```python\n{code}```\n"])
    )
    shown = [
        [(char.data, char.fg) for line in one.lines() for char in line.values() if char.data.strip()]
        for one in (guessed, named)
    ]
    assert shown[0] == shown[1]


def test_what_shows_no_language_stays_plain() -> None:
    assert "38;5" not in played("```\nonly words\nand more\n```\n", palette=DARK).out.getvalue()


@pytest.mark.parametrize(
    "word", ["kt", "vue", "tsx", "json5", "hbs", "jinja2", "cxx", "docker-compose", "tfvars", "diff"]
)
def test_a_fence_s_usual_words_have_colours(word: str) -> None:
    assert coloured(language_of(word), DARK) is not None


def test_a_very_long_line_is_plain_and_the_rest_too() -> None:
    code = "x = 'a' + " + "1 + " * 400
    assert "38;5" not in played(f"```python\n{code}\nx = 'a'\n```\n", palette=DARK).out.getvalue()


def test_a_theme_of_pygments_may_be_named() -> None:
    monokai = palette_for(depth=Depth.TRUECOLOR, background=Background.DARK, theme="monokai")
    assert "\x1b[38;2;" in played("```python\nimport x\n```\n", palette=monokai).out.getvalue()


__all__ = ["row_text"]


@pytest.mark.parametrize(
    ("expected", "loaded"), [("rust", {"rust"}), ("", {"python"}), ("text", {"python"}), ("no such", set())]
)
def test_the_lexer_that_is_likely_needed_is_loaded_before_the_first_words(
    expected: str, loaded: set[str]
) -> None:
    script = (
        "import io, sys\n"
        "from assistant.render.palette import Background, Depth, palette_for\n"
        "from assistant.render.terminal import TerminalRenderer\n"
        "palette = palette_for(depth=Depth.TRUECOLOR, background=Background.DARK)\n"
        "renderer = TerminalRenderer(io.StringIO(), size=lambda: (80, 24), palette=palette, expected=sys.argv[1])\n"
        "for _ in range(3): renderer.tick()\n"
        "print(*(name for name in sys.modules if name.startswith('pygments.lexers.')))"
    )
    ran = subprocess.run([sys.executable, "-c", script, expected], capture_output=True, text=True, check=True)
    modules = {name.removeprefix("pygments.lexers.") for name in ran.stdout.split()}
    assert {name for name in modules if not name.startswith("_")} == loaded

"""Finds templates: those of a trusted project, then the user's own, then the ones that ship."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from assistant.catalog import Tier
from assistant.errors import ConfigError, cause_of
from assistant.store.files import own_text
from assistant.store.reading import Table
from assistant.store.trust import Project
from assistant.template import FILLED, Template
from assistant.values import dataclass

SHIPPED = Path(__file__).parent / "shipped"
FENCE = "+++"
TIERS = ["", *(tier.label for tier in Tier), *(str(tier.value) for tier in Tier)]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds a template: whose it is ("project", "yours", "" for one that ships), its text if read already.

    `twin` is the name of a file beside it that would hold the same template and is not used, "" for none.
    """

    name: str
    file: Path
    owner: str = ""
    text: str | None = None
    twin: str = ""

    def template(self) -> Template:
        """Read the template. Raises ConfigError."""
        text = self._read() if self.text is None else self.text
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        return _from_toml(text, self.file) if self.file.suffix == ".toml" else _from_markdown(text, self.file)

    def _read(self) -> str:
        if self.owner:
            text = own_text(self.file, "the template")
            if text is None:
                raise ConfigError(f"the template {self.file} is gone")
            return text
        try:
            return self.file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"the template {self.file} could not be read: {error}") from error


def sources(own: Path, project: Project | None) -> Mapping[str, Source]:
    """Give every template there is by its name; `own` is the user's folder, which need not exist."""
    found: dict[str, Source] = {}
    for source in (*_in(SHIPPED, ""), *_in(own, "yours"), *(sources_of(project) if project else ())):
        other = found.get(source.name)
        twin = other.file.name if other and other.owner == source.owner else ""
        found[source.name] = replace(source, twin=twin)
    return dict(sorted(found.items()))


def _in(folder: Path, owner: str) -> Iterator[Source]:
    try:
        for ending in ("*.toml", "*.md"):
            for file in folder.glob(ending):
                yield Source(file.stem, file, owner)
    except OSError as error:
        raise ConfigError(f"the templates in {folder} could not be read: {cause_of(error)}") from error


def sources_of(project: Project) -> Iterator[Source]:
    """Give the templates of a project that count."""
    for name, text in sorted(project.trusted.items(), reverse=True):  # Markdown after TOML, as above
        file = project.folder / name
        if file.parent != project.folder:
            yield Source(file.stem, file, "project", text)


def _from_toml(source: str, file: Path) -> Template:
    table = _table(source, file)
    table.only("about", "tier", "model", "system", "arguments", "prompt")
    if not table.text("prompt").strip():
        raise ConfigError(f'{file} has no prompt = "…"', hint=f"ask template edit {file.stem}")
    return _template(table, table.text("prompt"))


def _from_markdown(source: str, file: Path) -> Template:
    front, text = "", source
    before, *fenced = re.split(rf"^{re.escape(FENCE)}[ \t]*\n", source, maxsplit=2, flags=re.MULTILINE)
    if fenced and not before:
        if len(fenced) < 2:
            raise ConfigError(f"{file} has no second line of {FENCE}: where does its text begin?")
        front, text = f"\n{fenced[0]}", fenced[1]
    table = _table(front, file)
    table.only("about", "tier", "model", "system", "arguments")
    if not text.strip():
        raise ConfigError(f"{file} has no text", hint=table.hint)
    return _template(table, text)


def _table(source: str, file: Path) -> Table:
    from assistant.store.settings import root_of  # noqa: PLC0415 - where names are listed, none is read

    return root_of(source, file, hint=f"change it: ask template edit {file.stem}")


def _template(table: Table, text: str) -> Template:
    arguments = table.table("arguments")
    for name in filter(arguments.values.__contains__, FILLED):
        raise arguments.wrong(name, "is no argument's name: what comes with the question is put in there")
    return Template(
        table.file.stem,
        text,
        about=table.text("about"),
        tier=table.one_of("tier", TIERS, ""),
        model=table.text("model"),
        named_at=table.place_of("model"),
        system=table.text("system") if "system" in table.values else None,
        arguments={name: arguments.text(name) for name in arguments.values},
    )

"""Finds templates: the user's own in the configuration's folder, then the ones that ship."""

from pathlib import Path

from assistant.errors import ConfigError
from assistant.store.reading import Table
from assistant.template import Template

SHIPPED = Path(__file__).parent / "shipped"
FENCE = "+++"


def template_names(own: Path) -> tuple[str, ...]:
    """Give the names of every template there is; `own` is the user's folder, which need not exist."""
    return tuple(sorted({file.stem for folder in (own, SHIPPED) for file in folder.glob("*.md")}))


def template_named(name: str, own: Path) -> Template | None:
    """Read the template of a name, the user's own before a shipped one; None where there is none. Raises ConfigError."""
    if name not in template_names(own):
        return None
    file = own / f"{name}.md"
    return _read(file if file.is_file() else SHIPPED / f"{name}.md")


def _read(file: Path) -> Template:
    import tomllib  # noqa: PLC0415 - only a question with a template has one to read

    try:
        source = file.read_text(encoding="utf-8")
        front, text = "", source
        if source.startswith(f"{FENCE}\n"):
            front, _, text = source[len(FENCE) + 1 :].partition(f"\n{FENCE}\n")
        table = Table(tomllib.loads(front), (), front, file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"the template {file} could not be read: {error}") from error
    table.only("about", "tier", "model", "system", "arguments")
    arguments = table.table("arguments")
    return Template(
        file.stem,
        text,
        about=table.text("about"),
        tier=table.text("tier"),
        model=table.text("model"),
        system=table.text("system") if "system" in table.values else None,
        arguments={name: arguments.text(name) for name in arguments.values},
    )

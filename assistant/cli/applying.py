"""An answer's code takes the place of a file: the difference is shown first, and written after a yes."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from assistant import showing
from assistant.cli.blocks import blocks_of
from assistant.errors import UsageError
from assistant.prompt import Attachment, language_of
from assistant.render.notes import is_terminal
from assistant.safe import lines_of, visible, visible_on_one_line
from assistant.shell import Display, Shell
from assistant.store.decoding import decoded, encoding_of
from assistant.store.place import Place, place_at, replaced

SECRET = "«secret:"  # how a placeholder begins  # noqa: S105
COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
PLAIN = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Target:
    """A file as it was found."""

    place: Place

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.place.path

    @property
    def content(self) -> bytes | None:
        """Its bytes, None where there is none yet."""
        return self.place.content

    @property
    def text(self) -> str:
        """What it holds, as text. Raises UsageError for a binary file."""
        return decoded(self.content, str(self.path)).text if self.content else ""

    @property
    def attachment(self) -> Attachment | None:
        """Give it as what a question is about, None where it is empty. Raises UsageError for a binary file."""
        return Attachment(self.text, str(self.path), language_of(str(self.path))) if self.content else None

    def encoded(self, code: str) -> bytes:
        """Give code as this file would hold it: its encoding, its line ends, its last line ended or not."""
        if self.content is None:
            return code.encode(errors="replace")
        before = self.text
        code = code.replace("\r\n", "\n")
        if before and not before.endswith("\n"):
            code = code.removesuffix("\n")
        if before.count("\r\n") * 2 > before.count("\n"):
            code = code.replace("\n", "\r\n")
        try:
            return code.encode(encoding_of(self.content) or "utf-8")
        except UnicodeEncodeError:
            return code.encode(errors="replace")


def target_at(path: str) -> Target:
    """Find the file that is to be written. Raises UsageError as `place_at` does, and for a binary file."""
    found = Target(place_at(Path(path)))
    _ = found.text  # a binary file is refused before anything is asked
    return found


def chosen(answer: str, number: int | None) -> str:
    """Give the code of block `number`, or of the only one. Raises UsageError where that is not one block."""
    blocks = blocks_of(answer, number)
    if len(blocks) > 1:
        raise UsageError(
            f"the answer holds {len(blocks)} code blocks: nothing was written",
            hint="choose one: ask apply PATH N",
        )
    code = blocks[0].text
    if SECRET in code:
        raise UsageError(
            "the code holds placeholders of secrets: nothing was written",
            hint='ask again with --apply, which puts the secrets back: ask --apply PATH "…"',
        )
    return code if code.endswith("\n") else f"{code}\n"


def apply(shell: Shell, target: Target, code: str, *, display: Display, sure: Callable[[str], bool]) -> int:
    """Show what would change and write it where `sure` says so; gives the exit code: 0 where the file is as the code.

    Raises UsageError where nobody said yes, where the file changed meanwhile, or where it cannot be written.
    """
    content = target.encoded(code)
    if content == target.content:
        _say(shell, f"{target.path} is as the answer has it already")
        return 0
    _show(shell, target, decoded(content, str(target.path)).text, display)
    if not sure(f"Write {visible_on_one_line(str(target.path))}? [y/N] "):
        raise UsageError(f"nothing was written to {target.path}", hint="answer y on a terminal, or: --yes")
    backup = replaced(target.place, content)
    _say(shell, f"wrote {target.path}" + (f"; as it was: {backup}" if backup else ""))
    return 0


def _show(shell: Shell, target: Target, after: str, display: Display) -> None:
    before, name = target.text, visible_on_one_line(str(target.path))
    lines = unified_diff(
        lines_of(before),
        lines_of(after),
        name if target.content is not None else "/dev/null",
        name,
        lineterm="",
    )
    coloured = is_terminal(shell.stderr) and showing.styled(shell, display)
    for line in lines:
        colour = COLOURS.get(line[:1], "") if coloured and not line.startswith(("---", "+++")) else ""
        _say(shell, f"{colour}{visible(line)}{PLAIN if colour else ''}", safe=True)


def _say(shell: Shell, line: str, *, safe: bool = False) -> None:
    if shell.stderr is not None:
        with suppress(OSError, ValueError):
            shell.stderr.write(f"{line if safe else visible_on_one_line(line)}\n")
            shell.stderr.flush()

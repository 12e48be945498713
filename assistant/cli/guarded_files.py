"""The files that go only after a yes: which a question holds, and how it is said that one does not go."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from assistant.errors import UsageError, quoted
from assistant.guard.finding import Allow
from assistant.prompt import Prompt
from assistant.safe import visible_on_one_line


def held_in(prompt: Prompt, allow: Allow) -> Iterator[tuple[str, str]]:
    """Give the files that a question holds, or shows the changes of, and that go after a yes only, with what each is."""
    attached = ((each.file, f"{each.before}{each.text}{each.after}") for each in prompt.attachments)
    inserted = ((name, _blocks_of(prompt.text)) for name in prompt.inserted)
    for name, text in (*inserted, *attached, *_changed_in(prompt)):
        if name and (what := what_it_is(name, text, allow)):
            yield name, what


def refusal(held: Mapping[str, str], prompt: Prompt) -> UsageError:
    """Give the error that names files that a question holds and does not go with, and each way in which it goes."""
    allowed = ", ".join(f'"{visible_on_one_line(_allowed_as(name))}"' for name in held)
    others = {each.file for each in prompt.attachments}.difference(held)
    folder, *elsewhere = {os.path.dirname(file) for file in (*held, *others)}  # noqa: PTH120 - "" is another one
    them = "them" if len(held) > 1 else "it"
    without = f" · without {them}: {quoted(f'{folder}/')}" if others and folder and not elsewhere else ""
    return UsageError(
        f"nothing was sent: {'; '.join(held.values())}",
        hint=f"answer y on a terminal · ask config edit, [guard]: allow_files = [{allowed}] "
        f"(secrets stay here){without} · --guard off sends all as it is",
    )


def _blocks_of(text: str) -> str:
    """Give a text from its first block of a key or a certificate to its last: what stands around it is the question."""
    return text[text.index("-----BEGIN") : text.rindex("-----") + 5] if "-----BEGIN" in text else ""


def _changed_in(prompt: Prompt) -> Iterator[tuple[str, str]]:
    """Give the files of which a part of the question shows what changed, with these lines."""
    for text in (prompt.text, *(attachment.text for attachment in prompt.attachments)):
        if "\n@@" in text:
            from assistant.guard.files import changed_files

            yield from changed_files(text)


def what_it_is(name: str, text: str, allow: Allow) -> str:
    """Say what a file is that only goes as a whole after a yes: "x.pem is a key or a certificate"; "" for any other."""
    from assistant.guard.files import guarded_file

    real = os.path.realpath(name)  # a link, or a name without its folder, may hide what a file is
    if any(PurePath(real).match(_expanded(each)) for each in allow.files):
        return ""
    for path, shown in ((name, ""), (real, f" ({visible_on_one_line(real)})")):
        if kind := guarded_file(path, text):
            return f"{visible_on_one_line(name)}{shown} is {kind}"
    return ""


def _expanded(pattern: str) -> str:
    """Give a path or glob with the home folder in the place of its `~`, as it really lies."""
    head, _, rest = pattern.partition("/")
    home = os.path.expanduser(head)  # noqa: PTH111 - it never raises
    return pattern if home == head else os.path.join(os.path.realpath(home), rest)  # noqa: PTH118 - a glob


def _allowed_as(name: str) -> str:
    """Give what allows a file: its place below the folder one stands in, else its whole path."""
    real = Path(os.path.realpath(name))
    return str(real.relative_to(Path.cwd())) if real.is_relative_to(Path.cwd()) else str(real)

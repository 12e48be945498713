"""Words and stdin become one prompt."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from fcntl import F_GETFL, fcntl
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, TextIO

from assistant.cli.options import is_text
from assistant.cli.stdin import file_behind, is_given, is_pipe, piped_text
from assistant.errors import UsageError
from assistant.prompt import Attachment, Prompt
from assistant.render.notes import is_terminal
from assistant.store.decoding import decoded
from assistant.values import dataclass

if TYPE_CHECKING:
    from assistant.template import Template

_exists = os.path.lexists  # unlike a path's own it raises for no word


@dataclass(frozen=True, slots=True)
class Sources:
    """What makes up a prompt beside the words: stdin, files, git's diff (of a revision; None for none), a template.

    `behind_difference` is the word behind the diff's option, `always` whether stdin is waited for however long nothing
    comes, `target` the file that is to be changed, which goes with the question too, `literal` whether a "--" made words
    of the words, `is_template` tells the name of a template, `held` says what of a folder's is left out,
    "" for what is not; `say` takes a line for the user.
    """

    stdin: TextIO | None
    files: tuple[str, ...] = ()
    difference: str | None = None
    template: "Template | None" = None
    behind_difference: str = ""
    always: bool = False
    target: Attachment | None = None
    literal: bool = False
    is_template: Callable[[str], bool] = lambda _: False
    held: Callable[[Attachment], str] = lambda _: ""
    say: Callable[[str], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Material:
    """What a prompt is made of: words, what is piped in, files, and the template they go into."""

    words: tuple[str, ...]
    piped: Attachment | None
    attachments: tuple[Attachment, ...]
    template: "Template | None" = None

    @property
    def texts(self) -> tuple[Attachment, ...]:
        """What came with the words, the piped first."""
        return (*((self.piped,) if self.piped else ()), *self.attachments)

    def with_texts(self, texts: tuple[Attachment, ...]) -> "Material":
        """Give the same with other texts, in the order of `texts`."""
        piped = texts[0] if self.piped else None
        return replace(self, piped=piped, attachments=texts[1:] if self.piped else texts)

    def using(self, template: "Template | None") -> "Material":
        """Give the same for a template, whose input is the first file where nothing is piped in."""
        if template is None or self.piped or not self.attachments:
            return replace(self, template=template)
        piped, *rest = self.attachments
        return replace(self, piped=piped, attachments=tuple(rest), template=template)

    def prompt(self, system: str | None) -> Prompt:
        """Give the prompt; without words, what is piped in is the question."""
        question = " ".join(self.words).strip()
        if self.template:
            filled = self.template.filled(self.words, self.piped)
            return replace(filled, system=system, attachments=(*filled.attachments, *self.attachments))
        if self.piped and not question:
            text = self.piped.text.strip("\n")
            return Prompt(text, self.attachments, system, inserted=(self.piped.file,))
        return Prompt(question, (*self.attachments, *((self.piped,) if self.piped else ())), system)


def material_from(words: tuple[str, ...], sources: Sources) -> Material:
    """Gather what `words` and their sources make up.

    Raises UsageError where nothing is asked, where a file cannot be read, or where stdin is not text.
    """
    template = sources.template
    words, attachments = _with_files(words, sources)
    words = _readable(words, sources.say)
    question = " ".join(words).strip()
    waiting = replace(sources, always=sources.always or _names_stdin(sources))
    piped = piped_to(waiting) if question or template else piped_text(sources.stdin)
    if target := sources.target:  # under its own name
        from assistant.repl.attaching import each_once

        attachments = each_once((target, *attachments))
    if piped and attachments:
        again = [each for each in attachments if _is_same(piped, each)]
        if (question or template) and any(piped.text in each.text for each in again):
            piped, attachments = None, (*again, *(each for each in attachments if each not in again))
        else:
            attachments = tuple(
                each for each in attachments if each not in again or each.text not in piped.text
            )
    if template:
        if not question and not any(text.text.strip() for text in (piped, *attachments) if text):
            raise UsageError(
                f'there is nothing to use the template "{template.name}" on',
                hint=f"ask -t {template.name} < app.py",
            )
    elif not question and not (piped and piped.text.strip()):
        if attachments:
            raise UsageError("there is no question beside the files", hint='ask "why is this slow" query.sql')
        raise UsageError("there is no question", hint='ask "why is this slow" < query.sql · ask --help')
    return Material(words, piped, attachments).using(template)


def _is_same(piped: Attachment, attached: Attachment) -> bool:
    """Tell whether what is piped in is from a file, or as that where it is from a pipe that nobody named."""
    if piped.file:
        return os.path.realpath(piped.file) == os.path.realpath(attached.file)
    return piped.text == attached.text


def _with_files(words: tuple[str, ...], sources: Sources) -> tuple[tuple[str, ...], tuple[Attachment, ...]]:
    """Part the words from the files among them; give them with all that is read beside stdin."""
    suspects = any(
        "." in word
        or "/" in word
        or word.endswith("file")
        or _exists(word.replace("#", ":").partition(":")[0])
        for word in words
    )
    if not suspects and not sources.files and sources.difference is None:
        return words, ()
    from assistant.cli.as_words import left_as_words, refuse_missing
    from assistant.cli.files import attached, difference, is_stdin, named_files

    beside, against = sources.template is not None, sources.difference
    words, named = named_files(words, sources.say, beside=beside)
    if not sources.literal:
        refuse_missing(words, beside=beside, is_template=sources.is_template)
    if against is not None:
        from assistant.cli.revisions import no_revision_as_word, second_revision

        behind = sources.behind_difference
        line = (
            second_revision(behind, words, against)
            if against
            else no_revision_as_word(behind, words, beside=beside, is_template=sources.is_template)
        )
        if line:
            sources.say(line)
    for line in left_as_words(words, beside=beside):
        sources.say(line)
    files = tuple(file for file in (*named, *sources.files) if not is_stdin(file))
    for file in files:
        _refuse_emptied(file)
    read = attached(files, sources.say, sources.held)
    return words, read if against is None else (*read, difference(against))


def _readable(words: tuple[str, ...], say: Callable[[str], None]) -> tuple[str, ...]:
    """Give words as text; bytes that are no UTF-8 are read as what they look like, which is said.

    Raises UsageError where they are no text.
    """
    if is_text(*words):
        return words
    found = decoded(os.fsencode("\n".join(words)), "the question")
    if found.label:  # else Python alone took it for something else, as in LC_ALL=C
        say(f"the question is no UTF-8: it was read as {found.label}")
    return tuple(os.fsencode(word).decode(found.encoding, "replace") for word in words)


def _names_stdin(sources: Sources) -> bool:
    """Tell whether stdin is named as a file. Raises UsageError where nothing is piped into it."""
    if not sources.files:
        return False
    from assistant.cli.files import is_stdin

    named = next(filter(is_stdin, sources.files), "")
    if named and (sources.stdin is None or is_terminal(sources.stdin)):
        raise UsageError(f"nothing is piped in for -f {named} to read", hint=f'git diff | ask "…" -f {named}')
    return bool(named)


def piped_to(sources: Sources) -> Attachment | None:
    """Read what is piped in to a question in words, unless nobody is left who would write to that pipe.

    Where something was meant to come and nothing did, that is said. Raises UsageError as `piped_text` does, and for a
    file that the shell has emptied.
    """
    stdin = sources.stdin
    with suppress(OSError, ValueError):
        if stdin is not None and is_pipe(stdin) and not sources.always:
            from assistant.cli.stdin_wait import something_comes

            if not something_comes(stdin.fileno()):
                sources.say("nothing came through stdin; asking without it (--stdin waits)")
                return None
    piped = piped_text(stdin)
    if stdin is not None and piped is None and is_given(stdin):
        file = file_behind(stdin)
        empty = _refuse_emptied(file)
        sources.say(f"{Path(file).name if empty else 'stdin'} is empty")
    return piped


def _refuse_emptied(file: str) -> bool:
    """Tell whether there is nothing in a file. Raises UsageError for one that the shell has emptied for the answer."""
    with suppress(OSError, ValueError):
        seen = os.stat(file)  # noqa: PTH116 - of any word
        out = sys.stdout.fileno()
        emptied = S_ISREG(seen.st_mode) and not (seen.st_size or fcntl(out, F_GETFL) & os.O_APPEND)
        if emptied and os.path.samestat(seen, os.fstat(out)):
            name = Path(file).name
            raise UsageError(
                f"{name} is empty: the shell emptied it for > {name}",
                hint="write to another file, or: --apply",
            )
        return not seen.st_size
    return False

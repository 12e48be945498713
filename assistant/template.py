"""A prompt kept under a name: its text with places for what is piped in and for arguments. Pure."""

import re
from collections.abc import Mapping
from dataclasses import field

from assistant.errors import UsageError
from assistant.prompt import Attachment, Prompt
from assistant.values import dataclass

NEAR = 0.5  # how alike two names are that one may be a slip for the other
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_GIVEN = re.compile(r"([\w-]+)=(?!=)")
FILLED = ("args", "input", "file", "lang")  # beside the arguments


@dataclass(frozen=True, slots=True)
class Template:
    """A named prompt. `arguments` maps each argument's name to its default; `tier` and `model` are "" where open.

    `named_at` is where its model is named, a file and a line.
    """

    name: str
    text: str
    about: str = ""
    tier: str = ""
    model: str = ""
    named_at: str = ""
    system: str | None = None
    arguments: Mapping[str, str] = field(default_factory=dict)

    def filled(self, words: tuple[str, ...], attachment: Attachment | None) -> Prompt:
        """Give the prompt that the template, the words typed after it and what is piped in make up.

        `name=value` sets an argument of the template, the other words are `{{args}}`, put last where it has no such
        place. Without `{{input}}` what is piped in is attached. Braces around any other word stay as they are.
        Raises UsageError for an argument without a value and for one whose name is nearly that of another.
        """
        self._check(words)
        given = [word for word in words if "=" in word and word.partition("=")[0] in self.arguments]
        free = " ".join(word for word in words if word not in given)
        places = {
            **self.arguments,
            **dict(word.split("=", 1) for word in given),
            "args": free,
            "input": attachment.text if attachment else "",
            "file": (attachment.name if attachment else "") or "the input",
            "lang": attachment.language if attachment else "",
        }
        named = self._named()
        text = _PLACE.sub(lambda place: places.get(place[1], place[0]), self.text.strip()).strip("\n")
        if free and "args" not in named:
            text = f"{text}\n\n{free}"
        if attachment is None:
            return Prompt(text, system=self.system)
        if "input" in named:
            return Prompt(text, system=self.system, inserted=(attachment.file,))
        return Prompt(text, (attachment,), self.system)

    def unknown_places(self) -> str:
        """Say which words in braces nothing is put in for, with what a slip is near to; "" where there are none."""
        known = (*self.arguments, *FILLED)
        if not (unknown := [name for name in self._named() if name not in known]):
            return ""
        from assistant.spelling import nearest  # noqa: PLC0415 - for a slip

        near = nearest(unknown[0], known)
        listed = ", ".join(f"{{{{{name}}}}}" for name in unknown)
        goes = (
            "is not filled in and goes as it stands"
            if len(unknown) == 1
            else "are not filled in and go as they stand"
        )
        return f"{listed} in the template {self.name} {goes}" + (near and f"; did you mean {{{{{near}}}}}?")

    def _named(self) -> tuple[str, ...]:
        """Give the words in braces, each once, in order."""
        return tuple(dict.fromkeys(_PLACE.findall(self.text)))

    def refusal(self, word: str, *, hint: str = "") -> UsageError | None:
        """Give the refusal of a `name=value` word whose name can only be a slip for an argument's; None for any other.

        It is near an argument's, or is that of what is filled in by itself; beside nothing but such words (a `hint`
        says how to ask them) any is. A blank in the value of one that is not near makes a sentence of it.
        """
        name = name_of(word)
        if not name or not self.arguments or name in self.arguments:
            return None
        from difflib import get_close_matches  # noqa: PLC0415 - for what may be an argument

        near = get_close_matches(name, self.arguments, 1, NEAR)
        if not near and (not (hint or name in FILLED) or len(word.split()) > 1):
            return None
        meant = f"did you mean {near[0]}?" if near else f"it takes {', '.join(self.arguments)}"
        return UsageError(
            f'the template "{self.name}" takes no argument "{name}"; {meant}',
            hint=hint or f"ask template show {self.name}",
        )

    def _check(self, words: tuple[str, ...]) -> None:
        for word in words:
            name, _, value = word.partition("=")
            if "=" in word and name in self.arguments and not value.strip():
                raise UsageError(
                    f'the argument "{name}" of the template "{self.name}" is empty', hint=f"{name}=VALUE"
                )
            if refusal := self.refusal(word):
                raise refusal


def name_of(word: str) -> str:
    """Give the name in `name=value`, "" for any other word, such as a comparison."""
    found = _GIVEN.match(word)
    return found[1] if found else ""

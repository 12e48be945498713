"""What was said, as the protocol knows it: one message, or several turns packed because they lie behind."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import field

from assistant.catalog import Tier
from assistant.tokens import estimated_tokens
from assistant.values import dataclass

PIECE = 1 << 13  # characters of a text that are written as JSON at once, bytes that a pack is inflated to

# 24 kB are needed to deflate with this window and memory instead of 256 kB, and what comes out is as small.
_LEVEL, _WINDOW, _MEMORY = 6, 12, 4


@dataclass(frozen=True, slots=True)
class Message:
    """A role ("system", "user" or "assistant") and its text as it is sent: a lone surrogate becomes a question mark.

    `tier` is the one a question went to, None where that is not known; a pack does not keep it.
    """

    role: str
    _text: str | bytes  # one dash or emoji in a text would make each of its characters take two or four bytes
    _tokens: int = field(repr=False, compare=False)  # 0: nobody has asked yet
    tier: Tier | None = field(repr=False, compare=False)

    def __init__(self, role: str, content: str, tier: Tier | None = None) -> None:
        text: str | bytes = content
        if not content.isascii():
            encoded = content.encode("utf-8", "replace")
            text = encoded.decode() if encoded.isascii() else encoded
        for name, value in (("role", role), ("_text", text), ("_tokens", 0), ("tier", tier)):
            object.__setattr__(self, name, value)

    @property
    def content(self) -> str:
        """The text."""
        return self._text if isinstance(self._text, str) else self._text.decode()

    @property
    def tokens(self) -> int:
        """Estimate its tokens; once, for it is sent with every question that follows."""
        if not self._tokens:
            object.__setattr__(self, "_tokens", estimated_tokens(self.content))
        return self._tokens

    @property
    def size(self) -> int:
        """The bytes of its text in UTF-8."""
        return len(self._text)

    @property
    def count(self) -> int:
        """How many messages it is."""
        return 1

    @property
    def turns(self) -> int:
        """How many turns it begins."""
        return int(self.role == "user")

    @property
    def json_size(self) -> int:
        """The bytes of its JSON."""
        return sum(map(len, self.json()))

    def json(self) -> Iterator[bytes]:
        """Write it as a JSON object in UTF-8, in pieces."""
        content = self.content
        yield f'{{"role":"{self.role}","content":"'.encode()
        for at in range(0, len(content), PIECE):
            yield json.dumps(content[at : at + PIECE], ensure_ascii=False)[1:-1].encode()
        yield b'"}'

    def messages(self) -> "tuple[Message, ...]":
        """Give it alone."""
        return (self,)


@dataclass(frozen=True, slots=True)
class Pack:
    """Whole turns as the JSON that is sent of them, deflated; what is needed most is kept beside it.

    `count` is of messages; `tokens` are estimated; `size` is the bytes of their texts in UTF-8, `json_size` those of
    their JSON objects with the commas between.
    """

    count: int
    turns: int
    tokens: int
    size: int
    json_size: int
    _deflated: bytes = field(repr=False)

    @classmethod
    def of(cls, messages: tuple[Message, ...]) -> "Pack":
        """Pack `messages`."""
        deflating = zlib.compressobj(_LEVEL, wbits=_WINDOW, memLevel=_MEMORY)
        deflated, json_size = bytearray(), 0
        for piece in written(messages):
            json_size += len(piece)
            deflated += deflating.compress(piece)
        deflated += deflating.flush()
        return cls(
            count=len(messages),
            turns=sum(message.turns for message in messages),
            tokens=sum(message.tokens for message in messages),
            size=sum(message.size for message in messages),
            json_size=json_size,
            _deflated=bytes(deflated),
        )

    def json(self) -> Iterator[bytes]:
        """Write the messages as JSON objects in UTF-8, commas between, in pieces."""
        inflating, left = zlib.decompressobj(_WINDOW), self._deflated
        while not inflating.eof:
            yield inflating.decompress(left, PIECE)
            left = inflating.unconsumed_tail

    def messages(self) -> tuple[Message, ...]:
        """Unpack the messages."""
        return tuple(Message(**each) for each in json.loads(b"[%b]" % b"".join(self.json())))


Part = Message | Pack


def written(parts: tuple[Part, ...]) -> Iterator[bytes]:
    """Write messages as JSON objects in UTF-8, commas between, in pieces."""
    for number, part in enumerate(parts):
        if number:
            yield b","
        yield from part.json()

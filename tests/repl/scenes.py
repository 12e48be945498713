"""The scenes: what a person does in a conversation, one a row; each is played at every size and has a golden screen."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import Protocol, Self

from tests.scripted import HELD, Scripted, begun, delta, events, finish, stream, usage

READY = r"(?m)^›$"  # an empty line waits for keys
WIDE = "日本語のテキスト is wide, and so are 🙂, 한국어 and e\u0301t\u00e9."
CONFIGURED = ".config/ask/config.toml"


class Screen(Protocol):
    """A terminal that a scene is played in."""

    def send(self, text: str) -> Self: ...
    def paste(self, text: str) -> Self: ...
    def wait(self, wanted: str) -> Self: ...
    def resize(self, columns: int, rows: int) -> Self: ...


@dataclass(frozen=True)
class Scene:
    """What is typed, what the gateway answers, the files in the home, and variables of the environment."""

    play: Callable[[Screen], object]
    replies: tuple[Scripted, ...] = (Scripted(stream("Hello", " world")),)
    files: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)


def asked(screen: Screen, words: str, answered: str = "") -> Screen:
    """Ask, and wait for the line after the answer."""
    return screen.send(f"{words}\r").wait(rf"(?s){answered}.*kimi").wait(READY)


def thinks(words: str) -> dict[str, object]:
    """A chunk of thinking."""
    return {"choices": [{"index": 0, "delta": {"reasoning_content": words}, "finish_reason": None}]}


def thought(words: str, answer: str) -> Scripted:
    """An answer with thinking before it."""
    return Scripted(events(thinks(words), delta(answer), finish(), usage(20, 60, thought=50)))


def resized(screen: Screen, columns: int, rows: int) -> Screen:
    """Ask, and have the terminal resized in the middle of the answer."""
    RESIZED.clear()
    screen.send("explain\r").wait("Before").resize(columns, rows)
    RESIZED.set()
    return screen.wait("after").wait(READY)


RESIZED = Event()
THINKING = "The list may be nested to any depth, 世界 even, so recursion is the natural way. " * 4
TWO_HUNDRED_TOKENS = (
    'system = ""\n[models.deepseek-v4-flash]\nwindow = 300\n'
    '[tiers.simple]\nmodels = ["deepseek-v4-flash"]\nmax_tokens = 100\n'
)

SCENES: Mapping[str, Scene] = {
    "typing": Scene(lambda s: s.send("what is a monad, and what is 世界?").wait("world\\?$|世界")),
    "wide": Scene(lambda s: asked(s, "what is 世界"), (Scripted(stream(WIDE)),)),
    "paste": Scene(
        lambda s: asked(
            s.paste("\n".join(f"line {n} 行 of the paste" for n in range(500))).wait("line 499"), ""
        )
    ),
    "stopped": Scene(
        lambda s: s.send("explain\r").wait("first words").send("\x03").wait("interrupted").wait(READY),
        (Scripted(begun("The first words ")),),
    ),
    "menu": Scene(lambda s: s.send("/").wait("/model")),
    "menu-chosen": Scene(lambda s: s.send("/tier ").wait("reasoning").send("\t").wait("/tier simple")),
    "vi": Scene(
        lambda s: (
            s.send("one 二 three\x1b").wait("three").send("0dwA four\r").wait("二 three four").wait(READY)
        ),
        files={CONFIGURED: '[chat]\nkeys = "vi"\n'},
    ),
    "file": Scene(
        lambda s: asked(s.send("/file b.py\r").wait("b.py \\(Python").wait(READY), "why is @q.py:4-5 slow"),
        files={"q.py": "".join(f"x{n} = {n}\n" for n in range(1, 60)), "b.py": "世界 = 1\n"},
    ),
    "up": Scene(
        lambda s: asked(s, "what is it", "a = 1").send("/up\r").wait(r"\+b = 2").wait(READY),
        (
            Scripted(stream("```py\na = 1\nb = 1\n```\n")),
            Scripted(stream("```py\na = 1\nb = 2  # 二\n```\n")),
        ),
    ),
    "code": Scene(
        lambda s: asked(s, "what is it", "Two").send("/code 2\r").wait(r"(?s)kimi.*b = 2").wait(READY),
        (Scripted(stream("Two:\n```py\na = 1\n```\nand\n```py\nb = 2\n```\n")),),
    ),
    "thinking": Scene(
        lambda s: s.send("flatten a list\r").wait("natural way"),
        (Scripted([*events(thinks(THINKING))[:1], HELD]),),
    ),
    "thought": Scene(
        lambda s: asked(s, "flatten a list").send("/think\r").wait(r"(?s)kimi.*nested").wait(READY),
        (thought(THINKING, "Use recursion."),),
    ),
    "dropped": Scene(
        lambda s: asked(asked(s, "one " + "apple " * 120), "two " + "pear " * 120, "no longer fit"),
        files={CONFIGURED: TWO_HUNDRED_TOKENS},
    ),
    "bad-key": Scene(
        lambda s: s.send("explain\r").wait("key").wait(READY),
        (
            Scripted(
                [json.dumps({"error": {"message": "Incorrect API key provided."}}).encode()],
                401,
                {"Content-Type": "application/json"},
            ),
        ),
    ),
    "no-server": Scene(
        lambda s: s.send("explain\r").wait("127.0.0.1").wait(READY),
        variables={"ASK_BASE_URL": "http://127.0.0.1:9/v1"},
    ),
    "shrunk": Scene(
        lambda s: resized(s, 36, 12),
        (Scripted([*begun("Before ", until=RESIZED), *stream("it went on long 世界 after.")]),),
    ),
    "grown": Scene(
        lambda s: resized(s, 210, 55),
        (Scripted([*begun("Before ", until=RESIZED), *stream("it went on long 世界 after.")]),),
    ),
}
IN_TMUX = ("wide", "paste", "stopped", "menu", "vi", "file", "up", "thought", "shrunk", "grown")

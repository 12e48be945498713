"""A run as a page: complete in itself, harmless whatever a model wrote, and looked at in a real browser."""

import re
import shutil
import subprocess
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.bench.page import frontier, page
from assistant.bench.run import Result
from assistant.bench.setup import Setup
from assistant.bench.table import standings
from tests.loopback import QuietHandler, serving

HOSTILE = (
    "</pre></details><script>fetch('http://127.0.0.1:{port}/x')</script><img src=http://127.0.0.1:{port}/y onerror=alert(1)>"
    "<style>@import url(http://127.0.0.1:{port}/z)</style>\x1b]8;;\u202e<svg/onload=alert(1)>&amp;"
)
SETUP = Setup("2026-11-24T00:00:00Z", ("flatten", "<b>"), ("cheap",), repeats=1, max_tokens=4096)


def results(port: int = 1) -> tuple[Result, ...]:
    return tuple(
        Result(
            "flatten",
            model,
            1,
            "whole",
            answer=HOSTILE.replace("{port}", str(port)),
            note="<i>note</i>",
            correctness=Decimal(score),
            cost=Decimal("0.001"),
            price=Decimal(price),
        )
        for model, score, price in (
            ("cheap", 7, "0.2"),
            ("<u>dear</u>", 9, "3"),
            ("beaten", 6, "1"),
            ("best", 8, "1"),
        )
    )


def drawn(port: int = 1) -> str:
    return page(1, SETUP, standings(results(port)), results(port), "checked")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attrs)}


def test_nothing_a_model_wrote_becomes_markup() -> None:
    tags = Tags()
    tags.feed(drawn())
    assert not {"script", "img", "b", "i", "u", "onerror", "onload", "src"} & tags.seen
    assert "\x1b" not in drawn()
    assert "\u202e" not in drawn()


def test_it_refers_to_nothing_outside() -> None:
    assert re.findall(r'(?:href|src)="([^"]*)"', drawn()) == ["data:,"]
    assert "default-src 'none'" in drawn()


def test_the_frontier_is_who_nobody_beats() -> None:
    assert [one.model for one in frontier(standings(results()))] == ["cheap", "best", "<u>dear</u>"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Debian's chromium")
@pytest.mark.parametrize("width", [500, 1400])  # a headless window is no narrower than 500
def test_a_browser_shows_it_without_a_complaint_or_a_request(width: int, tmp_path: Path) -> None:
    asked = []

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send(204, b"")

    with serving(Handler) as server:
        (tmp_path / "run.html").write_text(drawn(server.server_port), encoding="utf-8")
        done = subprocess.run(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
             f"--user-data-dir={tmp_path}/profile", f"--window-size={width},1000", f"--screenshot={tmp_path}/shot.png",
             (tmp_path / "run.html").as_uri()],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
    assert (tmp_path / "shot.png").exists(), done.stderr
    assert "CONSOLE" not in done.stderr
    assert asked == []

"""The page of screens: each is what the command shows today, made by running it. `pytest --redraw` writes it anew."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / ".github" / "SCREENS.md"

HEAD = """\
# Screens

What `ask` shows, made by running it (`pytest --redraw tests/test_screens.py`); times and dates stand for others. The
conversation's screens are kept in [tests/repl/golden](../tests/repl/golden), those of rendered Markdown in
[tests/render/golden](../tests/render/golden).
"""

SCENES = {
    "A question with a file": ['ask --demo "fix this race condition" < app.js'],
    "Which tier, and why, without sending anything": [
        'ask route "who invented dijkstra"',
        'ask route "prove that quicksort terminates"',
    ],
    "Only the code, for pipes and editors": ['ask --demo -x "flatten a nested list in python" | sed -n 1,6p'],
    "A file changed after a yes, the old one kept": [
        'ask --demo -q --yes --apply app.js "fix this race condition" | tail -n 12',
        "ls app.js*",
    ],
    "What flows through a pipe": [
        "cat panic.txt | ask --demo -0 why 2>&1 >/dev/null | sed -n 1p",
        'diff -u app.js~ app.js | ask --demo -1 "what changes here" 2>&1 >/dev/null | sed -n 1p',
    ],
    "What happens, one event a line": [
        'ask --demo -q --stream-json "flatten a nested list in python" | cut -c 1-76 | sed -n 1,3p'
    ],
    "The last answer again": ["ask last --code 1 | sed -n 1,3p"],
    "Lines of a file, and exactly what would be sent": [
        'ask -0 --dry-run --system "" "what is this" sums.py:2-3 | tail -n 12'
    ],
    "Secrets stay here": ['ask --demo -0 --dry-run "why does this not connect" < settings.py 2>&1 | grep -i -B1 secret'],
    "Too long for the model": [
        'ask --demo -0 "what went wrong" < app.log',
        'ask --demo -0 -q --trim head "what went wrong" < app.log 2>&1 >/dev/null',
    ],
    "Templates": ["ask template list", "ask template show name", "ask --demo name < sums.py 2>&1 >/dev/null | sed -n 1,2p"],
    "What was asked and spent": ["ask log list", "ask log search race", "ask bill", "ask cap 2/day", "ask cap"],
    "What a team would spend": ["ask bill --project --engineers 20 --per-day 500"],
    "The models": ["ask models"],
    "Another model for a tier, and back": ["ask swap simple ollama:qwen2.5-coder", "ask swap --undo"],
    "Which model earns its price": ["ask bench tasks", "ask bench --published | sed -n 1,8p"],
    "An answer that breaks off": [
        'ask --demo --max-tokens 40 "flatten a nested list in python"; echo "exit $?"',
        "ask resume --demo 2>&1 >/dev/null | sed -n 1p",
        "ask up --demo 2>&1 >/dev/null | sed -n 1,2p",
    ],
    "A model that is down": ["ask drill --dry-run"],
    "Is everything in place": ["GLOBAL_API_KEY=sk-0123456789abcdef ask doctor --offline"],
    "The key, never shown": ["GLOBAL_API_KEY=sk-0123456789abcdef ask key status"],
    "A project's own settings, once they are trusted": ["cd web && ask trust --yes", "cd web && ask trust --list"],
    "Tab": ["ask completions install fish", "ask __complete templates | sed -n 1,3p"],
    "What went wrong, and what to do": ["ask --tier resoning hi", "ask hello", "ask template show reveiw"],
    "Help": ["ask --help"],
}  # fmt: skip

# What differs from run to run, and what stands for it.
CHANGING = (
    (re.compile(r"\d+\.\d+ s\b"), "0.1 s"),
    (re.compile(r"\b\d+ ms\b"), "1 ms"),
    (re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?"), "2026-11-24"),
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1:8080"),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
)


def play(command: str, folder: Path, variables: dict[str, str]) -> str:
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    shown = ran.stdout.replace(str(folder), "~")
    for pattern, meant in CHANGING:
        shown = pattern.sub(meant, shown)
    return shown


def test_the_page_of_screens_is_what_the_commands_show(
    environment: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for name in ("bin", ".config/ask"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "bin/ask").write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m assistant "$@"\n')
    (tmp_path / "bin/ask").chmod(0o755)
    (tmp_path / ".config/ask/config.toml").write_text('[models."deepseek-v4-flash"]\nwindow = 8192\n')
    (tmp_path / "app.js").write_bytes((ROOT / "tests/samples/app.js").read_bytes())
    (tmp_path / "sums.py").write_text("a = 1\nb = 2\nc = a + b\n")
    (tmp_path / "panic.txt").write_text(
        "panic: runtime error: index out of range [5] with length 3\n\n"
        "goroutine 1 [running]:\nmain.pick(...)\n\t/src/pick/main.go:11\nmain.main()\n\t/src/pick/main.go:6 +0x1d\n"
    )
    (tmp_path / "web/.ask").mkdir(parents=True)
    (tmp_path / "web/.ask/config.toml").write_text('system = "Answer for a reader who knows Go."\n')
    (tmp_path / "settings.py").write_text('DATABASE_URL = "postgres://app:rU4vQ9zTn2@db.internal:5432/app"\n')
    (tmp_path / "app.log").write_text(
        "".join(f"12:00:{number:04} worker did its work\n" for number in range(1000))
    )
    variables = environment | {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / ".config"),
        "XDG_DATA_HOME": str(tmp_path / ".local/share"),
        "XDG_STATE_HOME": str(tmp_path / ".local/state"),
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{environment['PATH']}",
    }
    parts = [HEAD]
    for title, commands in SCENES.items():
        shown = "".join(f"$ {command}\n{play(command, tmp_path, variables)}" for command in commands)
        parts.append(f"## {title}\n\n````\n{shown}````\n")
    page = "\n".join(parts)
    if request.config.getoption("--redraw", default=False):
        PAGE.write_text(page, "utf-8")
    assert page == PAGE.read_text("utf-8")

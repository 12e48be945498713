"""The built-in gateway: the whole path without a key or a network."""

import json
import subprocess
import threading
import urllib.request
from pathlib import Path

import pytest

from assistant.demo.server import DemoServer
from tests.conftest import ASK, Run

SAMPLE = Path(__file__).parent / "samples" / "app.js"
TASKS = {
    "Write a Python function to flatten a nested list recursively": "def flatten",
    "Fix the race condition in this async/await code": "await fetch",
    "Implement Dijkstra's shortest path in TypeScript": "export function shortestPath",
    "Review this Go code for security issues and performance": "SQL injection",
    "Build a REST API endpoint with Express.js that paginates and filters users": "express.Router()",
}


@pytest.mark.parametrize(("question", "part"), TASKS.items())
def test_the_five_tasks_have_answers_of_their_own(question: str, part: str, ask: Run) -> None:
    ran = ask("--demo", question)
    assert ran.code == 0
    assert part in ran.out
    assert "(demo)" in ran.err


def test_a_sample_file_goes_the_whole_way(ask: Run) -> None:
    with SAMPLE.open("rb") as file:
        ran = ask("--demo", "fix this race condition", stdin=file)
    assert ran.code == 0
    assert ran.err.startswith("tier 1 code · qwen3-coder-30b (demo) · read app.js")
    assert " in / " in ran.err.splitlines()[-1]


def test_anything_else_is_told_that_no_model_was_called(ask: Run) -> None:
    assert "no model was called" in ask("--demo", "good morning").out


def test_it_speaks_the_protocol_to_any_client() -> None:
    server = DemoServer()
    threading.Thread(target=server.serve, daemon=True).start()
    with urllib.request.urlopen(f"{server.base_url}/models") as response:
        assert len(json.load(response)["data"]) == 10
    body = {"model": "glm-5", "messages": [{"role": "user", "content": "flatten a list"}]}
    request = urllib.request.Request(
        f"{server.base_url}/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as response:
        told = json.load(response)
    assert "flatten" in told["choices"][0]["message"]["content"]
    assert (
        told["usage"]["total_tokens"] == told["usage"]["prompt_tokens"] + told["usage"]["completion_tokens"]
    )


def test_it_can_be_served_in_the_foreground(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [*ASK, "demo"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        with urllib.request.urlopen(f"{address}/models") as response:
            assert response.status == 200
        process.terminate()
        assert process.wait(5) == 143

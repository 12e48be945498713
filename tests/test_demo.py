"""The built-in gateway: the whole path without a key or a network."""

import json
import subprocess
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from assistant.demo.answers import answer_to
from assistant.demo.server import DemoServer
from tests.conftest import ASK, Run

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
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
    ran = ask("--demo", "--no-stream", question)  # which does not wait between two words
    assert ran.code == 0
    assert part in ran.out
    assert "(demo)" in ran.err


def test_a_sample_file_goes_the_whole_way(ask: Run) -> None:
    with SAMPLE.open("rb") as file:
        ran = ask("--demo", "fix this race condition", stdin=file)
    assert ran.code == 0
    assert ran.err.startswith("tier 1 code · qwen3-coder-30b (demo) · read app.js")
    assert " in / " in ran.err.splitlines()[-1]
    shown = README.partition("\nqwen3-coder-30b")[0].partition("~153 tokens)\n")[2].partition("\n  …")[0]
    assert shown in ran.out.replace("**", "").replace("```javascript\n", "")


def test_the_sample_file_is_fixed_and_no_other_program_takes_its_place(ask: Run, tmp_path: Path) -> None:
    file = tmp_path / "d.js"
    file.write_bytes(SAMPLE.read_bytes())
    for words in ("fix this race condition", "fix this"):
        ran = ask("-q", "--demo", "--no-stream", "--apply", "d.js", words, "--yes")
        assert (ran.code, "async function loadOrders(customerId)" in file.read_text()) == (0, True), ran.err
    assert "await fetch(`/api/customers/" in file.read_text()
    assert "showOrders(42);" in file.read_text()


def test_anything_else_is_told_that_no_model_was_called(ask: Run) -> None:
    assert "no model was called" in ask("--demo", "good morning").out


def posted(server: DemoServer, body: bytes) -> tuple[int, dict[str, Any]]:
    request = urllib.request.Request(f"{server.base_url}/chat/completions", body)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def test_it_speaks_the_protocol_to_any_client() -> None:
    server = DemoServer.started()
    with urllib.request.urlopen(f"{server.base_url}/models") as response:
        assert len(json.load(response)["data"]) == 10
    body = {"model": "glm-5", "messages": [{"role": "user", "content": "flatten a list"}]}
    _, told = posted(server, json.dumps(body).encode())
    assert "flatten" in told["choices"][0]["message"]["content"]
    assert (
        told["usage"]["total_tokens"] == told["usage"]["prompt_tokens"] + told["usage"]["completion_tokens"]
    )


MESSAGES = [{"role": "user", "content": "hi"}]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b'{"model": "glm-5", "messages": {"role": "user"}}',
        b'{"model": "glm-5", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 1e999}',
    ],
)
def test_a_body_that_is_no_request_is_answered_with_400(body: bytes) -> None:
    status, told = posted(DemoServer.started(), body)
    assert (status, told["error"]["message"]) == (400, "the body is no chat-completions request")


def test_a_limit_below_one_token_gives_one() -> None:
    body = {"model": "glm-5", "messages": MESSAGES, "max_tokens": -3}
    _, told = posted(DemoServer.started(), json.dumps(body).encode())
    assert told["usage"]["completion_tokens"] == 1


@pytest.mark.parametrize("shape", ["{bad}", '{"a": 5}'])
def test_a_shape_that_no_judge_is_given_gets_the_usual_answer(shape: str) -> None:
    asked = f"Reply with one JSON object and nothing else, of this shape: {shape}"
    assert "no model was called" in answer_to(asked, "glm-5")


def test_a_port_that_is_taken_is_said_to_be(ask: Run) -> None:
    port = DemoServer.started().base_url.rpartition(":")[2].removesuffix("/v1")
    ran = ask("demo", "--port", port)
    assert (ran.code, ran.out) == (2, "")
    assert f"port {port} is not available: Address already in use" in ran.err


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

"""Servers that nobody here wrote, from the registries: LiteLLM's proxy, LLMock (which judges its client) and mock-llm."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.slow

TOOLS = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # uv comes with the tests
KEY = "sk-loopback-9f2c7d61b8e34a05a1d7c6e0b4f83952"
ANSWER = "Use a set.\n\n```python\nx = set(y)\n```\n"
PATIENCE = 240  # seconds for an installation and a start


def model(name: str, answer: str) -> dict[str, object]:
    return {
        "model_name": name,
        "litellm_params": {"model": "openai/any", "api_key": "none", "mock_response": answer},
    }


LITELLM = {
    "model_list": [
        model("deepseek-v4-flash", ANSWER),
        model("qwen3-coder-30b", "litellm.RateLimitError"),
        model("deepseek-coder", "I stand in."),
        model("deepseek-r1", "litellm.InternalServerError"),
    ],
    "litellm_settings": {"num_retries": 0},
    "general_settings": {"master_key": KEY},
}


@contextmanager
def started(
    *command: str, folder: Path, health: str, port: int, variables: dict[str, str] | None = None
) -> Iterator[str]:
    """Start a server, wait until it answers at `health`, and give its address; skips where it cannot be had."""
    if shutil.which(command[0], path=TOOLS) is None:
        pytest.skip(f"{command[0]} is not installed")
    log = folder / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PATH": TOOLS, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        for _ in range(PATIENCE * 2):
            if server.poll() is not None:
                told = log.read_text("utf-8", "replace")[-1500:]
                if "No solution found" in told or "ENOTFOUND" in told or "error sending request" in told:
                    pytest.skip(f"the registry cannot be reached: {told[-200:]}")
                pytest.fail(told)
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{health}", timeout=5):
                    break
            except OSError:
                time.sleep(0.5)
        else:
            pytest.fail(log.read_text("utf-8", "replace")[-1500:])
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        try:
            os.killpg(server.pid, 15)
            server.wait(20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(server.pid, 9)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number: int = listener.getsockname()[1]
        return number


@pytest.fixture(scope="session")
def litellm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    folder, port = tmp_path_factory.mktemp("litellm"), free_port()
    (folder / "config.yaml").write_text(json.dumps(LITELLM))  # JSON is YAML
    command = ("uv", "tool", "run", "--from", "litellm[proxy]==1.106.2", "litellm", "--config", "config.yaml")
    local = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False"}
    with started(
        *command,
        *("--host", "127.0.0.1", "--port", str(port)),
        folder=folder,
        health="/health/liveliness",
        port=port,
        variables=local,
    ) as url:
        yield {"ASK_BASE_URL": url, "GLOBAL_API_KEY": KEY}


@pytest.fixture(scope="session")
def llmock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    folder, port = tmp_path_factory.mktemp("llmock"), free_port()
    command = (
        "uv",
        "tool",
        "run",
        "llmock@0.2.2",
        "serve",
        "--response-style",
        "hello",
        "--context-window",
        "4000",
    )
    with started(
        *command, "--host", "127.0.0.1", "--port", str(port), folder=folder, health="/health", port=port
    ) as url:
        yield {"ASK_BASE_URL": url, "GLOBAL_API_KEY": "mock-key"}


@pytest.fixture(scope="session")
def mock_llm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    folder, port = tmp_path_factory.mktemp("mock-llm"), free_port()
    command = ("npm", "exec", "--yes", "--package", "@dwmkerr/mock-llm@0.1.29", "mock-llm")
    with started(
        *command, folder=folder, health="/v1/models", port=port, variables={"PORT": str(port)}
    ) as url:
        yield {"ASK_BASE_URL": url, "GLOBAL_API_KEY": "none"}


def queued(server: dict[str, str], **behaviour: object) -> None:
    """Have LLMock do something with the next request."""
    body = json.dumps({"behaviors": [behaviour]}).encode()
    with urllib.request.urlopen(server["ASK_BASE_URL"].replace("/v1", "/_llmock/scenario"), body):
        pass


def test_litellms_proxy_streams_counts_and_answers_whole(ask: Run, litellm: dict[str, str]) -> None:
    assert ask("-0", "which type has no doubles", env=litellm).out == ANSWER
    assert ask("-0", "--no-stream", "which type has no doubles", env=litellm).out == ANSWER
    assert ask("-0", "-x", "which type has no doubles", env=litellm).out == "x = set(y)\n"
    told = json.loads(ask("-0", "--json", "which type has no doubles", env=litellm).out)
    assert (told["ending"], told["usage"]["estimated"]) == ("whole", False)
    assert told["usage"]["prompt_tokens"] > 40


def test_litellms_errors_fail_over_or_are_told(ask: Run, litellm: dict[str, str]) -> None:
    busy = ask("-1", "hello", env=litellm)
    assert (busy.code, busy.out) == (0, "I stand in.\n")
    assert "qwen3-coder-30b is busy (429)" in busy.err
    broken = ask("-2", "hello", env=litellm)
    assert (broken.code, broken.out) == (4, "")
    assert "answered 500" in broken.err
    assert "Invalid model name" in ask("-m", "hunyuan-turbo", "hello", env=litellm).err
    refused = ask("-0", "hello", env={**litellm, "GLOBAL_API_KEY": "sk-another"})
    assert refused.code in {3, 4}
    assert "sk-another" not in refused.err


def test_llmock_finds_no_fault_with_how_its_answers_and_errors_are_taken(
    ask: Run, llmock: dict[str, str]
) -> None:
    told = json.loads(ask("-0", "--json", "hello", env=llmock).out)
    assert (told["ending"], told["usage"]["estimated"]) == ("whole", False)
    queued(llmock, type="fail", status=429, retry_after=1)
    busy = ask("-0", "hello", env=llmock)
    assert (busy.code, "is busy (429" in busy.err) == (0, True)
    queued(llmock, type="fail", status=503, times=3)
    down = ask("-0", "hello", env=llmock)
    assert (down.code, "asking qwen3-32b" in down.err) == (0, True)
    queued(llmock, type="fail", status=401)
    assert (
        ask("-0", "hello with a bad key", env=llmock).code == 3
    )  # the same question again would be a retry to it
    for kind in ("truncate", "disconnect", "malformed"):
        queued(llmock, type="stream_fault", kind=kind, after_chunks=3)
        cut = ask("-0", f"hello, {kind}", env=llmock)
        assert (cut.code, "cut off" in cut.err) == (5, True), kind
    long = ask("-m", "glm-5", "hello", stdin="word " * 9000, env=llmock)
    assert (long.code, "attach less, or --trim" in long.err) == (4, True)
    with urllib.request.urlopen(llmock["ASK_BASE_URL"].replace("/v1", "/_llmock/verdict")) as page:
        verdict = json.load(page)
    assert verdict["attempts"] >= 10
    errors = {finding["code"] for finding in verdict["findings"] if finding["severity"] == "error"}
    # it sees requests, not the exit code 5 of an answer whose words were shown already: that is never asked again
    assert errors <= {"truncated_stream_accepted"}


def test_mock_llm_without_a_count_of_tokens_gets_an_estimate(ask: Run, mock_llm: dict[str, str]) -> None:
    for delivery in ((), ("--no-stream",)):
        ran = ask("-0", *delivery, "say this again", env=mock_llm)
        assert (ran.code, ran.out) == (0, "say this again\n")
    told = json.loads(ask("-0", "--json", "say this again", env=mock_llm).out)
    assert (told["ending"], told["usage"]["estimated"]) == ("whole", True)
    assert told["usage"]["prompt_tokens"] > 40  # the standing instruction is sent, so it counts

"""A run from the command line: what it says, asks, measures, keeps and survives."""

import csv
import json
import os
import random
import shutil
import signal
import string
import subprocess
import sys
import time
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from assistant.bench.contest import contests_from
from assistant.errors import UsageError
from tests.conftest import ASK, Run, Start
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, stream, usage

FLATTEN = "```python\ndef flatten(x):\n out = []\n for i in x:\n  out.extend(flatten(i)) if isinstance(i, list) else out.append(i)\n return out\n```\n"
DEAD = Scripted(
    [b'{"error": {"message": "no such model"}}'], status=404, headers={"Content-Type": "application/json"}
)


def run_of(text: str) -> dict[str, Any]:
    return json.loads(text)


PLANTED = {
    ("flatten", "hunyuan-turbo"): "wrong",
    ("flatten", "glm-5"): "stopped",
    ("flatten", "qwen3-32b"): "stopped",
    ("flatten", "ga-standard"): "refused",
    ("go-review", "hunyuan-turbo"): "wrong",
    ("race", "qwen3-32b"): "wrong",
    ("race", "glm-5"): "stopped",
    ("dijkstra", "hunyuan-turbo"): "wrong",
    ("express", "qwen3-32b"): "wrong",
    ("express", "ga-standard"): "refused",
}


@pytest.mark.slow
def test_the_demo_gateway_gives_the_known_verdicts(ask: Run) -> None:
    ran = ask("bench", "--demo", "--models", "all", "--parallel", "32", "--yes", "--json", timeout=120)
    assert ran.code == 0
    assert ran.err.startswith("50 calls, at most $")
    assert "are run here" in ran.err
    found = {(one["task"], one["model"]): one for one in run_of(ran.out)["results"]}
    outcomes = {key: one["outcome"] for key, one in found.items()}
    missing = {"race", "express", "dijkstra"} if shutil.which("node") is None else set()
    missing |= {"dijkstra"} if shutil.which("tsc") is None else set()
    right = {key: "unchecked" if key[0] in missing else "right" for key in outcomes}
    assert outcomes == right | {key: kind for key, kind in PLANTED.items() if key[0] not in missing}
    assert all(float(found[key]["correctness"]) <= 4 for key in PLANTED if key[0] not in missing)
    assert all(found[key]["correctness"] is None for key in found if key[0] in missing)


def test_a_run_is_ranked_measured_and_in_the_ledger_but_no_conversation(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(
        Scripted(events(*map(delta, FLATTEN.splitlines(keepends=True)), finish(), usage(20, 100, 40)))
    )
    ran = ask(
        "bench",
        "--models",
        "deepseek-r1,deepseek-coder",
        "--tasks",
        "flatten",
        "--repeat",
        "2",
        "--yes",
        "--json",
        env=keyed,
    )
    run = run_of(ran.out)
    assert [one["model"] for one in run["models_ranked"]] == ["deepseek-coder", "deepseek-r1"]
    assert run["models_ranked"][0]["correctness"] == 10
    assert run["models_ranked"][1]["cost_usd_per_answer"] == "0.000250000000"
    bodies = [received.body for received in gateway.received]
    assert len(bodies) == 4
    assert len({json.dumps({**body, "model": ""}, sort_keys=True) for body in bodies}) == 1
    assert json.loads(ask("bill", "--json").out)["total"]["asks"] == 4
    assert ask("last").code == 2
    assert ask("resume").code == 2


def test_csv_and_markdown_have_a_line_a_model(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream(FLATTEN)))
    common = ("bench", "--models", "glm-5,kimi-k2.5", "--tasks", "flatten", "--yes")
    rows = list(csv.DictReader(ask(*common, "--csv", env=keyed).out.splitlines()))
    assert [row["model"] for row in rows] == ["glm-5", "kimi-k2.5"]
    assert ask(*common, "--md", env=keyed).out.startswith("| rank | model |")
    report = ask("bench", "report").out
    assert "run 1" in report
    assert "run 2" in report
    assert "glm-5" in ask("bench", "--compare").out


def test_a_run_of_one_call_is_told_as_one(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    gateway.answers(Scripted(events(delta(FLATTEN), finish(), usage(20, 9))))
    one = ("--models", "glm-5", "--tasks", "flatten", "--html", "page.html")
    ran = ask("bench", *one, "--yes", env=keyed)
    assert ran.err.startswith("1 call, at most $")
    assert "  1 call  $0.000017  flatten" in ask("bench", "report").out
    assert "1 call." in (tmp_path / "page.html").read_text()


FLATTENED = ("bench", "--models", "glm-5", "--tasks", "flatten", "--yes", "--html")


def test_a_place_for_a_page_is_tried_before_anything_is_sent(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for page in ("file/page.html", "file/new/page.html", "/proc/page.html", f"{'x' * 250}.html"):
        ran = ask(*FLATTENED, page, env=keyed)
        assert (ran.code, "could not be written" in ran.err, gateway.received) == (2, True, [])
    assert [found.name for found in tmp_path.iterdir() if found.name != "home"] == ["file"]


def test_a_page_that_is_not_written_leaves_the_table(
    ask: Run, ask_in_pipes: Start, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "pages").mkdir()
    answer, on = events(delta(FLATTEN), finish(), usage(20, 9)), Event()
    gateway.answers(Scripted([answer[0], on, *answer[1:]]))
    running = ask_in_pipes(*FLATTENED, str(tmp_path / "pages" / "page.html"), env=keyed)
    while not gateway.received:
        time.sleep(0.01)
    (tmp_path / "pages").rmdir()
    (tmp_path / "pages").touch()
    on.set()
    out, err = running.communicate(timeout=60)
    assert (running.returncode, b"glm-5" in out) == (5, True)
    assert b"could not be written" in err
    sent = len(gateway.received)
    assert ask("bench", "--resume", "--html", "page.html", env=keyed).code == 0
    assert ((tmp_path / "page.html").exists(), len(gateway.received)) == (True, sent)


def test_without_a_yes_nothing_is_sent(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    environment = {name: os.environ[name] for name in ("PATH",)} | keyed
    done = subprocess.run(
        [*ASK, "bench", "--tasks", "flatten"], env=environment, capture_output=True, start_new_session=True
    )
    assert done.returncode == 2
    assert b"--yes" in done.stderr
    assert gateway.received == []


def test_a_dead_model_costs_its_cell_only_and_is_asked_again_on_resuming(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(DEAD, Scripted(stream(FLATTEN)))
    common = ("bench", "--yes", "--json", "--parallel", "1")
    ran = ask(*common, "--models", "glm-5,kimi-k2.5,deepseek-r1", "--tasks", "flatten", env=keyed)
    assert ran.code == 0
    results = run_of(ran.out)["results"]
    assert sorted(one["ending"] for one in results) == ["failed", "whole", "whole"]
    before = len(gateway.received)
    again = run_of(ask(*common, "--resume", env=keyed).out)
    assert len(gateway.received) == before + 1
    assert {one["ending"] for one in again["results"]} == {"whole"}
    assert again["run"] == 1


def test_a_limit_on_requests_costs_its_own_cell(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    busy = Scripted([b'{"error": {"message": "slow down"}}'], status=429, headers={"Retry-After": "9999"})
    gateway.answers(busy, Scripted(stream(FLATTEN)))
    ran = ask("bench", "--models", "glm-5,kimi-k2.5", "--tasks", "flatten", "--parallel", "1", "--yes", "--json", env=keyed)  # fmt: skip
    assert ran.code == 0
    endings = {one["model"]: (one["ending"], one["cause"]) for one in run_of(ran.out)["results"]}
    assert endings["kimi-k2.5"] == ("whole", "")
    assert endings["glm-5"][0] == "failed"


def test_no_more_is_spent_than_allowed(ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]) -> None:
    gateway.answers(Scripted(stream(FLATTEN)))
    ran = ask(
        "bench", "--models", "kimi-k2.5,deepseek-coder,ga-standard", "--tasks", "flatten", "--yes", "--json",
        "--max-cost", "0.005", env=keyed,
    )  # fmt: skip
    endings = {one["model"]: one["ending"] for one in run_of(ran.out)["results"]}
    assert endings == {"kimi-k2.5": "unasked", "deepseek-coder": "whole", "ga-standard": "unasked"}
    assert [received.body["model"] for received in gateway.received] == ["deepseek-coder"]


def test_a_call_waits_for_what_those_under_way_have_set_aside(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream(FLATTEN)))
    ran = ask("bench", "--models", "deepseek-r1", "--tasks", "flatten", "--repeat", "6", "--max-cost", "0.012", "--yes", "--json", env=keyed)  # fmt: skip
    assert [one["ending"] for one in run_of(ran.out)["results"]] == ["whole"] * 6
    assert "go on with" not in ran.err
    ran = ask("bench", "--models", "deepseek-r1,glm-5", "--tasks", "flatten", "--max-cost", "0.009", "--yes", env=keyed)  # fmt: skip
    assert "1 call without an answer; go on with: ask bench --resume\n" in ran.err
    assert "  1 call  " in ask("bench", "report").out.splitlines()[1]


def test_an_interrupt_ends_a_call_that_waits_for_money(
    gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    gateway.answers(Scripted([60.0]))
    with subprocess.Popen(
        [
            *ASK,
            "bench",
            "--models",
            "deepseek-r1",
            "--tasks",
            "flatten",
            "--repeat",
            "3",
            "--max-cost",
            "0.012",
            "--yes",
        ],
        env=environment | keyed,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not gateway.received:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert (process.returncode, len(gateway.received)) == (130, 1)
    assert "over --max-cost" not in err


@pytest.mark.slow
def test_an_interrupted_run_keeps_what_it_has(
    gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str], ask: Run
) -> None:
    gateway.answers(Scripted(stream(FLATTEN)), Scripted([60.0]))
    with subprocess.Popen(
        [*ASK, "bench", "--models", "glm-5,kimi-k2.5", "--tasks", "flatten", "--yes", "--parallel", "1"],
        env=environment | keyed,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        line = ""
        while not line.startswith("1/2"):
            line = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "--resume" in err
    gateway.answers(Scripted(stream(FLATTEN)))
    assert len(run_of(ask("bench", "--resume", "--yes", "--json", env=keyed).out)["results"]) == 2


def test_runs_are_private(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream(FLATTEN)))
    ask("bench", "--models", "glm-5", "--tasks", "flatten", "--yes", env=keyed)
    file = Path(environment["XDG_DATA_HOME"]) / "ask" / "bench" / "0001.jsonl"
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("wrong", [{"questions": {"code-1": None}}, {"incumbent": 7}, {"challenger": None}])
def test_a_question_of_a_run_that_is_no_text_is_refused(wrong: dict[str, object]) -> None:
    kept = {"tier": "code", "questions": {"code-1": "why"}, "incumbent": "glm-5", "challenger": "kimi-k2.5"}
    assert contests_from([kept])[0].tasks[0].prompt.text == "why"
    with pytest.raises(UsageError, match="the run's own questions cannot be read"):
        contests_from([kept | wrong])


INTERRUPTED = """
import random, signal, threading
from assistant.bench.run import played
from assistant.interrupt import handle

handle(signal.SIGINT)
for _ in range(500):
    signal.setitimer(signal.ITIMER_REAL, 0)  # what follows an interrupt uses it too
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
    stop = threading.Event()
    results = played(range(20), lambda cell: cell or stop.wait(), parallel=2, stop=stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, random.uniform(1e-5, 500e-6))
        list(results)
    except KeyboardInterrupt:
        results.close()
signal.setitimer(signal.ITIMER_REAL, 0)  # Python's end would die of it
"""


def test_an_interrupt_at_any_moment_ends_a_run() -> None:
    subprocess.run([sys.executable, "-c", INTERRUPTED], check=True, timeout=60)


@pytest.fixture
def secrets() -> tuple[str, ...]:
    chance = random.Random(5)
    return (
        "AKIA" + "".join(chance.choices(string.ascii_uppercase + "234567", k=16)),
        "ghp_" + "".join(chance.choices(string.ascii_letters + string.digits, k=36)),
        "hunT3r" + "!kq9Zx",
    )


def own_task(folder: Path, secrets: tuple[str, ...]) -> tuple[str, ...]:
    """Make a task with secrets in it; gives the command that asks it."""
    key, token, password = secrets
    folder.mkdir(parents=True)
    (folder / "prompt.txt").write_text(f"explain {key}\n")
    (folder / "a.py").write_text(f'T="{token}"\npassword="{password}"\n')
    return "bench", "--tasks", folder.name, "--yes", "--models", "deepseek-v4-flash"


@pytest.mark.parametrize("mode", ["redact", "off"])
def test_the_secrets_of_a_task_of_ones_own_are_kept_here_and_out_of_every_record(
    mode: str,
    secrets: tuple[str, ...],
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    config = Path(environment["XDG_CONFIG_HOME"]) / "ask"
    command = own_task(config / "bench" / "own", secrets)
    (config / "config.toml").write_text(f'[guard]\nmode = "{mode}"\n')
    gateway.answers(Scripted(stream(f"Change {', '.join(secrets)}.")), Scripted(stream("They are all good.")))
    assert ask(*command, "--judge", "kimi-k2.5", env=keyed).code == 0
    assert len(gateway.received) == 3
    for request in gateway.received:
        assert [secret in request.question for secret in secrets] == [mode == "off"] * 3
    kept = [file for file in (tmp_path / "home" / ".local").rglob("*") if file.is_file()]
    assert len(kept) > 1
    for file in kept:
        assert not any(secret.encode() in file.read_bytes() for secret in secrets), file


def test_a_task_of_ones_own_is_not_sent_where_its_secrets_may_not_be(
    secrets: tuple[str, ...],
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    environment: dict[str, str],
) -> None:
    config = Path(environment["XDG_CONFIG_HOME"]) / "ask"
    command = own_task(config / "bench" / "own", secrets)
    (config / "config.toml").write_text('[guard]\nmode = "block"\n')
    blocked = ask(*command, env=keyed)
    assert (blocked.code, "nothing was sent: 3 secrets found" in blocked.err) == (2, True)
    (config / "config.toml").unlink()
    (config / "bench" / "own" / "id_rsa").write_text("x = 1\n")
    ran = ask(*command, env=keyed)
    assert (ran.code, "id_rsa is a private key" in " ".join(ran.err.split())) == (2, True)
    assert gateway.received == []


def test_what_was_asked_in_vain_counts_against_the_limit_of_a_run(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(events(finish(), usage(20, 1600, 1600))))
    common = ("bench", "--models", "deepseek-v4-flash", "--tasks", "flatten", "--parallel", "1", "--yes")
    ask(*common, "--repeat", "5", "--max-cost", "0.00125", env=keyed)
    assert len(gateway.received) == 1


def test_a_folder_of_a_task_may_have_a_comma_in_its_name(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    own = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "bench" / "a, b"
    own.mkdir(parents=True)
    (own / "prompt.txt").write_text("explain tea")
    gateway.answers(DEAD)
    assert ask("bench", "--models", "glm-5", "--tasks", "a, b", "--yes", env=keyed).code == 4
    gateway.answers(Scripted(stream("Leaves.")))
    ran = ask("bench", "--resume", "--yes", "--json", env=keyed)
    assert [(one["task"], one["answer"]) for one in run_of(ran.out)["results"]] == [("a, b", "Leaves.")]


def test_a_run_of_an_earlier_version_is_shown_and_goes_on(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    file = Path(environment["XDG_DATA_HOME"]) / "ask" / "bench" / "0001.jsonl"
    file.parent.mkdir(parents=True, mode=0o700)
    setup = {
        "begun": "2026-11-27T13:02:02Z", "tasks": ["flatten"], "models": ["glm-5", "kimi-k2.5"], "repeats": 1,
        "max_tokens": 4096, "temperature": 0.2, "contests": [], "demo": False, "judge": "",
    }  # fmt: skip
    result = {"task": "flatten", "model": "glm-5", "repeat": 1, "ending": "whole", "answer": "kept"}
    picked = {"picked": {"task": "flatten", "better": "glm-5", "worse": "kimi-k2.5", "tie": False}}
    file.write_text("".join(json.dumps(line) + "\n" for line in (setup, result, picked)))
    file.chmod(0o600)
    gateway.answers(Scripted(stream(FLATTEN)))
    run = run_of(ask("bench", "--resume", "--yes", "--json", env=keyed).out)
    assert [received.body["model"] for received in gateway.received] == ["kimi-k2.5"]
    assert {(one["model"], one["answer"]) for one in run["results"]} == {
        ("glm-5", "kept"),
        ("kimi-k2.5", FLATTEN),
    }
    assert run["picked_blind"][0] == {"model": "glm-5", "won": 1, "lost": 0, "tied": 0}
    assert "run 1  2026-11-27T13:02:02Z  2 calls" in ask("bench", "report").out


def test_a_run_of_any_size_is_shown_and_goes_on(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream(FLATTEN)))
    ask("bench", "--models", "glm-5,kimi-k2.5", "--tasks", "flatten", "--yes", "--json", env=keyed)
    file = Path(environment["XDG_DATA_HOME"]) / "ask" / "bench" / "0001.jsonl"
    first, result, last = file.read_text().splitlines(keepends=True)
    long = json.dumps(json.loads(result) | {"answer": "word " * (1 << 20)}) + "\n"
    file.write_text(first + last + 5 * long)
    assert file.stat().st_size > 20 << 20
    ran = ask("bench", "--resume", "--yes", "--csv", env=keyed)
    assert (ran.code, len(ran.out.splitlines())) == (0, 3), ran.err
    assert ask("bench", "--compare").code == 0
    assert "run 1" in ask("bench", "report").out


def test_a_run_that_cannot_be_read_leaves_the_others_in_the_report(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream(FLATTEN)))
    for _ in range(3):
        ask("bench", "--models", "glm-5", "--tasks", "flatten", "--yes", env=keyed)
    folder = Path(environment["XDG_DATA_HOME"]) / "ask" / "bench"
    (folder / "0001.jsonl").write_text("no run")
    (folder / "0002.jsonl").chmod(0o666)
    ran = ask("bench", "report")
    one, two, three, _, _, score = ran.out.splitlines()
    assert (ran.code, "0001.jsonl is not a run of ask bench" in one) == (0, True)
    assert "0002.jsonl can be changed by others" in two
    assert three.startswith("run 3  ")
    assert score.split()[:2] == ["glm-5", "3:"]


def test_a_run_goes_on_beside_the_options_it_was_begun_with_and_no_others(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(DEAD)
    tasks = ("--tasks", "flatten,race", "--repeat", "2", "--max-tokens", "500", "--no-run", "--yes")
    begun = ("bench", "--models", "glm-5,kimi-k2.5", *tasks)
    assert ask(*begun, env=keyed).code == 4
    gateway.received.clear()
    gateway.answers(Scripted(stream(FLATTEN)))
    for other in (
        ("--models", "glm-5"), ("--tasks", "race"), ("--repeat", "3"), ("--max-tokens", "499"), ("--demo",),
    ):  # fmt: skip
        ran = ask(*begun, "--resume", *other, env=keyed)
        assert (ran.code, f"{other[0]} is another in run 1" in ran.err) == (2, True), ran.err
    assert gateway.received == []
    assert ask(*begun, "--resume", env=keyed).code == 0
    assert len(gateway.received) == 8


def test_ones_own_questions_go_on_beside_their_number(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    for question in ("what does set -e do", "what is a symlink"):
        assert ask("--tier", "simple", question, env=keyed).code == 0
    gateway.answers(DEAD)
    assert ask("bench", "--mine", "2", "--yes", env=keyed).code == 4
    gateway.answers(Scripted(stream("fine")))
    for other in (("--mine", "1"), ("--tasks", "flatten"), ("--models", "glm-5,kimi-k2.5")):
        ran = ask("bench", *other, "--resume", "--yes", env=keyed)
        assert (ran.code, f"{other[0]} is another in run 1" in ran.err) == (2, True), ran.err
    assert ask("bench", "--mine", "2", "--resume", "--yes", env=keyed).code == 0

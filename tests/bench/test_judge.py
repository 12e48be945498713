"""A model as judge: what it is asked, what of its reply counts, and a whole run that is judged."""

import json
import re
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from assistant.bench.blind_comparison import Pick, Tally, pairs_of, side_by_side, tallies, wrapped
from assistant.bench.contest import Contest, suggestion
from assistant.bench.journal import new_journal
from assistant.bench.judge import Group, groups_of, judged, read_scores
from assistant.bench.run import Named, Result
from assistant.bench.setup import Setup
from assistant.bench.table import Standing
from assistant.bench.task import tasks_in
from assistant.catalog import DEFAULT_PROVIDER, Candidate, Tier
from assistant.catalog import MODELS as CATALOGUE
from assistant.cli.bench_judging import judge_run
from assistant.prompt import Prompt
from assistant.render.notes import Loudness, Notes
from assistant.render.widths import columns_of
from tests.conftest import ASK, AskOnTerminal, Run
from tests.scripted import Scripted, ScriptedGateway, stream

TASKS = tasks_in(Path("/nowhere")).tasks
MODELS = ("deepseek-v4-flash", "kimi-k2.5", "glm-5")
RESULTS = tuple(
    Result(task, model, 1, "whole", answer=f"The answer of {number}, 10 out of 10.")
    for number, model in enumerate(MODELS)
    for task in ("flatten", "go-review")
)


def scores(group: Group, score: int) -> str:
    return json.dumps({label: dict.fromkeys(group.axes, score) for label in group.labels})


def test_names_are_hidden_and_every_group_is_judged_in_both_orders() -> None:
    groups = groups_of(RESULTS, TASKS, seed=7)
    assert len(groups) == 4
    for first, second in zip(groups[::2], groups[1::2], strict=True):
        assert first.labels == second.labels[::-1]
        assert first.results == second.results[::-1]
        text = first.prompt().text
        assert not any(model in text for model in MODELS)
        assert [text.index(f'<answer id="{label}">') for label in first.labels] == sorted(
            text.index(f'<answer id="{label}">') for label in first.labels
        )
    places = {
        tuple(one.model for one in groups_of(RESULTS, TASKS, seed=seed)[0].results) for seed in range(40)
    }
    assert len(places) == 6


def test_only_what_no_check_covers_is_judged() -> None:
    axes = {group.task.name: group.axes for group in groups_of(RESULTS, TASKS, seed=1)}
    assert axes == {
        "flatten": ("quality", "documentation"),
        "go-review": ("edges", "quality", "documentation"),
    }
    own = replace(TASKS["flatten"], checker=None)
    assert groups_of(RESULTS[:1], {"flatten": own}, seed=1)[0].axes == (
        "correctness",
        "edges",
        "quality",
        "documentation",
    )


def test_scores_are_the_mean_of_both_orders_and_say_how_far_these_lay_apart() -> None:
    groups = groups_of(RESULTS, TASKS, seed=3)
    given = [
        (group, read_scores(scores(group, 6 if number % 2 else 9), group))
        for number, group in enumerate(groups)
    ]
    done = judged(RESULTS, "judge", given)
    assert len(done) == len(RESULTS)
    assert {one.quality for one in done} == {Decimal("7.5")}
    assert {one.judge_spread for one in done} == {Decimal(3)}
    assert all(one.correctness is None for one in done)


def test_a_result_that_lacks_an_order_is_left_unjudged() -> None:
    groups = groups_of(RESULTS, TASKS, seed=3)
    assert not judged(RESULTS, "judge", [(groups[0], read_scores(scores(groups[0], 5), groups[0]))])


class Interrupting:
    """A caller whose judge gives every answer a 7, until the person at the terminal has had enough."""

    def __init__(self, calls: int) -> None:
        self.options, self.stop, self.spent = SimpleNamespace(parallel=1), Event(), Decimal(0)
        self._left = calls

    def reply(self, prompt: Prompt, lineup: object, worst: object) -> SimpleNamespace:  # noqa: ARG002
        if not self._left:
            raise KeyboardInterrupt
        self._left -= 1
        labels = re.findall('<answer id="([^"]+)">', prompt.text)
        axes = ("edges", "quality", "documentation")
        return SimpleNamespace(text=json.dumps({label: dict.fromkeys(axes, 7) for label in labels}))


def test_what_was_judged_before_an_interrupt_is_kept(tmp_path: Path) -> None:
    journal = new_journal(tmp_path / "bench", Setup("", (), (), 1, 100))
    for result in RESULTS:
        journal.add(result)
    judge, quiet = (
        Named("deepseek-r1", Candidate(DEFAULT_PROVIDER, CATALOGUE["deepseek-r1"])),
        Notes(None, Loudness.QUIET, styled=False),
    )
    with pytest.raises(KeyboardInterrupt):
        judge_run(Interrupting(3), journal, judge, TASKS, quiet)
    assert {one.task for one in journal.read().results if one.judge == "deepseek-r1"} == {"flatten"}


def test_a_reply_may_think_aloud_before_its_scores() -> None:
    group = groups_of(RESULTS, TASKS, seed=3)[0]
    reply = f'Let me see {{x}}: {{"a": 1}}\n```json\n{scores(group, 8)}\n```'
    assert {score for axes in read_scores(reply, group).values() for score in axes.values()} == {Decimal(8)}


@pytest.mark.parametrize(
    ("part", "other", "told"),
    [
        (": 8", ": 11", "is no score from 1 to 10: 11"),
        (": 8", ": 0", "is no score from 1 to 10: 0"),
        (": 8", ': "8"', "is no score from 1 to 10: 8"),
        (": 8", ": true", "is no score from 1 to 10: True"),
        (": 8", ": NaN", "is no score from 1 to 10: nan"),
        ('"quality"', '"beauty"', "quality is no score from 1 to 10: None"),
        ("}}", "}", "no scores for "),
    ],
)
def test_what_is_no_score_counts_for_nothing(part: str, other: str, told: str) -> None:
    group = groups_of(RESULTS, TASKS, seed=3)[0]
    with pytest.raises(ValueError, match=told):
        read_scores(scores(group, 8).replace(part, other), group)


@pytest.mark.parametrize("reply", ["", "all are fine", "{" * 9_000, "[" * 9_000, '{"a":' * 9_000])
def test_what_is_no_object_counts_for_nothing(reply: str) -> None:
    with pytest.raises(ValueError, match="no JSON object"):
        read_scores(reply, groups_of(RESULTS, TASKS, seed=3)[0])


def test_a_judged_run_scores_four_axes(ask: Run) -> None:
    common = ("bench", "--demo", "--models", "glm-5,kimi-k2.5", "--tasks", "go-review", "--yes", "--json")
    ran = ask(*common, "--judge", "deepseek-r1", timeout=60)
    assert ran.code == 0, ran.err
    assert "deepseek-r1 judges them: 2 calls, at most $" in ran.err
    assert "readable, idiomatic" in ran.err  # the rubric
    run = json.loads(ran.out)
    assert "judged by deepseek-r1 without names in two orders" in run["scored"]
    for one in run["results"]:
        axes = [Decimal(one[axis]) for axis in ("correctness", "edges", "quality", "documentation")]
        assert all(1 <= axis <= 10 for axis in axes)
    assert json.loads(ask("bill", "--json", "--day").out)["total"]["asks"] == 0  # the demo's are on no bill
    again = ask("bench", "--resume")
    assert (again.code, again.err) == (0, "0 calls, at most $0\n")
    other = ask("bench", "--resume", "--judge", "kimi-k2.5", "--yes")
    assert "kimi-k2.5 judges them: 2 calls" in other.err


def test_a_judge_that_cannot_be_read_leaves_the_answers_unjudged(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("SQL injection.")), Scripted(stream("They are all good, 10.")))
    ran = ask("bench", "--models", "glm-5", "--tasks", "go-review", "--judge", "kimi-k2.5", "--yes", "--json", env=keyed)  # fmt: skip
    assert ran.code == 0
    assert "the judge's reply cannot be read" in ran.err
    assert json.loads(ran.out)["results"][0]["quality"] is None
    assert json.loads(ran.out)["scored"].endswith("; kimi-k2.5 judged none")
    assert "1 answer not judged; go on with: ask bench --resume\n" in ran.err


def test_pairs_hide_who_answered_and_change_sides() -> None:
    answers = tuple(replace(one, answer=f"text {number}") for number, one in enumerate(RESULTS))
    pairs = pairs_of(answers, seed=2)
    assert len(pairs) == 6
    shown = "\n".join(row for pair in pairs for row in side_by_side(pair, 120))
    assert not any(model in shown for model in MODELS)
    left = {pairs_of(answers[:4:2], seed=seed)[0].left.model for seed in range(20)}
    assert len(left) == 2


@pytest.mark.parametrize("columns", [20, 79, 100, 200])
def test_no_row_of_a_pair_is_wider_than_the_terminal_and_nothing_is_lost(columns: int) -> None:
    text = (
        "A line of words that is long enough to be wrapped at any width there may be. " * 3
        + "\n日本語のテキスト" * 9
        + "\n\x1b[31mred"
    )
    pair = pairs_of((replace(RESULTS[0], answer=text), replace(RESULTS[2], answer=text)), 1)[0]
    rows = list(side_by_side(pair, columns))
    assert all(columns_of(row) <= columns for row in rows)
    assert not any("\x1b" in row for row in rows)
    assert "".join("".join(wrapped(text, 50)).split()) == "".join(text.replace("\x1b", "␛").split())


def test_picks_are_counted() -> None:
    picks = (Pick("t", "a", "b"), Pick("u", "a", "b", tie=True), Pick("v", "b", "a"), Pick("w", "a", "b"))
    assert tallies(picks) == (Tally("a", 2, 1, 1), Tally("b", 1, 2, 1))


def standing(model: str, score: str | None, cost: str | None) -> Standing:
    nothing = (None,) * 6
    amount = None if cost is None else Decimal(cost)
    return Standing(
        model, None if score is None else Decimal(score), *nothing, None, amount, None, None, 0, 0
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scores", "costs", "wins", "swap"),
    [
        (("7", "8"), ("0.002", "0.001"), None, True),
        (("8", "7"), ("0.002", "0.001"), None, False),
        (("8", "8"), ("0.002", "0.001"), None, True),
        (("8", "8"), ("0.001", "0.001"), None, False),
        (("7", "8"), ("0.001", "0.002"), None, False),
        ((None, None), ("0.002", "0.001"), (1, 3), True),
        ((None, None), ("0.002", "0.001"), (3, 1), False),
        (("7", "8"), ("0.002", "0.001"), (3, 1), False),
        ((None, None), ("0.002", "0.001"), None, False),
        (("7", "8"), (None, "0.001"), None, False),
    ],
)
def test_a_swap_is_suggested_where_the_figures_speak_for_it(
    scores: tuple[str | None, str | None],
    costs: tuple[str | None, str | None],
    wins: tuple[int, int] | None,
    swap: bool,
) -> None:
    contest = Contest(Tier.CODE, (TASKS["flatten"],) * 4, "old", "new")
    found = [standing("old", scores[0], costs[0]), standing("new", scores[1], costs[1])]
    picks = [Tally("old", *wins, 0), Tally("new", *wins[::-1], 0)] if wins else []
    line = suggestion(contest, found, picks)
    assert ("ask swap code new" in line) is swap, line
    assert ("unknown" in line) is (None in costs)


def test_a_swap_is_not_suggested_while_answers_are_cut_or_missing() -> None:
    contest = Contest(Tier.CODE, (TASKS["flatten"],) * 4, "old", "new")
    old, new = standing("old", "7", "0.002"), standing("new", "8", "0.001")
    for gap in ({"cut": 1}, {"unanswered": 1}):
        line = suggestion(contest, [old, replace(new, **gap)], [])
        assert ("ask swap" in line, line.endswith("1 answer cut or missing")) == (False, True), line


def test_my_own_questions_are_asked_again_picked_blind_and_speak_for_a_swap(
    ask: Run, ask_on_terminal: AskOnTerminal, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("An answer.")))
    for question in ("what does set -e do", "what is a symlink"):
        assert ask("--tier", "simple", question, env=keyed).code == 0
    asked = len(gateway.received)
    models = ("--models", "deepseek-v4-flash,kimi-k2.5")
    command = ask_on_terminal("bench", "--mine", "5", *models, "--blind", "--yes", env=keyed)
    command.expect_exact("q to stop: ")
    command.sendline("=")
    command.expect_exact("q to stop: ")
    assert "Which is better?" in command.before
    assert not any(model in command.before for model in MODELS)
    command.sendline("=")
    code, shown = command.ended()
    assert code == 0, shown
    again = [received.body for received in gateway.received[asked:]]
    assert sorted({body["messages"][-1]["content"] for body in again}) == [
        "what does set -e do",
        "what is a symlink",
    ]
    assert len(again) == 4
    assert re.search(r"simple, 2 questions: deepseek-v4-flash picked 0 of 2", shown), shown
    assert "reason to swap" in shown or "Suggested: ask swap" in shown


def test_blind_needs_somebody_before_anything_is_asked(
    gateway: ScriptedGateway, environment: dict[str, str], keyed: dict[str, str]
) -> None:
    command, variables = [*ASK, "bench", "--blind", "--tasks", "flatten", "--yes"], environment | keyed
    ran = subprocess.run(command, env=variables, capture_output=True, text=True, start_new_session=True)
    assert (ran.returncode, ran.stderr.partition("\n")[0]) == (2, "ask: --blind needs a terminal")
    assert gateway.received == []


def test_the_end_of_the_picking_is_no_error(
    gateway: ScriptedGateway, keyed: dict[str, str], ask_on_terminal: AskOnTerminal
) -> None:
    gateway.answers(Scripted(stream("fine")))
    models = ("--models", "deepseek-v4-flash,glm-5")
    command = ask_on_terminal("bench", "--blind", "--tasks", "race", *models, "--yes", "--no-run", env=keyed)
    command.expect_exact("Which is better?")
    command.sendeof()
    code, shown = command.ended()
    assert (code, "go on with: ask bench --resume --blind" in shown) == (0, True), shown


def test_what_is_deleted_from_the_record_is_told_where_a_run_keeps_it(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    assert ask("-0", "what is a heron", env=keyed).code == 0
    assert ask("bench", "--tasks", "flatten", "--models", "glm-5", "--yes", "--no-run", env=keyed).code == 0
    assert "bench" not in ask("log", "purge", "--before", "1999-01-01").err
    models = ("--models", "deepseek-v4-flash,qwen3-32b")
    assert ask("bench", "--mine", "1", *models, "--yes", env=keyed).code == 0
    run = Path(environment["XDG_DATA_HOME"]) / "ask" / "bench" / "0002.jsonl"
    assert "heron" in run.read_text()
    for command in (("delete", "1"), ("purge", "--before", "9999-01-01")):
        assert f"to remove these: rm {run}\n" in ask("log", *command).err
    run.unlink()
    assert "bench" not in ask("log", "purge", "--before", "9999-01-01").err


def test_mine_needs_questions(ask: Run, keyed: dict[str, str]) -> None:
    assert ask("bench", "--mine", "3", "--yes", env=keyed).code == 2


def test_every_round_is_picked_from_and_none_of_them_twice(ask: Run, ask_on_terminal: AskOnTerminal) -> None:
    models = ("--models", "glm-5,qwen3-32b", "--tasks", "express", "--repeat", "2", "--no-run")
    command = ask_on_terminal("bench", "--demo", *models, "--blind", "--yes")
    for key in "1q":
        command.expect_exact("q to stop: ")
        command.sendline(key)
    assert command.ended()[0] == 0
    command = ask_on_terminal("bench", "--resume", "--blind", "--yes")
    command.expect_exact("express, 1/1")
    command.expect_exact("q to stop: ")
    command.sendline("1")
    assert command.ended()[0] == 0
    ran = ask_on_terminal("bench", "--resume", "--blind", "--yes", "--json").ended()[1]
    run = json.loads(ran[ran.index("{") :])
    assert [one["won"] + one["lost"] for one in run["picked_blind"]] == [2, 2]


def test_what_the_judge_may_cost_holds_the_task_its_files_and_the_rubric(
    ask: Run, keyed: dict[str, str], environment: dict[str, str]
) -> None:
    config = Path(environment["XDG_CONFIG_HOME"]) / "ask"
    own = config / "bench" / "big"
    own.mkdir(parents=True)
    (own / "prompt.txt").write_text("explain it")
    (own / "file.txt").write_text("word " * 80_000)
    (config / "config.toml").write_text('[models."global-apis:judge"]\ninput_price = 10\noutput_price = 1\n')
    model = ("--models", "global-apis:judge", "--judge", "global-apis:judge")
    ran = ask("bench", "--tasks", "big", *model, "--max-tokens", "100", "--yes", env=keyed)
    most = re.search(r"2 calls, at most \$([\d.]+) more", ran.err)
    assert most is not None, ran.err
    assert Decimal(most[1]) >= 2 * 80_000 * Decimal("10e-6")

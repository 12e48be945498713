"""Has answers judged: by a model, without names and in two orders, or by the person at the terminal."""

import time
from collections.abc import Iterable, Mapping
from decimal import Decimal

from assistant.bench.blind_comparison import Pair, Pick, pairs_of, side_by_side
from assistant.bench.journal import Journal
from assistant.bench.judge import (
    JUDGE_TOKENS,
    RUBRIC,
    Group,
    groups_of,
    judged,
    read_scores,
)
from assistant.bench.run import Cell, Named, Result, played
from assistant.bench.task import Task
from assistant.cap import most_input_tokens, worst_case
from assistant.cli.asking import ask_terminal
from assistant.cli.bench_run import FIRST_TOKEN_TIMEOUT, ModelCaller
from assistant.conversation import NOTHING_SAID, messages_for
from assistant.cost import readable
from assistant.errors import AskError
from assistant.render.notes import Notes
from assistant.routing.lineup import Lineup

_KEYS = "1, 2, = for equal, s to skip, q to stop: "

Scores = Mapping[str, Mapping[str, Decimal]]


def judge_forecast(cells: Iterable[Cell], judge: Named, max_tokens: int) -> str:
    """Say how many calls the judge gets for the answers to `cells`, and what they can cost at most."""
    tasks = {cell.task.name: cell.task for cell in cells}
    groups = groups_of((Result(*cell.key, "whole", answer=" ") for cell in cells), tasks, seed=0)
    worst = [_worst(judge, group, unread=len(group.results) * max_tokens) for group in groups]
    known = [amount for amount in worst if amount is not None]
    price = f"at most ${readable(sum(known, Decimal(0)))} more" if known else "at an unknown price"
    return f"{judge.name} judges them: {len(groups)} calls, {price}. Its rubric:\n{RUBRIC}"


def judge_run(
    caller: ModelCaller, journal: Journal, judge: Named, tasks: Mapping[str, Task], notes: Notes
) -> None:
    """Have every answer in `journal` that `judge` has not judged yet judged, and write the scores there.

    What was judged in both orders before an interrupt is kept.
    """
    results = tuple(one for one in journal.read().results if one.answered and one.judge != judge.name)
    groups = groups_of(results, tasks, seed=journal.number)
    started, found = time.monotonic(), list[tuple[Group, Scores]]()
    scored = played(
        groups,
        lambda group: (group, _scores(caller, judge, group, notes)),
        parallel=caller.options.parallel,
        stop=caller.stop,
    )
    try:
        for number, (group, scores) in enumerate(scored, 1):
            if scores is not None:
                found.append((group, scores))
            left = (time.monotonic() - started) / number * (len(groups) - number)
            notes.mention(
                f"judged {number}/{len(groups)} {group.task.name} · "
                f"${readable(caller.spent)} so far · {left:.0f} s left"
            )
    finally:
        for result in judged(results, judge.name, found):
            journal.add(result)


def _scores(caller: ModelCaller, judge: Named, group: Group, notes: Notes) -> Scores | None:
    prompt = group.prompt()
    lineup = Lineup((judge.candidate,), JUDGE_TOKENS, 0.0, FIRST_TOKEN_TIMEOUT)
    try:
        return read_scores(caller.reply(prompt, lineup, _worst(judge, group)).text, group)
    except AskError as error:
        notes.say(f"{group.task.name} was not judged: {error.message}")
    except ValueError as error:
        notes.say(f"{group.task.name} was not judged: the judge's reply cannot be read: {error}")
    return None


def _worst(judge: Named, group: Group, *, unread: int = 0) -> Decimal | None:
    """Give the most US$ that judging a group can cost; `unread` tokens are of answers that are still to come."""
    tokens = most_input_tokens(messages_for(group.prompt(), NOTHING_SAID)) + unread
    return worst_case(judge.candidate, input_tokens=tokens, max_tokens=JUDGE_TOKENS)


def pick_run(journal: Journal, columns: int, notes: Notes) -> None:
    """Show the answers in `journal` in pairs, names hidden, and write down which the person at the terminal picks."""
    run = journal.read()
    done = {pick.cells for pick in run.picks}
    pairs = [pair for pair in pairs_of(run.results, run.number) if _pick(pair, "=").cells not in done]
    for number, pair in enumerate(pairs, 1):
        said = ask_terminal(_question(pair, columns, f"{number}/{len(pairs)}"))
        while said is not None and said[:1] not in {"1", "2", "=", "s", "q"}:
            said = ask_terminal(_KEYS)
        if said is None or said.startswith("q"):
            notes.say("go on with: ask bench --resume --blind")
            return
        if not said.startswith("s"):
            journal.add_pick(_pick(pair, said[0]))


def _question(pair: Pair, columns: int, number: str) -> str:
    rows = "\n".join(side_by_side(pair, columns))
    return f"\n{pair.left.task}, {number}\n{rows}\n\nWhich is better? {_KEYS}"


def _pick(pair: Pair, key: str) -> Pick:
    better, worse = (pair.right, pair.left) if key == "2" else (pair.left, pair.right)
    return Pick(better.task, better.model, worse.model, tie=key == "=", repeat=better.repeat)

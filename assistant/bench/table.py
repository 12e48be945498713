"""The figures of a run, a line a model, ranked by score per dollar. Pure."""

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from statistics import median

from assistant.bench.published import DATED
from assistant.bench.run import Result
from assistant.bench.verdict import tenths, written
from assistant.catalog import MODELS
from assistant.cost import decimal_text, exactly, readable
from assistant.digits import counted
from assistant.render.columns import aligned
from assistant.safe import spreadsheet_text
from assistant.values import dataclass

HEADER = (
    "rank", "model", "score", "spread", "correct", "edges", "quality", "docs", "$/M out", "$/answer", "value",
    "real value", "first s", "tok/s", "cut", "no answer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """One model's figures, all but the last two of its whole answers.

    Scores are medians over the repeats, each the mean of its tasks; `low` and `high` their ends.

    `value` is score over US$ per million output tokens; `real_value` is score over US$ per thousand answers as they
    were charged, thinking included. Medians of seconds and of tokens a second.
    """

    model: str
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    correctness: Decimal | None
    edges: Decimal | None
    quality: Decimal | None
    documentation: Decimal | None
    price: Decimal | None
    cost: Decimal | None
    first_token: float | None
    speed: float | None
    cut: int
    unanswered: int

    @property
    def value(self) -> Decimal | None:
        """The field report's: score over the output price."""
        return self.score / self.price if self.score is not None and self.price else None

    @property
    def real_value(self) -> Decimal | None:
        """Score over what a thousand answers really cost."""
        return self.score / (self.cost * 1000) if self.score is not None and self.cost else None


def standings(results: Iterable[Result]) -> tuple[Standing, ...]:
    """Give the standing of every model, best value first, those without one last."""
    kept = tuple(results)
    models = dict.fromkeys(result.model for result in kept)
    found = [_standing(model, [one for one in kept if one.model == model]) for model in models]
    return tuple(sorted(found, key=lambda one: (-(one.value or -1), -(one.score or -1), one.model)))


def _standing(model: str, results: Sequence[Result]) -> Standing:
    heard = [one for one in results if one.answered]
    rounds = [
        mean
        for repeat in sorted({one.repeat for one in heard})
        if (mean := _mean(one.score for one in heard if one.repeat == repeat)) is not None
    ]
    firsts = [one.time_to_first_token for one in heard if one.time_to_first_token is not None]
    speeds = [
        one.output_tokens / (one.elapsed - one.time_to_first_token)
        for one in heard
        if one.elapsed and one.time_to_first_token is not None and one.elapsed > one.time_to_first_token
    ]
    return Standing(
        model,
        score=median(rounds) if rounds else None,
        low=min(rounds, default=None),
        high=max(rounds, default=None),
        correctness=_mean(one.correctness for one in heard),
        edges=_mean(one.edges for one in heard),
        quality=_mean(one.quality for one in heard),
        documentation=_mean(one.documentation for one in heard),
        price=next((one.price for one in results if one.price is not None), None),
        cost=None if any(one.cost is None for one in heard) else _mean(one.cost for one in heard),
        first_token=median(firsts) if firsts else None,
        speed=median(speeds) if speeds else None,
        cut=sum(one.cut for one in results),
        unanswered=sum(not one.answer for one in results),
    )


def _mean(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


def rows(found: Sequence[Standing]) -> list[tuple[str, ...]]:
    """Give the standings as cells of text, under HEADER."""
    return [
        (
            "-" if one.score is None else str(number),
            one.model,
            written(one.score),
            "-" if one.low is None or one.high is None else f"{tenths(one.low)}-{tenths(one.high)}",
            written(one.correctness),
            written(one.edges),
            written(one.quality),
            written(one.documentation),
            "unknown" if one.price is None else exactly(one.price),
            "unknown" if one.cost is None else readable(one.cost),
            written(one.value),
            written(one.real_value),
            "-" if one.first_token is None else f"{one.first_token:.2f}",
            "-" if one.speed is None else f"{one.speed:.0f}",
            str(one.cut or "-"),
            str(one.unanswered or "-"),
        )
        for number, one in enumerate(found, 1)
    ]


def as_text(found: Sequence[Standing]) -> list[str]:
    """Give the table as lines whose columns line up; a column without a figure is left out."""
    whole = [HEADER, *rows(found)]
    kept = [place for place in range(len(HEADER)) if any(row[place] != "-" for row in whole[1:])]
    return aligned([tuple(row[place] for place in kept) for row in whole], left=(1,))


def as_markdown(cells: Sequence[Sequence[str]]) -> list[str]:
    """Give rows of cells, their heads first, as a table of Markdown."""
    head, *others = cells
    lined = [head, ("---",) * len(head), *others]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lined]


def as_csv(cells: Sequence[Sequence[str]]) -> list[str]:
    """Give rows of cells, their heads first, as comma-separated lines."""
    out = io.StringIO()
    safe = ([cell if cell == "-" else spreadsheet_text(cell) for cell in row] for row in cells)
    csv.writer(out, lineterminator="\n").writerows(safe)
    return out.getvalue().splitlines()


def plain_standing(one: Standing) -> dict[str, object]:
    """Give a standing for JSON: money as decimal text in US$, scores as numbers to one decimal."""
    return {
        "model": one.model,
        "score": _number(one.score),
        "lowest": _number(one.low),
        "highest": _number(one.high),
        "correctness": _number(one.correctness),
        "edges": _number(one.edges),
        "quality": _number(one.quality),
        "documentation": _number(one.documentation),
        "output_price_usd_per_million": decimal_text(one.price),
        "cost_usd_per_answer": None if one.cost is None else f"{one.cost:.12f}",
        "value": _number(one.value),
        "real_value": _number(one.real_value),
        "time_to_first_token": one.first_token,
        "tokens_per_second": one.speed,
        "cut": one.cut,
        "unanswered": one.unanswered,
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(tenths(value))


def axes_said(results: Iterable[Result], judge: str = "") -> str:
    """Say what the scores of a run are of; `judge` is who was to judge, "" for nobody."""
    kept = tuple(results)
    heard = [one for one in kept if one.answered]
    judges = dict.fromkeys(one.judge for one in heard if one.judge)
    line = _judged(heard, judges) if judges else _checked(heard, judge)
    cut = sum(one.cut for one in kept)
    return line + (
        f"; {counted(cut, 'answer')} {'was' if cut == 1 else 'were'} cut: not scored" if cut else ""
    )


def _judged(heard: Sequence[Result], judges: Collection[str]) -> str:
    spreads = [one.judge_spread for one in heard if one.judge_spread is not None]
    own = [name for name in judges if any(one.model == name for one in heard)]
    line = (
        f"scored: by checks what can be checked; the rest judged by {', '.join(judges)} without names in two orders, "
        f"which differed by {max(spreads):g} at most"
    )
    return line + (f"; {', '.join(own)} judged itself too" if own else "")


def _checked(heard: Sequence[Result], judge: str) -> str:
    scored: dict[str, bool] = {}
    for one in heard:
        scored[one.task] = scored.get(one.task, False) or one.score is not None
    if any(scored.values()):
        line = "scored: correctness and edge cases, by checks; code quality and documentation are not scored"
        unchecked = [task for task, known in scored.items() if not known]
        line += f", nor is anything of {', '.join(unchecked)}" if unchecked else ""
        advice = ""
    else:
        line, advice = "not scored: no answer was checked", "; --judge MODEL scores what no check covers"
    if judge and heard:
        advice = f"; {judge} judged none"
    return line + (advice if heard else "")


def compared(results: Iterable[Result]) -> list[tuple[str, ...]]:
    """Give a run's scores beside the report's as cells of text, their heads first."""
    cells: list[tuple[str, ...]] = [("model", "score", "reported", "value", "reported value")]
    for one in standings(results):
        known = MODELS.get(one.model.rpartition(":")[2])
        score, value = (known.score, known.value) if known else (None, None)
        cells.append((one.model, *map(written, (one.score, score, one.value, value))))
    return cells


def compared_lines(results: Iterable[Result], judge: str) -> list[str]:
    """Give a run's scores beside the report's, which are of another day, other prompts and two more axes."""
    kept = tuple(results)
    return [*aligned(compared(kept), left=(0,)), f"reported: {DATED}, on four axes", axes_said(kept, judge)]


def plain_compared(results: Iterable[Result], judge: str) -> dict[str, object]:
    """Give the same for JSON: scores and values as numbers to one decimal."""
    kept = tuple(results)
    _, *rows_of = compared(kept)
    numbers = ((model, [None if cell == "-" else float(cell) for cell in cells]) for model, *cells in rows_of)
    names = ("score", "reported_score", "value", "reported_value")
    models = [{"model": model, **dict(zip(names, cells, strict=True))} for model, cells in numbers]
    return {"dated": DATED, "scored": axes_said(kept, judge), "models": models}

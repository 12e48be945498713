"""What the field report published: its table and its task scores, as reference data of 2026. Nothing is measured here."""

from collections.abc import Mapping
from decimal import Decimal

from assistant.bench.verdict import tenths, written
from assistant.catalog import BASELINE, MODELS, Model
from assistant.projection import projected, reported_loads
from assistant.values import dataclass

DATED = "published in 2026 by a startup's CTO; US$ per million output tokens; not measured by ask"

# The order of the report's own table.
LISTED = (
    "deepseek-v4-flash", "deepseek-coder", "qwen3-coder-30b", "deepseek-v4-pro", "deepseek-r1", "kimi-k2.5",
    "qwen3-32b", "glm-5", "hunyuan-turbo", "ga-standard",
)  # fmt: skip

TASK_SCORES: Mapping[str, Mapping[str, Decimal]] = {
    "flatten": {
        "deepseek-r1": Decimal("9.5"),
        "deepseek-v4-flash": Decimal("9.0"),
        "qwen3-coder-30b": Decimal("9.0"),
        "kimi-k2.5": Decimal("9.0"),
        "deepseek-coder": Decimal("8.5"),
    },
    "race": {
        "deepseek-v4-flash": Decimal("9.0"),
        "qwen3-coder-30b": Decimal("9.0"),
        "deepseek-coder": Decimal("8.5"),
        "qwen3-32b": Decimal("8.5"),
    },
    "dijkstra": {"deepseek-r1": Decimal("9.5")},
}


_HEADS = ("rank", "model", "provider", "$/M out", "score", "value")


@dataclass(frozen=True, slots=True)
class Row:
    """One model of the report. `rank` is by `value`, the score per dollar to one decimal."""

    rank: int
    model: Model
    value: Decimal


def rows() -> tuple[Row, ...]:
    """Give the report's table in its own order, each row with its rank by value."""
    values = {name: tenths(MODELS[name].value or Decimal(0)) for name in LISTED}
    ranked = sorted(LISTED, key=lambda name: -values[name])
    return tuple(Row(ranked.index(name) + 1, MODELS[name], values[name]) for name in LISTED)


def blended() -> tuple[Decimal, Decimal]:
    """Give the tiers' blended price (US$ per million output tokens) and the part (0 to 1) it saves on the baseline."""
    projection = projected(reported_loads(), asks=1)
    return projection.blended or Decimal(0), projection.saved or Decimal(0)


def plain_published() -> dict[str, object]:
    """Give the reference data for JSON: money as decimal text in US$."""
    price, saved = blended()
    return {
        "dated": DATED,
        "models": [
            {
                "rank": row.rank,
                "model": row.model.id,
                "name": row.model.name,
                "provider": row.model.maker,
                "category": row.model.category,
                "output_price_usd_per_million": f"{row.model.price.output}",
                "score": float(row.model.score or 0),
                "value": float(row.value),
                "note": row.model.note,
            }
            for row in rows()
        ],
        "tasks": {
            task: {name: float(score) for name, score in scores.items()}
            for task, scores in TASK_SCORES.items()
        },
        "blended_usd_per_million": f"{price.normalize():f}",
        "baseline": BASELINE.id,
        "saved": f"{saved:.2f}",
    }


def published_cells() -> list[tuple[str, ...]]:
    """Give the report's table as cells of text, their heads first."""
    return [_HEADS, *(_cells(row, row.model.id) for row in rows())]


def _cells(row: Row, model: str) -> tuple[str, ...]:
    price, score = f"{row.model.price.output:.2f}", written(row.model.score)
    return str(row.rank), model, row.model.maker, price, score, written(row.value)


def published_lines() -> list[str]:
    """Give the report's table as lines: its own order, with the rank by value."""
    shown = (_HEADS, *(_cells(row, row.model.name) for row in rows()))
    lines = [DATED, "", *("{:>4}  {:<18}{:<12}{:>8}{:>7}{:>7}".format(*cells) for cells in shown)]
    price, saved = blended()
    lines += ["", "Ga-Standard routes on the server: an entry price, score and value vary by task.", ""]
    lines += [
        f"{task:<10}" + ", ".join(f"{name} {score}" for name, score in scores.items())
        for task, scores in TASK_SCORES.items()
    ]
    return [
        *lines,
        "(no other task score is published)",
        "",
        f"tiers blended 70/25/5: ${price.normalize():f}/M, {saved:.0%} below {BASELINE.name}",
    ]

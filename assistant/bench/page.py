"""A run as one self-contained page: no script, nothing from elsewhere, every word of a model escaped. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from math import floor, log10

from assistant.bench.run import Result
from assistant.bench.setup import Setup
from assistant.bench.table import HEADER, Standing, rows
from assistant.bench.verdict import written
from assistant.digits import counted
from assistant.safe import visible

_STYLE = """
:root{color-scheme:light dark;--ink:#1c1c1e;--soft:#5b5b63;--line:#d5d5da;--paper:#fdfdfc;--mark:#0b62a8;--good:#b3470a}
@media(prefers-color-scheme:dark){
:root{--ink:#ececf0;--soft:#a9a9b3;--line:#3c3c44;--paper:#17171a;--mark:#79b8f5;--good:#f2a163}}
body{margin:0 auto;padding:1rem;max-width:72rem;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.4rem;margin:.5rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}p,small{color:var(--soft)}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th:nth-child(2),td:nth-child(2){text-align:left}
svg{width:100%;height:auto;max-width:44rem;display:block}svg text{fill:var(--ink);font:14px system-ui,sans-serif}
svg .axis{stroke:var(--line)}svg .frontier{stroke:var(--good);fill:none;stroke-width:2;stroke-dasharray:5 4}
svg circle{fill:var(--mark)}svg circle.best{fill:var(--good)}svg .soft{fill:var(--soft)}
details{border-top:1px solid var(--line);padding:.4rem 0}summary{cursor:pointer;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.45 ui-monospace,monospace;margin:.5rem 0 1rem}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 480, 440, 34, 50, 24, 16
LETTER = 8  # the widest an average letter of a label gets


def page(number: int, setup: Setup, found: Sequence[Standing], results: Sequence[Result], axes: str) -> str:
    """Give the page of run `number`: `axes` is a sentence on what the scores are."""
    title = f"ask bench, run {number}"
    demo = " (the built-in gateway: no model was asked)" if setup.demo else ""
    parts = (
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<link rel="icon" href="data:,"><title>{title}</title><style>{_STYLE}</style></head><body>',
        (
            f"<h1>{title}</h1><p>{_text(setup.begun)}{demo}. {_text(', '.join(setup.tasks))}; "
            f"{counted(sum(one.asked for one in results), 'call')}. {_text(axes)}.</p>"
        ),
        "<h2>Score against price</h2>",
        _scatter(found),
        "<p>The dashed line is the frontier: no other model scores more for less. Prices are on a logarithmic scale.</p>",
        f'<h2>Ranked by value</h2><div class="wide">{_table(found)}</div>',
        (
            "<p>value: score over US$ per million output tokens. real value: score over what a thousand answers cost, "
            "thinking included.</p><h2>Every answer</h2>"
        ),
        *map(_answer, results),
        "</body></html>\n",
    )
    return "\n".join(parts)


def frontier(found: Sequence[Standing]) -> tuple[Standing, ...]:
    """Give the models that none beats on both score and price, cheapest first."""
    best: list[Standing] = []
    for one in sorted(_placed(found), key=lambda one: (one.price or 0, -(one.score or 0))):
        if not best or (one.score or 0) > (best[-1].score or 0):
            best.append(one)
    return tuple(best)


def _placed(found: Sequence[Standing]) -> list[Standing]:
    return [one for one in found if one.score is not None and one.price]


def _text(text: str) -> str:
    return escape(visible(text))


def _table(found: Sequence[Standing]) -> str:
    head = "".join(f"<th>{_text(name)}</th>" for name in HEADER)
    body = "".join(
        "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows(found)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _answer(result: Result) -> str:
    score = "not scored" if result.score is None else written(result.score)
    why = f"cut: {result.cause}" if result.cut else result.note or result.cause
    head = f"{result.task} · {result.model} · {result.repeat} · {score} · {why}"
    return f"<details><summary>{_text(head)}</summary><pre>{_text(result.answer or result.cause)}</pre></details>"


class _Scale:
    """Where a price (on a logarithmic scale) and a score lie in the chart."""

    def __init__(self, placed: Sequence[Standing]) -> None:
        logs = [log10(float(one.price or 1)) for one in placed]
        self.low, self.high = floor(min(logs) * 2) / 2 - 0.1, max(logs) + 0.35

    def across(self, price: Decimal | None) -> float:
        """Give the x of a price."""
        part = (log10(float(price or 1)) - self.low) / (self.high - self.low)
        return LEFT + part * (WIDTH - LEFT - RIGHT)

    def down(self, score: Decimal | None) -> float:
        """Give the y of a score."""
        return HEIGHT - BOTTOM - (float(score or 0) - 1) / 9 * (HEIGHT - BOTTOM - TOP)

    def shows(self, price: Decimal) -> bool:
        """Tell whether a price lies within the chart."""
        return self.low <= log10(float(price)) <= self.high


def _scatter(found: Sequence[Standing]) -> str:
    placed = _placed(found)
    if not placed:
        return "<p>No model has both a score and a price.</p>"
    scale, best = _Scale(placed), frontier(found)
    line = " ".join(f"{scale.across(one.price):.1f},{scale.down(one.score):.1f}" for one in best)
    drawn = (
        *_axes(scale),
        f'<polyline class="frontier" points="{line}"/>',
        *_points(placed, best, scale),
        f'<text class="soft" x="{WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle">US$ a million output tokens</text>',
    )
    label = "Score from 1 to 10 against output price"
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{"".join(drawn)}</svg>'


def _axes(scale: _Scale) -> Iterator[str]:
    for score in (1, 4, 7, 10):
        y = scale.down(Decimal(score))
        yield f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="soft" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{score}</text>'
    for price in filter(scale.shows, map(Decimal, ("0.1", "0.3", "1", "3", "10"))):
        x = scale.across(price)
        yield f'<text class="soft" x="{x:.1f}" y="{HEIGHT - 28}" text-anchor="middle">${price}</text>'


def _points(placed: Sequence[Standing], best: Sequence[Standing], scale: _Scale) -> Iterator[str]:
    """Give a dot a model, each with its name below, further down where another name stands already."""
    taken: list[tuple[float, float, float]] = []
    for one in placed:
        x, y = scale.across(one.price), scale.down(one.score)
        name = _text(one.model)
        mark = ' class="best"' if one in best else ""
        yield f'<circle{mark} cx="{x:.1f}" cy="{y:.1f}" r="5"><title>{name}</title></circle>'
        length = len(one.model) * LETTER
        start = max(min(x, WIDTH - length), 0)
        at = y + 18
        while any(start < end and begin < start + length and abs(at - row) < 15 for begin, end, row in taken):
            at += 15
        taken.append((start, start + length, at))
        yield f'<text x="{start:.1f}" y="{at:.1f}">{name}</text>'

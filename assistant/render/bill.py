"""A bill as text: a sentence, a table, a bar for each day and for each tier's share. As wide as it is told to be."""

from decimal import Decimal
from enum import Enum

from assistant.bill import PLANNED_MIX, Bill, By, Line
from assistant.catalog import BASELINE, Tier
from assistant.cost import Cost, dollars, readable
from assistant.digits import counted
from assistant.render.columns import fitted
from assistant.render.notes import PLAIN, rows

_MOST_LINES = 40
_USUAL = 80  # columns; only on a narrower terminal does the table go without some of its own
_EIGHTHS = "▏▎▍▌▋▊▉█"
_COLOUR = "\x1b[36m"  # cyan can be read on dark and on light


class Ink(Enum):
    """What bars are drawn with: eighths of a block on a terminal, in colour or not, number signs in a pipe."""

    COLOURS = "colours"
    BLOCKS = "blocks"
    SIGNS = "signs"


def bill_picture(bill: Bill, *, width: int, ink: Ink) -> str:
    """Draw a bill at most `width` columns wide (40 at least), lines ending in a newline; long names are not cut."""
    columns = max(width, 40)
    if not bill.total.sums.asks:
        but = f" but demonstrations ({bill.demonstrations:,})" if bill.demonstrations else ""
        nothing = f"Nothing{but} was asked from {bill.first} to {bill.last}."
        return "".join(f"{row}\n" for row in rows(nothing, columns, indent=""))
    parts = [_opening(bill, columns), _table(bill, columns)]
    if len(bill.days) > 1 and bill.by is not By.DAY:
        parts.append(_days(bill, columns, ink))
    parts.append(_mix(bill, columns, ink))
    return "\n".join(parts)


def bar(value: Decimal, largest: Decimal, *, width: int, ink: Ink) -> str:
    """Draw `value` of `largest` as a bar of at most `width` columns; what is not nothing is always seen."""
    if value <= 0 or largest <= 0:
        return ""
    if ink is Ink.SIGNS:
        return "#" * max(1, round(value / largest * width))
    eighths = max(1, round(value / largest * width * 8))
    whole, rest = divmod(eighths, 8)
    blocks = "█" * whole + (_EIGHTHS[rest - 1] if rest else "")
    return f"{_COLOUR}{blocks}{PLAIN}" if ink is Ink.COLOURS else blocks


def saving(part: Decimal | None, saved: str = "saved", *, places: int = 1) -> str:
    """Say what part (1 is all, below 0 it cost more) of what it would have cost elsewhere was `saved`, in words."""
    if part is None:
        return "nothing to compare"
    return f"{-part:.{places}%} more than there" if part < 0 else f"{saved} {part:.{places}%}"


def _opening(bill: Bill, width: int) -> str:
    total, baseline = bill.total.sums, bill.total.baseline
    thinking = f", {total.thinking:,} of it thinking" if total.thinking else ""
    when = bill.first if bill.first == bill.last else f"{bill.first} to {bill.last}"
    part = f", ${readable(baseline.spent)} of it compared" if baseline.left and baseline.asks else ""
    elsewhere = (
        f"{BASELINE.id} for the same tokens {dollars(Cost(baseline.elsewhere, baseline.estimated))} · "
    )
    if not (baseline.asks or baseline.left):
        elsewhere = ""
    lines = [
        f"{when} · {counted(total.asks, 'ask')} · {total.input:,} in / {total.output:,} out{thinking}",
        f"spent {_money(bill.total)}{part} · {elsewhere}{saving(baseline.saved)}",
    ]
    if baseline.left:
        why = f'whose input was paid for · [models."{BASELINE.id}"] has no input_price'
        lines.append(f"not compared: {counted(baseline.left, 'ask')} {why}")
    unknown = (("price", total.without_known_price), ("cost", total.uncounted))
    lines += [
        f"{what} unknown for {counted(asks, 'ask')}: in none of these sums of money"
        for what, asks in unknown
        if asks
    ]
    if total.unfinished:
        what = "it" if total.unfinished == 1 else "they"
        lines.append(f"{counted(total.unfinished, 'ask')} never ended: what {what} cost is not known")
    if total.without_price:
        count = counted(total.without_price, "token")
        lines.append(f"input of {count} has no price here: it is not in these figures")
    return "".join(f"{row}\n" for line in lines for row in rows(line, width, indent=""))


def _table(bill: Bill, width: int) -> str:
    header = (bill.by.value, "asks", "out", "thinking", "spent", "saved")
    left = max(len(bill.lines) - _MOST_LINES, 0)
    shown, what = (bill.lines[left:], "earlier") if bill.by is By.DAY else (bill.lines[:_MOST_LINES], "more")
    cells = [header, *map(_row, shown)]
    lines = fitted(cells, left=(0,), width=width if width < _USUAL else 0, spare=(3, 2, 1))
    lines += [f"and {left:,} {what}"] if left else []
    return "".join(f"{line}\n" for line in lines)


def _row(line: Line) -> tuple[str, ...]:
    sums, saved = line.sums, line.baseline.saved
    return (
        line.name[:40] or "?",
        f"{sums.asks:,}",
        f"{sums.output:,}",
        f"{sums.thinking:,}",
        _money(line),
        "" if saved is None else f"{saved:.1%}",
    )


def _days(bill: Bill, width: int, ink: Ink) -> str:
    largest = max(day.sums.spent for day in bill.days)
    room = width - len("2026-01-31  ") - max(len(_money(day)) for day in bill.days) - 2
    drawn = (
        (day.name, bar(day.sums.spent, largest, width=max(room, 1), ink=ink), _money(day))
        for day in bill.days
    )
    return "spent each day\n" + "".join(
        f"{name}  {picture}{' ' if picture else ''}{money}\n" for name, picture, money in drawn
    )


def _mix(bill: Bill, width: int, ink: Ink) -> str:
    name_width = max(len(tier.label) for tier in Tier)
    room = max(width - name_width - 2 - len(" 100% (plan 70%)"), 1)
    trials = bill.total.sums.trials.asks
    apart = f", without {trials:,} of benchmarks and drills" if trials else ""
    lines = [f"share of asks{apart}"]
    for tier in Tier:
        share = bill.share(tier)
        picture = bar(share, Decimal(1), width=room, ink=ink)
        gap = " " if picture else ""
        lines.append(f"{tier.label:{name_width}}  {picture}{gap}{share:.0%} (plan {PLANNED_MIX[tier]}%)")
    return "\n".join(lines) + "\n"


def _money(line: Line) -> str:
    return dollars(
        line.sums.cost, unknown="price unknown" if line.sums.without_known_price else "cost unknown"
    )

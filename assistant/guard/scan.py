"""Find the secrets in a text: every rule's hits, the widest where they overlap, numbered and placed in lines."""

from binascii import crc32
from collections.abc import Callable, Iterable
from operator import attrgetter

from assistant.guard import (
    addresses,
    aligned,
    assigned_names,
    assignments,
    blocks,
    brackets,
    calls,
    commands,
    encoded,
    headers,
    hunks,
    manifests,
    nearby,
    preceding,
    services,
    shapes,
    spoken,
    tables,
    told_keys,
    variables,
)
from assistant.guard.colours import uncoloured
from assistant.guard.escaped import parted
from assistant.guard.finding import (
    NOTHING_ALLOWED,
    PLACEHOLDER_OPENING,
    Allow,
    Finding,
    Hit,
    fingerprint,
    in_placeholder,
    placeholder_of,
)
from assistant.guard.folds import unfolded
from assistant.guard.hordes import NEAR, RULE, STEP, full_stretches, joined, joined_if_many
from assistant.guard.literals import Literals, known_literals
from assistant.guard.marks import unmarked
from assistant.guard.repetition import Condensed
from assistant.guard.shortened import Shortened
from assistant.guard.sides import sides
from assistant.guard.words import LongWords
from assistant.pattern import pattern

# Values that the documentation of AWS, Stripe, Azure, Google, GitHub, MinIO and the OAuth RFCs prints, by checksum:
# a secret has one of them once in a hundred million times.
_DOCUMENTED = frozenset((
    46381783, 132216253, 264656825, 406856149, 467235216, 540747457, 647843050, 735925018, 957162020, 1229707857,
    1371284280, 1941189736, 2003689584, 2054641821, 2272293728, 2424869369, 2469046462, 2555763267, 2562523345,
    2655594141, 2873962055, 3033257350, 3068534342, 3109516213, 3204387836, 3249564011, 3563430938, 3761342515,
    3893149539, 3961476801, 4018953041, 4196867298, 4211761160,
))  # fmt: skip
_KNOWN = known_literals(
    *(
        module.LITERALS
        for module in (
            aligned, assigned_names, blocks, brackets, calls, commands, encoded, headers, manifests, nearby,
            preceding, services, shapes, spoken, tables, told_keys, variables,
        )
    )
)  # fmt: skip
_COLON, _EQUALS = "\uff1a", "\uff1d"  # of full width, as East Asian keyboards write them
_NO_BREAK = "\u00a0", "\u202f"  # blanks, as pages and mails put them around signs
_NARROW = str.maketrans(f"{_COLON}{_EQUALS}\u3000", ":= ")
_SHORTEST = 8  # characters: no assignment of a secret is shorter ("pw=12ab!")
# What goes on in letters of full width too is a sentence: "密码：8-16位".
# A search that begins with one of a set of characters is several times faster than with one that need not be there.
_WIDE = pattern(
    rf"[\u3000{_COLON}{_EQUALS}](?:(?<!\u3000)|(?<=\u3000)[{_COLON}{_EQUALS}])\u3000?(?=[ \t]{{0,8}}[!-~][ -~]{{5}})"
)


def scan(text: str, *, allow: Allow = NOTHING_ALLOWED) -> tuple[Finding, ...]:
    """Find the secrets in `text`, in the order they stand in; the same value has the same placeholder.

    The work grows linearly with the text. Whoever scans more than one text of a conversation wants a `Vault`.
    """
    numbers: dict[str, str] = {}
    counts: dict[str, int] = {}

    def placeholder(value: str, kind: str) -> str:
        sign = numbers.get(value)
        if sign is None:
            counts[kind] = counts.get(kind, 0) + 1
            sign = numbers[value] = placeholder_of(kind, counts[kind])
        return sign

    return findings(text, hits(text, allow=allow), placeholder)


def hits(text: str, *, allow: Allow = NOTHING_ALLOWED) -> list[Hit]:
    """Give the hits of all rules that do not overlap, in order, without what is allowed or documented."""
    if len(text) < _SHORTEST:
        return []
    condensed = Condensed(text)
    short = condensed.text
    plain = uncoloured(short)
    whole = unfolded(plain.text())
    by_stretch = RULE not in allow.rules
    restored = plain.restored(whole.restored(_found_within(_narrowed(whole.text()), by_stretch=by_stretch)))
    found = [hit for hit in restored if not _allowed(short, hit, allow)]
    if short is text:
        return found
    found = condensed.restored(found, by_stretch=by_stretch)
    is_full = any(hit.rule == RULE for hit in found)
    return joined_if_many(_apart(found), is_full=is_full) if by_stretch else _apart(found)


def _found_within(text: str, *, by_stretch: bool) -> list[Hit]:
    """Give what all rules find, in order, in the texts that the strings of `text` hold and in the rest of it."""
    parts = parted(text)
    if not parts:
        return _found_on_sides(text, by_stretch=by_stretch)
    rest, strings = parts
    within = strings.restored(_found_on_sides(strings.text, by_stretch=by_stretch))
    return _apart(rest.restored(_found_on_sides(rest.text(), by_stretch=by_stretch)) + within)


def _found_on_sides(text: str, *, by_stretch: bool) -> list[Hit]:
    """Give what all rules find, in order, of a difference on each of its sides, without what stands before the lines."""
    apart = sides(text)
    found = []
    for side in apart or (unmarked(text),):
        found += side.restored(_found(side.text(), by_stretch=by_stretch))
    return _apart([*hunks.hunks(text), *found]) if apart else found


def _found(text: str, *, by_stretch: bool) -> list[Hit]:
    """Give what all rules find, in order; where secrets are in great numbers, `by_stretch`."""
    lowered = _lowered(text)
    literals = Literals(text, lowered, _KNOWN)
    names = assigned_names.places_of_names(lowered, literals)
    full = full_stretches(text, names, _secrets_in) if by_stretch else []
    if full:
        return _found_around(text, full)
    words = LongWords(text)
    full = full_stretches(text, words.starts, _secrets_in) if by_stretch else []
    if full:
        return _found_around(text, full)
    found = _apart(_found_by_rules(text, lowered, words, literals, names))
    return joined_if_many(found) if by_stretch else found


def _found_around(text: str, full: list[Hit]) -> list[Hit]:
    rest = Shortened(text)
    for start, end, *_ in full:
        if end - start > 2 * STEP:  # what is at its ends stays: it may belong to a secret around it
            rest.leave_out(start + STEP, end - STEP)
    return joined(_apart(full + rest.restored(_found(rest.text(), by_stretch=False))), near=NEAR)


def _secrets_in(text: str) -> int:
    return len(_found(text, by_stretch=False))


def _found_by_rules(
    text: str, lowered: str, words: LongWords, literals: Literals, names: list[int]
) -> list[Hit]:
    # A rule that knows what it sees comes before one that goes by the name; a stable sort keeps that order.
    found = [
        *services.service_keys(text, words, literals),
        *shapes.shapes(text, words, literals),
        *addresses.addresses(text),
        *calls.calls(text, literals),
        *commands.commands(text, literals),
        *headers.headers(text, lowered, literals),
    ]
    ends = {hit.start: hit.end for hit in found}
    assigned = list(assignments.assignments(text, lowered, literals, names, ends))
    ends |= {hit.start: hit.end for hit in assigned}
    found += [
        *manifests.manifests(text, literals),
        *encoded.encoded(text, literals),
        *assigned,
        *preceding.preceding(text, literals),
        *variables.variables(text, lowered, literals, ends),
        *blocks.blocks(text, words, literals),
        *brackets.in_brackets(text, literals, ends),
        *brackets.in_maps(text, literals),
        *tables.tables(text, lowered, literals),
        *aligned.aligned(text, lowered, literals),
        *tables.inserted(text, lowered, literals),
        *tables.dumped(text, literals),
        *spoken.spoken(text, lowered, literals),
        *told_keys.told_keys(text, lowered, words, literals),
        *nearby.nearby(text, lowered, words, literals, ends),
    ]
    if PLACEHOLDER_OPENING in text:  # which a rule may read as a name, or as a user's
        found = [hit for hit in found if not in_placeholder(text, hit.start)]
    return found


def findings(text: str, found: Iterable[Hit], placeholder: Callable[[str, str], str]) -> tuple[Finding, ...]:
    """Make findings of hits in order; `placeholder` gives one for a value and its kind."""
    line, counted = 1, 0
    made = []
    for start, end, rule, label, kind in found:
        line += text.count("\n", counted, start)
        counted = start
        made.append(Finding(rule, label, start, end, line, placeholder(text[start:end], kind)))
    return tuple(made)


def _apart(found: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(found, key=attrgetter("start")):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.start == kept[-1].start and hit.end > kept[-1].end and kept[-1].rule == "assignment":
            kept[-1] = hit
        elif hit.end > kept[-1].end:
            last = kept[-1]
            kept[-1] = Hit(last.start, hit.end, last.rule, last.label, last.kind)
    return kept


def _allowed(text: str, hit: Hit, allow: Allow) -> bool:
    value = text[hit.start : hit.end]
    return (
        hit.rule in allow.rules
        or crc32(value.encode("utf-8", "surrogatepass")) in _DOCUMENTED
        or (bool(allow.values) and fingerprint(value) in allow.values)
    )


def _narrowed(text: str) -> str:
    """Give `text` with its no-break spaces, and the signs of full width before what may be a value, as those of ASCII."""
    if text.isascii():
        return text
    for blank in _NO_BREAK:
        text = text.replace(blank, " ")
    if _COLON not in text and _EQUALS not in text:
        return text
    return _WIDE.sub(lambda found: found[0].translate(_NARROW), text)


def _lowered(text: str) -> str:
    """Give `text` in lower case with every character at its place: one Turkish letter would become two."""
    return (text if text.isascii() else text.replace("\u0130", "i")).lower()

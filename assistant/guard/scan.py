"""Find the secrets in a text: every rule's hits, the widest where they overlap, numbered and placed in lines."""

from collections.abc import Callable, Iterable

from assistant.guard.addresses import addresses
from assistant.guard.assignments import assignments
from assistant.guard.calls import calls
from assistant.guard.commands import commands, headers
from assistant.guard.finding import NOTHING_ALLOWED, Allow, Finding, Hit, fingerprint
from assistant.guard.manifests import manifests
from assistant.guard.nearby import nearby
from assistant.guard.services import service_keys
from assistant.guard.shapes import shapes
from assistant.guard.spoken import spoken
from assistant.guard.tables import inserted, tables
from assistant.guard.variables import variables
from assistant.guard.words import LongWords, Vocabulary

# Values that the documentation of AWS, Stripe, Azure, Google, GitHub, MinIO and the OAuth RFCs prints, by fingerprint.
_DOCUMENTED = frozenset(
    [
        "0011cc25eb432071",
        "00cf4c781dc37003",
        "0e9d220616f08345",
        "1021ad463a161d69",
        "15cef4b629cc2d07",
        "1a5d44a2dca19669",
        "1bbb9293c38acc5e",
        "2cafc0970149a84f",
        "2d1f7723aabc5c7a",
        "3543c50b0cb9cea8",
        "507e2ce3c522082b",
        "53f5da0aaa93d64c",
        "6c96130f130ab0d6",
        "78314b11be2e5815",
        "87cbebfeebc05f7c",
        "aa6547439583c3a2",
        "ad71fb4165536675",
        "b5612354d6636bf3",
        "b8e148545b13c78b",
        "c6ea27c534f993d3",
        "ca7459e2b26776de",
        "cf4d418ed3de92d7",
        "d419368c7970617d",
        "df452eef23e8cf2c",
        "e21b597ba6b9cafa",
        "e4da07ad200089ce",
        "e9974c507d2a8021",
        "e9d559484bd47cbc",
        "eab7452d7d0fd9d1",
        "ed8462e1cfbe0f3a",
    ]
)
_SHORTEST = 8  # characters: no assignment of a secret is shorter ("pw=12ab!")


def scan(text: str, *, allow: Allow = NOTHING_ALLOWED) -> tuple[Finding, ...]:
    """Find the secrets in `text`, in the order they stand in; the same value has the same placeholder.

    The work grows linearly with the text. Whoever scans more than one text of a conversation wants a `Vault`.
    """
    numbers: dict[str, str] = {}
    counts: dict[str, int] = {}

    def placeholder(value: str, kind: str) -> str:
        if value not in numbers:
            counts[kind] = counts.get(kind, 0) + 1
            numbers[value] = f"«secret:{kind}_{counts[kind]}»"
        return numbers[value]

    return findings(text, hits(text, allow=allow), placeholder)


def hits(text: str, *, allow: Allow = NOTHING_ALLOWED) -> list[Hit]:
    """Give the hits of all rules that do not overlap, in order, without what is allowed or documented."""
    if len(text) < _SHORTEST:
        return []
    lowered = _lowered(text)
    # A rule that knows what it sees comes before one that goes by the name; a stable sort keeps that order.
    words, vocabulary = LongWords(text), Vocabulary(text, lowered)
    found = [
        *service_keys(text, words, vocabulary),
        *shapes(text, words, vocabulary),
        *addresses(text, vocabulary),
        *calls(text, vocabulary),
        *commands(text, words, vocabulary),
        *headers(text, lowered, vocabulary),
    ]
    assigned = list(assignments(text, lowered, vocabulary))
    found += [
        *manifests(text, vocabulary),
        *assigned,
        *variables(text, lowered, words, vocabulary, assigned),
        *tables(text, lowered, vocabulary),
        *inserted(text, lowered, vocabulary),
        *spoken(text, lowered, vocabulary),
        *nearby(text, lowered, words),
    ]
    if not found:
        return []
    return [hit for hit in _apart(found) if not _allowed(text, hit, allow)]


def findings(text: str, found: Iterable[Hit], placeholder: Callable[[str, str], str]) -> tuple[Finding, ...]:
    """Make findings of hits in order; `placeholder` gives one for a value and its kind."""
    line, counted = 1, 0
    made = []
    for hit in found:
        line += text.count("\n", counted, hit.start)
        counted = hit.start
        sign = placeholder(text[hit.start : hit.end], hit.kind)
        made.append(Finding(hit.rule, hit.label, hit.start, hit.end, line, sign))
    return tuple(made)


def _apart(found: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: hit.start):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.start == kept[-1].start and hit.end > kept[-1].end and kept[-1].rule == "assignment":
            kept[-1] = hit
        elif hit.end > kept[-1].end:
            last = kept[-1]
            kept[-1] = Hit(last.start, hit.end, last.rule, last.label, last.kind)
    return kept


def _allowed(text: str, hit: Hit, allow: Allow) -> bool:
    if hit.rule in allow.rules:
        return True
    mark = fingerprint(text[hit.start : hit.end])
    return mark in allow.values or mark in _DOCUMENTED


def _lowered(text: str) -> str:
    """Give `text` in lower case with every character at its place: one Turkish letter would become two."""
    return (text if text.isascii() else text.replace("\u0130", "i")).lower()

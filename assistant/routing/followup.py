"""Read a short follow-up with the turn before it: "and in go?" is work when what came before was work."""

from dataclasses import replace

from assistant.catalog import Tier
from assistant.prompt import Prompt
from assistant.routing.decision import Decision, Reason
from assistant.routing.quoting import as_asked, as_typed
from assistant.routing.reading import Reading, read
from assistant.routing.signals import ideas
from assistant.routing.terse import names_nothing

SHORT = 7
# What only has the turn before gone on with, beside the words that name nothing.
_GOES_ON = frozenset({
    "continue", "keep", "going", "ahead", "more", "further", "next", "again", "try", "yes", "sure", "really", "elaborate",
    "details", "detail", "are", "you", "mean", "weiter", "mehr", "fortfahren", "continua", "continuar", "sigue", "mas",
    "si", "sim", "oui", "da", "continuez", "continuer", "suite", "encore", "plus", "avanti", "prosegui", "продолжай",
    "продолжи", "продолжайте", "дальше", "еще", "да", "devam", "et", "kontynuuj", "dalej", "aage",
    "जारी", "रखें", "रखो", "आगे", "继续", "繼續", "接着", "续", "続けて", "続けてください", "続き", "계속",
    "계속해", "계속해줘",
})  # fmt: skip
SURE = 0.9
_OWN = (
    "prove", "growth", "tests", "small", "chat", "explain", "prose", "design", "algorithm", "machinery", "brief",
    "parallel", "kernel", "formal", "contest",
)  # fmt: skip
_ONWARD = frozenset({
    "and", "now", "same", "but", "also", "instead", "again", "what", "about", "or", "then",
    "y", "ahora", "e", "agora", "и", "а", "теперь", "und", "jetzt", "et", "maintenant", "mismo", "mesmo",
})  # fmt: skip
_ONWARD_SCRIPTS = ("呢", "换成", "那", "では", "じゃ", "それ", "그럼", "이번엔", "और", "अब")


def carried(prompt: Prompt, decision: Decision, before: Decision) -> Decision:
    """Give the decision for a follow-up: its own where it says what it wants, else drawn from the turn `before`.

    What names nothing of its own ("why?", "continue") keeps a higher tier. A language or a change named in passing
    ("and in go?", "same with async") is work on what was answered before: code if that was code or harder, simple if it
    was simple. The tier may rise and fall.
    """
    if prompt.attachments:
        return decision
    reading = read(prompt)
    found = ideas(reading)
    if len(reading.words) > SHORT:
        return decision
    if any(name in found for name in _OWN):
        return _kept(reading, decision, before)
    onward = not _ONWARD.isdisjoint(reading.words) or any(mark in reading.text for mark in _ONWARD_SCRIPTS)
    named = next((found[name] for name in ("langs", "stack", "change", "fix", "speed") if name in found), "")
    if not named or not (onward or found.keys() & {"change", "fix", "speed"}):
        return _kept(reading, decision, before)
    tier = min(before.tier, Tier.CODE)
    if tier is decision.tier:
        return decision
    was = f"“{as_typed(reading, named)}” goes on with the turn before, which was {before.tier.label}"
    eased = "" if before.tier is tier else f": work on its answer is {tier.label}"
    reason = Reason("follow-up", was + eased)
    return Decision(tier, round(min(before.confidence, SURE), 3), (reason, *decision.reasons[:1]))


def _kept(reading: Reading, decision: Decision, before: Decision) -> Decision:
    """Give the tier of the turn before where that is higher and the words name nothing."""
    own = tuple(word for word in reading.words if word not in _GOES_ON)
    if before.tier <= decision.tier or not names_nothing(replace(reading, words=own)):
        return decision
    kept = f"“{as_asked(reading)}” goes on with the turn before, which was {before.tier.label}"
    return Decision(before.tier, round(min(before.confidence, SURE), 3), (Reason("follow-up", kept),))

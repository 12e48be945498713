"""Say why a tier was chosen: the ideas, shapes and words that weighed most, as a person would name them."""

from collections import defaultdict
from collections.abc import Mapping

from assistant.catalog import Tier
from assistant.routing.decision import NOTHING_TELLS, Reason
from assistant.routing.quoting import as_typed
from assistant.routing.reading import Reading
from assistant.routing.vocabulary import SAYS

MOST = 3
LEAST = 8  # hundredths of log-odds below which nothing is a reason
SLIGHT = 0.2  # part of the strongest idea's weight below which another is not worth a line
# A short or bare text attached is a reason to think little of the matter.
SHORT = {"with:line", "inside:line", "with:error", "inside:error", "with:data", "with:log"}
BRIEF = {"len:1", "len:2", "len:3-4", "len:5-6", "len:7-9"}
SAID = {"len": "it is only {} long", "mark": "it is asked as a question"}
RULES = {
    "chat": "is small talk",
    "small-output": "wants a small output (E9, E10)",
    "prove": "wants an argument, not a lookup (R2)",
    "trivial-function": "is a function of a few obvious lines (E1)",
    "hard-noun-lookup": "is an easy question about a hard thing (E7)",
    "hard-work": "is hard work: an idea must be found",
    "puzzle": "asks for the best under conditions (R1)",
    "design": "is a design under stated constraints (R4)",
    "judged": "is to be judged by what came with it (E6)",
    "port": "asks for what came with it in another language (E12)",
    "symptom": "is a symptom whose cause must be hunted (R6)",
    "work-on-code": "asks for work on what came with it",
}
KINDS = {Tier.SIMPLE: "quick questions", Tier.CODE: "programming work", Tier.REASONING: "hard problems"}
# What is a reason for each tier, should it weigh: another tier's ideas may tip the scales but would not convince.
TELLING = {
    Tier.SIMPLE: {
        "lookup", "how", "explain", "brief", "small", "prose", "chat", "trivial", "shell", "convert", "library",
        "only", "whether", "translate", "rule:chat", "rule:small-output", "rule:trivial-function",
        "rule:hard-noun-lookup",
    },
    Tier.CODE: {
        "make", "change", "fix", "review", "tests", "walk", "artefact", "stack", "program", "play", "textbook",
        "speed", "translate", "toward", "shape:list", "rule:work-on-code", "rule:judged", "rule:port",
    },
    Tier.REASONING: {
        "prove", "growth", "algorithm", "flavour", "engine", "contest", "machinery", "parallel", "kernel", "formal",
        "symptom", "design", "scale", "must", "extreme", "puzzle", "speed", "shape:big-o", "shape:bounds",
        "rule:prove", "rule:hard-work", "rule:puzzle", "rule:design", "rule:symptom", "rule:judged",
    },
}  # fmt: skip
# What is said only where nothing better is there.
FAINT = {
    Tier.SIMPLE: {"len", "mark:?"},
    Tier.CODE: {"parts", "langs", "code"},
    Tier.REASONING: {"shape:sentences"},
}
# Words that tell a reader nothing, whatever they weigh.
_EMPTY = frozenset({
    "about", "after", "again", "also", "another", "anything", "because", "been", "before", "being", "between", "both",
    "does", "doing", "done", "each", "else", "even", "every", "everything", "following", "from", "gets", "getting",
    "gives", "goes", "have", "having", "here", "into", "itself", "just", "like", "made", "make", "makes", "many", "more",
    "most", "much", "need", "none", "nothing", "once", "only", "other", "over", "return", "returns", "same", "should",
    "since", "some", "something", "still", "such", "than", "that", "their", "them", "then", "there", "these", "they",
    "thing", "things", "this", "those", "through", "under", "until", "very", "want", "well", "were", "what", "when",
    "where", "which", "while", "will", "with", "within", "without", "would", "your",
})  # fmt: skip
# What reasons say whose words are not made here or differ by tier.
_OTHERS = {
    "words": "“…” is often said in such work",
    "material": "what is attached or in it",
    NOTHING_TELLS: "nothing in it asks for a dearer tier",
    "terse": "“…” takes its meaning from what came with it (E19)",
    "follow-up": "“…” goes on with the turn before",
    "user-route": "“…” goes there by your rule",
    "user-default": "nothing is clear, and your default",
    "user-never": "a tier you never use",
    "forced": "you chose the tier",
    "model": "a model of the tier",
    "template": "the template asks for the tier",
    "up": "a turn asked again, one tier higher",
    "resumed": "it goes on with a turn",
}
MATERIALS = {"with", "inside", "has", "holds"}
SHAPES = {"len", "mark", "commas", "lines", "shape"}

Weighed = Mapping[str, tuple[int, int, int]]


def reasons_for(
    tier: Tier, found: Mapping[str, str], weighed: Weighed, reading: Reading
) -> tuple[Reason, ...]:
    """Give the weightiest reasons for `tier`: the ruling first, then the ideas, the strongest first.

    `found` holds the signals with the words that gave them, `weighed` the weights of those that have one; the words
    are quoted as they were typed in what `reading` was made from.
    """
    votes, words = _votes(tier, found, weighed)
    least = max(LEAST, SLIGHT * max((votes[name] for name in votes if name in TELLING[tier]), default=0))
    ranked = sorted(
        (name for name, gain in votes.items() if gain > least),
        key=lambda name: (not name.startswith("rule:"), -votes[name]),
    )
    reasons: list[Reason] = []
    said: list[str] = []
    for names in (TELLING[tier] | {"material"}, FAINT[tier]):
        for name in ranked:
            if name in names or name.partition(":")[0] in names:
                shown = _shown(name, found)
                reason = _sentence(name, shown, found, tier, reading)
                if reason and not any(shown in other for other in said):
                    said.append(shown)
                    reasons.append(reason)
        if reasons:
            settled = tier is Tier.SIMPLE and reasons[0].rule in RULES
            return tuple(reasons[: 1 if settled else MOST])
    reason = _words(tier, words, reading)
    return (reason,) if reason else (_default(tier),)


def shown_as(rule: str) -> str:
    """Give what a reason of this rule says, with "…" for what it saw in a question."""
    if says := RULES.get(rule) or SAYS.get(rule):
        return f"“…” {says}"
    if rule.startswith("shape-"):
        return SAID.get(rule[6:], "it has {}").format("…")
    return _OTHERS.get(rule, rule)


def _votes(
    tier: Tier, found: Mapping[str, str], weighed: Weighed
) -> tuple[dict[str, float], dict[str, float]]:
    """Add up what speaks for the tier: (idea, ruling or shape -> gain), (bare words -> gain)."""
    votes: dict[str, float] = defaultdict(float)
    words: dict[str, float] = defaultdict(float)
    for name, weight in weighed.items():
        gain = (3 * weight[tier] - sum(weight)) / 2
        topics = _topics_of(name)
        for topic in topics:
            votes[topic] += gain / len(topics)
        if not topics:
            words[found[name]] += gain
    return votes, words


def _topics_of(signal: str) -> tuple[str, ...]:
    """Give the idea, two ideas, the ruling or the shape that a signal speaks for; () for bare words."""
    head, colon, rest = signal.partition(":")
    if colon and head in ("is", "starts"):
        return (rest,)
    if colon and (head == "rule" or head in SHAPES):
        return (signal,)
    if signal == "work-here" or (colon and head in MATERIALS):
        return ("material",)
    idea, at, _ = signal.partition("@")
    if at and idea in SAYS:
        return (idea,)
    one, joined, two = signal.partition("+")
    return (one, two) if joined and one in SAYS and two in SAYS else ()


def _shown(name: str, found: Mapping[str, str]) -> str:
    if name == "material":
        return found.get("has:any", "")
    return found[f"is:{name}"] if name in SAYS else found[name]


def _sentence(name: str, shown: str, found: Mapping[str, str], tier: Tier, reading: Reading) -> Reason | None:
    if name == "material":
        if not shown or (tier is Tier.SIMPLE and not SHORT.intersection(found)):
            return None
        if any(key.startswith("inside:") for key in found):
            return Reason("material", f"it has {reading.material.name} in it")
        return Reason("material", f"{shown} attached")
    if name.startswith("rule:"):
        rule = name[5:]
        return Reason(rule, f"“{_quoted(shown, reading)}” {RULES[rule]}") if shown else None
    if name in SAYS:
        return Reason(name, f"“{_quoted(shown, reading)}” {SAYS[name]}")
    if name.startswith("len:") and name not in BRIEF:
        return None
    return Reason(
        f"shape-{name.partition(':')[0]}", SAID.get(name.partition(":")[0], "it has {}").format(shown)
    )


def _words(tier: Tier, words: Mapping[str, float], reading: Reading) -> Reason | None:
    telling = sorted(
        (
            word
            for word in words
            if words[word] > LEAST
            and min(map(len, word.split())) > 3
            and _EMPTY.isdisjoint(word.replace("'", " ").split())
        ),
        key=lambda word: -words[word],
    )
    kept = [word for word in telling if not any(word in other for other in telling if other != word)][:3]
    if not kept:
        return None
    shown = ", ".join(f"“{as_typed(reading, word)}”" for word in kept)
    return Reason("words", f"{shown} {'are' if len(kept) > 1 else 'is'} often said in {KINDS[tier]}")


def _quoted(shown: str, reading: Reading) -> str:
    return " … ".join(as_typed(reading, words) for words in shown.split(" … "))


def _default(tier: Tier) -> Reason:
    if tier is Tier.SIMPLE:
        return Reason(NOTHING_TELLS, "nothing in it asks for a dearer tier")
    return Reason("words", f"it reads like {KINDS[tier]}")

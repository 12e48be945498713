"""The rubric's rules in its order (tests/routing/RUBRIC.md): the first that holds for the ideas found in a prompt."""

from collections.abc import Mapping

from assistant.routing.material import Material

HARD = ("algorithm", "contest", "machinery", "formal", "parallel", "kernel")
WORK = ("change", "fix", "review", "tests", "make", "code")
ASKING = ("lookup", "whether", "how", "explain", "only")


def first_rule(ideas: Mapping[str, str], size: int, material: Material, start: str) -> tuple[str, str]:
    """Give the name of the first rule that holds and the words it rests on; ("nothing-names-it", "") where none does.

    `ideas` maps each idea found in the instruction ("fix", "growth") to the words that gave it, `size` is the
    instruction's length in words, `start` its first three words.
    """
    asking = next((ideas[name] for name in ASKING if name in ideas and start.startswith(ideas[name])), "")
    work = next((ideas[name] for name in WORK if name in ideas), "")
    hard = next((ideas[name] for name in HARD if name in ideas), "")
    if "chat" in ideas and size <= 4 and start.startswith(ideas["chat"]) and not hard:
        return "chat", ideas["chat"]
    if "small" in ideas and "tests" not in ideas and size <= 30 and not hard:
        return "small-output", ideas["small"]
    if "prove" in ideas and not (asking and size <= 8 and "growth" not in ideas):
        return "prove", ideas["prove"]
    if "growth" in ideas and material.worth_work and not asking:
        return "prove", ideas["growth"]
    if "trivial" in ideas and not hard and size <= 25 and "prove" not in ideas:
        return "trivial-function", ideas["trivial"]
    if "whether" in ideas and hard and material.is_work:
        return "judged", f"{ideas['whether']} … {hard}"
    if asking and hard and size <= 14 and "prove" not in ideas:
        return "hard-noun-lookup", f"{asking} … {hard}"
    if hard and work:
        return "hard-work", f"{work} … {hard}" if work != hard else hard
    if "extreme" in ideas and ({"puzzle", "must", "scale"} & ideas.keys()) and size > 8:
        return "puzzle", ideas["extreme"]
    if "design" in ideas and ({"scale", "must"} & ideas.keys()):
        return "design", ideas["design"]
    if "symptom" in ideas and size > 9 and not asking:
        return "symptom", ideas["symptom"]
    if hard:
        return "hard-noun", hard
    if material.worth_work and (work or "speed" in ideas or "walk" in ideas or size <= 3):
        return "work-on-code", work
    if "toward" in ideas and (work or "translate" in ideas) and material.is_work and material.size != "line":
        return "port", ideas["toward"]
    if work and (
        ideas.keys() & {"artefact", "stack", "play", "program"}
        or ("make" in ideas and ideas.keys() & {"tests", "change"})
    ):
        return "work-artefact", work
    if asking:
        return "lookup", asking
    return "nothing-names-it", ""

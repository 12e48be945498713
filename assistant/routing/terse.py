"""Read a question that names nothing ("what is wrong?", "哪里错了") by the code that came with it."""

from assistant.catalog import Tier
from assistant.digits import counted
from assistant.routing.decision import Decision, Reason
from assistant.routing.material import WORTH_WORK
from assistant.routing.quoting import as_asked
from assistant.routing.reading import FIRST, LAST, Reading

SURE = 0.9
_SIGNS = frozenset("#$%&*+/<=>@[\\]^_`{|}~")


def read_by_its_code(reading: Reading, decision: Decision) -> Decision:
    """Give a question to the code tier that names nothing and came with ten lines of code or so, if it is not a hard one.

    It takes its meaning from the code (rubric E19); "which port does this expose" has one of its own.
    """
    if decision.tier is Tier.REASONING:
        return decision
    work = [material for material in reading.materials if material.is_work]
    lines = sum(material.lines for material in work)
    if lines < WORTH_WORK or not reading.typed.strip() or not names_nothing(reading):
        return decision
    names = {material.name for material in work}
    name = names.pop() if len(names) == 1 else "code"
    meant = f"{name} in it" if reading.pasted else f"{counted(lines, 'line')} of {name} attached"
    return Decision(
        Tier.CODE, SURE, (Reason("terse", f"“{as_asked(reading)}” takes its meaning from the {meant} (E19)"),)
    )


def names_nothing(reading: Reading) -> bool:
    """Tell whether there are no words but such as leave it open what is meant, and no sign ("what does % do")."""
    from assistant.routing.vague import LANGUAGES, LOANS, SCRIPTS  # noqa: PLC0415 - 1 ms, which few questions need

    if not _SIGNS.isdisjoint(reading.text):
        return False
    runs = [word for word in reading.words if FIRST <= word[0] <= LAST]
    parts = {part for word in reading.words if word not in runs for part in word.split("'")}
    if runs:
        return parts <= LOANS and any(all(_made_of(pieces, run) for run in runs) for pieces in SCRIPTS)
    return any(parts <= language for language in LANGUAGES)


def _made_of(pieces: list[str], run: str) -> bool:
    for piece in pieces:
        run = run.replace(piece, " ")
    return run.isspace()

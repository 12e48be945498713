"""Choose a tier for a prompt by the words of its instruction and the nature of what is attached."""

import re

from assistant.catalog import Tier
from assistant.prompt import Prompt
from assistant.routing.decision import Decision, Reason

_REASONING = re.compile(r"\b(prove|proof|dijkstra|algorithm|complexity|shortest path|invariant|deadlock)\b")
_CODE = re.compile(
    r"\b(refactor|review|fix|tests?|typescript|golang|class|endpoint|migrate|port|component|script)\b"
)
_LOOKUP = re.compile(r"^(what|who|when|which|where|is|are|does|do|can)\b")


def classify(prompt: Prompt, earlier: tuple[str, ...] = ()) -> Decision:
    """Decide the tier of `prompt`; `earlier` holds the user's earlier words in this conversation, oldest first."""
    words = prompt.text.lower()
    lookup = _LOOKUP.match(words)
    if not lookup and (hit := _REASONING.search(words)):
        return Decision(
            Tier.REASONING, 0.7, (Reason("hard-noun", f'"{hit[1]}" asks for more than a lookup'),)
        )
    if hit := _CODE.search(words):
        return Decision(Tier.CODE, 0.7, (Reason("work-verb", f'"{hit[1]}" is ordinary programming work'),))
    lines = sum(attachment.line_count for attachment in prompt.attachments)
    if lines >= 10:
        return Decision(Tier.CODE, 0.6, (Reason("attachment", f"{lines} lines are attached"),))
    if lookup:
        return Decision(Tier.SIMPLE, 0.8, (Reason("lookup", f'"{lookup[1]} …" asks for a fact'),))
    return Decision(Tier.SIMPLE, 0.6, (Reason("default", "nothing asks for a dearer tier"),))

"""The view that writes what happens as it happens: one JSON object a line, for programs that follow an answer."""

import json
from typing import TextIO

from assistant.cost import Usage
from assistant.render.status_lines import StatusLines
from assistant.render.views import reply_as_json, usage_as_json, writing
from assistant.reply import Delta, Ending, Reply, Thinking
from assistant.turn import Event, FailedOver, Routed


class EventView:
    """Writes `routed`, `failed_over`, `thinking`, `delta`, `usage` and, last, `done`; each line is flushed.

    Where nothing came, neither an answer nor thinking, there is no `done`.
    """

    def __init__(self, out: TextIO, status: StatusLines) -> None:
        self._out = out
        self._status = status

    def show(self, event: Event) -> None:
        """Show one event."""
        self._status.show(event)
        if values := _values(event):
            self._write(values)

    def finish(self, reply: Reply) -> None:
        """Write the end: what `--json` writes, `reply.ended.ending` among it."""
        if reply.text or reply.thinking:
            self._write({"event": "done", **reply_as_json(reply)})
        if reply.ended.ending is not Ending.WHOLE:
            self._status.finish(reply)

    def _write(self, values: dict[str, object]) -> None:
        with writing():
            # ASCII alone: no separator, surrogate or control character of a model reaches a reader of lines
            self._out.write(json.dumps(values) + "\n")
            self._out.flush()


def _values(event: Event) -> dict[str, object] | None:
    match event:
        case Routed(route):
            decision = route.decision
            return {
                "event": "routed",
                "tier": decision.tier.label,
                "confidence": decision.confidence,
                "reasons": [str(reason) for reason in decision.reasons],
                "provider": route.first.provider.name,
                "model": route.first.model.id,
            }
        case FailedOver(_, following):
            return {
                "event": "failed_over",
                "why": event.why,
                "provider": following.provider.name,
                "model": following.model.id,
            }
        case Delta(text):
            return {"event": "delta", "text": text}
        case Thinking(text):
            return {"event": "thinking", "text": text}
        case Usage():
            return {"event": "usage", **usage_as_json(event)}
        case _:
            return None

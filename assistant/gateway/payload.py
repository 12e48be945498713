"""What a gateway's JSON says, in every dialect known: text, thinking, usage, the reason it ended, or a fault. Pure."""

import json
from collections.abc import Iterator, Mapping

from assistant.cost import Usage
from assistant.gateway.retry_policy import NO_CREDIT, status_of
from assistant.gateway.usage import usage_of
from assistant.reply import Delta, Ended, Ending, Thinking
from assistant.values import dataclass

# The reasons of OpenAI's protocol (https://platform.openai.com/docs/api-reference/chat/object) and its dialects:
# Anthropic (end_turn: https://docs.anthropic.com/en/api/messages), Gemini (recitation, spii, other:
# https://ai.google.dev/api/generate-content#FinishReason), Z.ai (sensitive, network_error:
# https://docs.z.ai/api-reference/llm/chat-completion), DeepSeek (insufficient_system_resource:
# https://api-docs.deepseek.com/api/create-chat-completion), Mistral (model_length), Cohere (complete, error_toxic),
# Together and TGI (eos, eos_token), watsonx (time_limit), vLLM and SGLang (abort), llama.cpp (word, limit).
_WHOLE = frozenset((
    "stop", "stop_sequence", "stop_token", "stopped", "end_turn", "eos", "eos_token", "eos_found", "end_of_text",
    "endoftext", "word", "complete", "completed", "finish", "finished", "done",
))  # fmt: skip
_TOOLS = frozenset(("tool_calls", "tool_call", "function_call", "tool_use"))
_LENGTH = frozenset((
    "length", "max_tokens", "max_output_tokens", "max_length", "limit", "model_length", "error_limit",
    "model_context_window_exceeded",
))  # fmt: skip
_FILTERED = frozenset((
    "content_filter", "content_filtered", "guardrail_intervened", "sensitive", "safety", "recitation", "language",
    "blocklist", "blocked", "prohibited_content", "spii", "refusal", "error_toxic",
))  # fmt: skip
_BROKEN = frozenset((
    "error", "network_error", "insufficient_system_resource", "abort", "aborted", "cancelled", "canceled",
    "user_cancel", "time_limit", "timeout", "pause_turn", "other",
))  # fmt: skip
_NONE = frozenset(
    ("null", "none", "finish_reason_unspecified")
)  # what a reason is called before there is one
_MESSAGES = ("detail", "message", "msg")  # what a message that stands alone is called
_UNNAMED = "an error without a message"


@dataclass(frozen=True, slots=True)
class Finished:
    """The gateway's own word for why the answer ended."""

    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """An error the gateway reports inside a response: its message, and its code or status where it gives one."""

    message: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A part of the answer stands where nothing of it can stand: the name of a field was hit on the way."""


@dataclass(frozen=True, slots=True)
class Called:
    """The model wants a tool to be called."""


Part = Delta | Thinking | Usage | Finished | Fault | Damaged | Called


def ending_of(finish_reason: str) -> Ending | None:
    """Give what a finish reason means, None for one that nobody has seen."""
    reason = finish_reason.lower()
    if reason in _WHOLE or reason in _TOOLS:
        return Ending.WHOLE
    if reason in _LENGTH:
        return Ending.LENGTH
    if reason in _FILTERED:
        return Ending.FILTERED
    return Ending.CUT if reason in _BROKEN else None


def asks_for_a_tool(ended: Ended) -> bool:
    """Tell whether an answer ended because the model wants a tool to be called."""
    return (ended.finish_reason or "").lower() in _TOOLS


def parts_of(payload: object) -> Iterator[Part]:
    """Give what one chunk of a stream, or one whole completion, says. Anything unknown is passed over."""
    fault = fault_in(payload)
    if fault and not isinstance(payload, dict):
        yield fault
        return
    if isinstance(payload, list):  # a stream that was gathered into one document
        for item in payload:
            yield from parts_of(item) if isinstance(item, dict) else ()
    if not isinstance(payload, dict):
        return
    fault = None if _is_well(payload) else fault
    choices = payload.get("choices")
    if isinstance(payload.get("message"), dict) and "choices" not in payload:  # Ollama's own protocol
        choices = [payload | {"finish_reason": payload.get("done_reason") if payload.get("done") else None}]
        fault = None
    choices = [choice for choice in choices if isinstance(choice, dict)] if isinstance(choices, list) else []
    first = [choice for choice in choices if choice.get("index") in (0, "0")]
    for choice in first or [choice for choice in choices if choice.get("index") is None][:1]:
        yield from _choice(choice)
    if "choices" not in payload and any(map(_is_choices, payload.values())):
        yield Damaged()
    if fault:
        yield fault
        return
    for holder in (payload, *choices, payload.get("x_groq")):
        usage = usage_of(holder.get("usage"), holder.get("cost")) if isinstance(holder, dict) else None
        if usage:
            yield usage


def _is_well(payload: Mapping[str, object]) -> bool:
    """Tell whether a message is no fault: it stands beside figures, or beside the code of a success."""
    beside = {name: value for name, value in payload.items() if name not in _MESSAGES}
    counted = isinstance(payload.get("usage"), dict)
    return (counted or str(payload.get("code")) in {"0", "200"}) and fault_in(beside) is None


def fault_in(payload: object) -> Fault | None:
    """Find an error in any of the shapes that gateways put it into; None where there is none."""
    if isinstance(payload, list):
        return fault_in(payload[0]) if payload and isinstance(payload[0], dict) else None
    if not isinstance(payload, dict):
        return None
    groq = payload.get("x_groq")
    error = (
        payload.get("error")
        or payload.get("errors")
        or (groq.get("error") if isinstance(groq, dict) else None)
    )
    if isinstance(error, list) and error and isinstance(error[0], dict):
        error = error[0]
    if isinstance(error, dict):
        said = _text(_first(error, "message", "detail", "type") or _UNNAMED)
        codes = [_text(error[name]) for name in ("code", "status", "type") if error.get(name)]
        told = next((code for code in codes if status_of(code) == NO_CREDIT), codes[0] if codes else "")
        return Fault(f"{said}{_passed_on(error)}", told)
    if error:
        return Fault(_text(error), _text(_first(payload, "code")) if isinstance(error, str) else "")
    if payload.get("object") == "error" or ("choices" not in payload and payload.get("type") == "error"):
        return Fault(_text(payload.get("message") or _UNNAMED), _text(_first(payload, "code")))
    message = "" if "choices" in payload else _first(payload, *_MESSAGES)
    return Fault(_text(message), _text(_first(payload, "code", "status"))) if message else None


def _passed_on(error: Mapping[str, object]) -> str:
    """Give what the provider behind a gateway said, as OpenRouter tells it in an error's `metadata`, "" for nothing."""
    metadata = error.get("metadata")
    if not isinstance(metadata, dict) or not isinstance(raw := metadata.get("raw"), str) or not raw:
        return ""
    try:
        inner = fault_in(json.loads(raw))
    except (ValueError, RecursionError):
        inner = None
    name = metadata.get("provider_name")
    return f": {f'{name}: ' if isinstance(name, str) else ''}{inner.message if inner else raw}"


def _first(holder: Mapping[str, object], *names: str) -> object:
    """Give the first of these fields that says anything, "" where none does."""
    return next((holder[name] for name in names if holder.get(name)), "")


def _text(value: object) -> str:
    if isinstance(value, list) and value:
        return _text(value[0])
    if isinstance(value, dict) and (inner := value.get("message") or value.get("msg")):
        place = value.get("loc")  # of what is missing, as FastAPI tells it
        return f"{'.'.join(map(str, place))}: {_text(inner)}" if isinstance(place, list) else _text(inner)
    return value if isinstance(value, str) else str(value)


def _choice(choice: dict[str, object]) -> Iterator[Part]:
    delta = choice["delta"] if isinstance(choice.get("delta"), dict) else choice.get("message")
    if isinstance(delta, dict):
        thinking = _content(delta.get("reasoning_content")) or _content(delta.get("reasoning"))
        if thinking := thinking or _content(delta.get("reasoning_details")):
            yield Thinking(thinking)
        yield from _pieces(delta.get("content"))
        if refusal := _content(delta.get("refusal")):
            yield Delta(refusal)
        if delta.get("tool_calls") or delta.get("function_call"):
            yield Called()
    elif text := _content(choice.get("text")):
        yield Delta(text)
    elif any(map(_is_delta, choice.values())):
        yield Damaged()
    if fault := fault_in({"error": choice.get("error"), "choices": ()}):
        yield fault
    reason = choice.get("finish_reason")
    if isinstance(reason, str) and reason and reason.lower() not in _NONE:
        yield Finished(reason)


def _is_choices(value: object) -> bool:
    """Tell whether a field of another name holds what `choices` does."""
    return isinstance(value, list) and any(
        isinstance(each, dict) and "delta" in each and any(_choice(each)) for each in value
    )


def _is_delta(value: object) -> bool:
    """Tell whether a field of another name holds what `delta` does."""
    return isinstance(value, dict) and any(map(_content, map(value.get, ("content", "reasoning_content"))))


def _pieces(content: object) -> Iterator[Delta | Thinking]:
    for part in content if isinstance(content, list) else (content,):
        if isinstance(part, dict) and part.get("type") in ("thinking", "reasoning"):
            if thinking := _content(part.get("thinking") or part.get("reasoning") or part.get("text")):
                yield Thinking(thinking)
        elif text := _content(part):
            yield Delta(text)


def _content(content: object) -> str:
    """Give the text of a content field: a string, a part with a text, a list of either, or nothing."""
    if isinstance(content, str):
        return content
    if isinstance(content, dict):
        return _content(content.get("text") or content.get("refusal"))
    if isinstance(content, list):
        return "".join(map(_content, content))
    return ""

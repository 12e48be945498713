"""What anything may be: texts, numbers, JSON and TOML that nobody would write, and what must come of them."""

import json
import math
from collections.abc import Callable
from contextlib import suppress

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from assistant.errors import AskError

SOME = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NAMES_OF_THE_PROTOCOL = st.sampled_from([
    "choices", "delta", "message", "content", "reasoning", "reasoning_content", "thinking", "text", "type", "finish_reason", "error", "errors",
    "code", "status", "detail", "usage", "prompt_tokens", "completion_tokens", "total_tokens", "completion_tokens_details", "reasoning_tokens",
    "cost", "tool_calls", "function", "name", "arguments", "refusal", "id", "model", "data", "pricing", "prompt", "completion", "input", "output",
    "index", "object", "response", "metadata", "param", "title", "msg", "loc",
])  # fmt: skip
ODD_TEXT = st.text(
    st.characters()
    | st.sampled_from("\ud800\udfff\x00\x1b\x9b\u202e\r\n\"'\\/:[]{}«»=.,*?~@`|$%#-0123456789"),
    max_size=30,
)
ODD_NUMBER = st.sampled_from(
    [0, -1, 1, 2**63, -(2**70), 10**400, 1e308, math.inf, -math.inf, math.nan, 0.1, "1", "1e999", "NaN", "-0"]
)
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | ODD_NUMBER
    | ODD_TEXT
    | st.sampled_from(["stop", "length", "tool_calls", "thinking", "text"])
)
PLAIN = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(NAMES_OF_THE_PROTOCOL | ODD_TEXT, inner, max_size=5)
    ),
    max_leaves=25,
)
CHUNK = st.fixed_dictionaries({}, optional={
    "choices": st.lists(st.fixed_dictionaries({}, optional={"delta": PLAIN, "message": PLAIN, "finish_reason": PLAIN, "text": PLAIN}), max_size=2) | PLAIN,
    "usage": st.dictionaries(NAMES_OF_THE_PROTOCOL, PLAIN, max_size=5) | PLAIN, "error": PLAIN,
})  # fmt: skip
SECTIONS = st.sampled_from([
    "providers", "providers.x", "providers.global-apis", "providers.x.headers", 'providers.x.models."a:b"', "models", 'models."deepseek-v4-flash"', "models.new",
    "tiers", "tiers.simple", "tiers.code", "timeouts", "limits", "guard", "display", "ledger", "chat", "nothing",
])  # fmt: skip
KEYS = st.sampled_from([
    "default_provider", "system", "never", "default", "base_url", "key_env", "key_command", "needs_key", "allow_plain_http", "limit", "stream_options", "usual_temperature", "model_prefix",
    "preset", "models", "max_tokens", "temperature", "first_token", "allow_lower", "connect", "stall", "mode", "allow_rules", "allow_values", "color", "theme", "background",
    "tab", "store_text", "keys", "output_price", "input_price", "window", "score", "name", "answer", "event", "backoff", "retries", "headers", "x",
])  # fmt: skip
VALUES = st.sampled_from([
    "true", "0", "-1", "1e400", "nan", "-inf", "1979-05-27", "07:32:00", "[]", '["a", 1]', "{}", '{a = 1}', '""', '"code"', '"redact"', '"http://[::1"', '"https://x:99999/"',
    '"http://\\u0000"', '"https://a.example/v1"', '["simple", "code", "reasoning"]', '["deepseek-v4-flash", "x:y"]', "99999999999999999999999", "0.1", "[[1]]", "'''a\nb'''", '"("', '"/(a+)+$/"',
]) | ODD_TEXT.map(lambda text: json.dumps(text.encode(errors="replace").decode()))  # fmt: skip
TOML = st.lists(
    st.tuples(KEYS, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}\n") | SECTIONS.map(lambda name: f"[{name}]\n")
    | st.tuples(VALUES, VALUES).map(lambda pair: f"[[routes]]\nwhen = {pair[0]}\ntier = {pair[1]}\n") | ODD_TEXT,
    max_size=8,
).map("".join)  # fmt: skip


def only_our_errors(read: Callable[[], object]) -> None:
    """Read; an error that is not one of ours, and so would be a bug in the user's face, fails the test."""
    with suppress(AskError):
        read()

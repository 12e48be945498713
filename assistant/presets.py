"""Providers known out of the box: where each is, which variable holds its key, and what its requests need otherwise.

No model and no price of theirs is known here: figures are only those of the catalogue, for its own gateway.
"""

from collections.abc import Mapping

from assistant.catalog import DEFAULT_PROVIDER, Dialect, Provider

_NEW_LIMIT = Dialect(limit="max_completion_tokens")
# GPT-5 and the o series refuse any temperature but 1; Kimi K2.5 and later any but their own, 1 or 0.6.
_OPENAI = Dialect(limit="max_completion_tokens", usual_temperature=False)
_MOONSHOT = Dialect(usual_temperature=False)
# Usage comes with the last chunk unasked, and a field that is not known there is refused with 422.
_STRICT = Dialect(stream_options=False)
_FIREWORKS = Dialect(model_prefix="accounts/fireworks/models/")


def _on_this_machine(name: str, port: int, variable: str = "") -> Provider:
    return Provider(name, f"http://127.0.0.1:{port}/v1", key_variable=variable, needs_key=False)


PRESETS: Mapping[str, Provider] = {
    provider.name: provider
    for provider in (
        DEFAULT_PROVIDER,
        Provider("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", dialect=_OPENAI),
        Provider("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
        Provider("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
        Provider("moonshot", "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY", dialect=_MOONSHOT),
        Provider("moonshot-cn", "https://api.moonshot.cn/v1", "MOONSHOT_API_KEY", dialect=_MOONSHOT),
        Provider("zai", "https://api.z.ai/api/paas/v4", "ZAI_API_KEY"),
        Provider("zhipu", "https://open.bigmodel.cn/api/paas/v4", "ZHIPUAI_API_KEY"),
        Provider("alibaba", "https://dashscope.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY"),
        Provider(
            "alibaba-intl", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY"
        ),
        Provider("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY", dialect=_NEW_LIMIT),
        Provider("together", "https://api.together.xyz/v1", "TOGETHER_API_KEY"),
        Provider("fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY", dialect=_FIREWORKS),
        Provider("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", dialect=_STRICT),
        _on_this_machine("litellm", 4000, "LITELLM_API_KEY"),
        _on_this_machine("vllm", 8000, "VLLM_API_KEY"),
        _on_this_machine("ollama", 11434),
        _on_this_machine("lmstudio", 1234),
        _on_this_machine("llamacpp", 8080, "LLAMA_API_KEY"),
    )
}  # fmt: skip

# The same provider in two regions, each of which refuses the other's keys with a 401.
OTHER_REGION: Mapping[str, str] = {
    "moonshot": "moonshot-cn",
    "moonshot-cn": "moonshot",
    "alibaba": "alibaba-intl",
    "alibaba-intl": "alibaba",
    "zhipu": "zai",
    "zai": "zhipu",
}

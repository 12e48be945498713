"""The configuration file that `ask config init` writes: every setting, commented, at its default."""

SAMPLE_CONFIG = """\
# The configuration of ask. Every line is optional; what is commented out is the default.
# `ask config show` prints what is in force, `ask config edit` checks the file after you change it.

# default_provider = "global-apis"
# system = "..."                    # replaces the standing instruction

# Your own routing. The first rule whose word, phrase or regular expression is in the question wins. A word is met as it
# stands, in any case ("C++", ".net"), never within another, but in Chinese and its like; what stands between slashes is a
# regular expression, and so is what has signs that no name has: \\ | .* (?: ^ before, $ behind, ? or * within a word.
# never = ["reasoning"]             # tiers that are never used, unless you type one: -2, --tier
# default = "code"                  # the tier where nothing is clear: no word tells, or it is under 60% sure
# [[routes]]
# when = "terraform"                # or '/docker.*compose/', or 'k8s|kubernetes'
# tier = "code"

# [providers.global-apis]
# base_url = "https://global-apis.com/v1"
# key_env = "GLOBAL_API_KEY"        # the environment variable that holds the key
# key_command = "pass show global-api"   # or a command that prints it; no shell is involved

# Known without a table here: global-apis, openai, deepseek, openrouter, moonshot, moonshot-cn, zhipu, zai,
# alibaba, alibaba-intl, groq, together, fireworks, mistral;
# and on this machine, without a key: litellm, vllm, ollama, lmstudio, llamacpp.
# [providers.box]
# preset = "vllm"                   # what is not said is as there
# base_url = "http://127.0.0.1:9000/v1"
# key_env = "BOX_KEY"               # the preset's own goes to the preset's own address only
# limit = "max_tokens"              # or "max_completion_tokens": the field of the longest answer
# stream_options = true             # false where usage comes unasked and asking is refused
# usual_temperature = true          # false where models take only their own
# model_prefix = ""                 # stands before an id without a "/"
#
# [models."ollama:qwen2.5-coder"]   # what a model costs, in US$ per million tokens; what is not said is unknown
# output_price = 0
# input_price = 0
# window = 32768                    # tokens

# Each tier's models in order of preference: the first is asked, the others stand in for it. A model of another
# provider is written "provider:model".
# [tiers]
# allow_lower = false               # true: a lower tier's models stand in when all of a tier's fail
# [tiers.simple]
# models = ["deepseek-v4-flash", "qwen3-32b", "ga-standard"]
# max_tokens = 2048                 # the longest answer, thinking included
# temperature = 0.2
# first_token = 30                  # seconds until the next model is asked

# [tiers.code]
# models = ["qwen3-coder-30b", "deepseek-coder", "ga-standard"]

# [tiers.reasoning]
# models = ["deepseek-r1", "deepseek-v4-pro", "kimi-k2.5"]
# max_tokens = 8192
# first_token = 90

# [limits]
# retries = 2                       # requests to one model after the first
# requests = 6                      # requests for one question in all
# backoff = 8                       # seconds, the longest wait between two that the gateway did not name
# event_mb = 1                      # the largest event, and the longest answer, that is read
# answer_mb = 8

# [guard]                           # secrets are replaced by placeholders before anything is sent
# mode = "redact"                   # or ask, block, off
# allow_rules = []                  # kinds that may pass, such as "jwt"
# allow_values = []                 # single values, by the first 16 digits of their SHA-256
# allow_files = []                  # files that go without a yes, such as "certs/dev.pem", their secrets replaced

# [display]
# color = "auto"                    # or always, never
# theme = "dark"                    # see them: ask theme; without one it follows the background
# background = "dark"               # or light; without one the terminal tells, if it can
# tab = 4                           # columns of a tab stop in code

# [ledger]
# store_text = true                 # false keeps the figures of a turn and not its words

# [timeouts]                        # seconds
# connect = 5
# stall = 30                        # between two tokens

# [chat]
# keys = "emacs"                    # or "vi"
"""

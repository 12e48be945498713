"""The words of `ask --help`, one screen, and of the manual that are no option's and no command's own."""

HELP = """Ask a coding question; what is piped in goes with it.

Each question goes to the cheapest tier that can answer it: simple, code or reasoning. The tier is shown before the
first token, the cost after the last. The answer goes to stdout and everything else to stderr.

A first word that is a command's name is that command; ask -- models are slow, why always asks. Words that are files, as
src/q.py:40-80 or 'lib/*.ts', go with the question; words in quotes are words. An option among words without quotes may be
one of them: nothing is sent. In a shell's loop that reads lines, ask "..." < /dev/null leaves them to it. With no
words, on a terminal, a conversation opens.
"""

# The commands by what they are for.
COMMAND_GROUPS = {
    "Answers": ("chat", "resume", "up", "last", "apply", "show", "template"),
    "Models": ("models", "swap", "route", "bench", "drill"),
    "Records": ("bill", "cap", "log"),
    "Setting up": ("doctor", "key", "config", "trust", "completions", "theme", "demo"),
}

EXAMPLES = (
    'ask "fix this race condition" < app.js',
    "git diff | ask review",
    'ask "why is this slow" src/q.py:40-80',
    'ask -x "fix this" < app.js > fixed.js',
    'ask -2 "prove this terminates" < gcd.py',
    'ask --demo "flatten a list in python"',
)

EXIT_CODES = {
    "0": "a whole answer",
    "1": "a bug in ask",
    "2": "usage or configuration; nothing was sent",
    "3": "no key, or the key was refused",
    "4": "no model gave an answer",
    "5": "the answer is incomplete, lacks the code, or was not written or copied; what came is kept, stderr says why",
    "6": "over a cost cap; nothing was sent",
    "130": "interrupted (143, 129 and 131 for SIGTERM, SIGHUP and SIGQUIT, 141 for a reader that left)",
}

VARIABLES = {
    "GLOBAL_API_KEY": "the default provider's key",
    "ASK_CONFIG": "the configuration file",
    "ASK_BASE_URL": "the default provider's address",
    "ASK_MODEL": "the model to ask, as -m, where no tier is typed",
    "ASK_CONNECT_TIMEOUT, ASK_FIRST_TOKEN_TIMEOUT, ASK_STALL_TIMEOUT": "seconds",
    "ASK_RETRIES, ASK_MAX_REQUESTS, ASK_MAX_BACKOFF": "retries a model (2), requests a question (6), seconds (8)",
    "ASK_MAX_EVENT_MB, ASK_MAX_ANSWER_MB": "the largest event (1) and answer (8) that is read",
    "HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE, SSL_CERT_DIR": "as everywhere",
    "NO_COLOR, CLICOLOR=0": "no dim text on stderr, no colours",
    "FORCE_COLOR, CLICOLOR_FORCE": "colours in a pipe too, not in a file",
    "ASK_DEBUG": "a traceback where a bug is met",
}

FILES = {
    "~/.config/ask/config.toml": "the configuration; where it lies here: ask config path",
    "~/.config/ask/templates/": "your own templates",
    "~/.local/share/ask/ledger.db": "what was asked, answered and spent",
    ".ask/": "a project's settings and templates; they count once ask trust has shown them",
}

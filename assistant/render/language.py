# ruff: noqa: E501 - tables read best with a row on a line
"""Which language a block of code is in: by the word after its fence, else by signs in its first lines."""

import re

from assistant.recognition.recognise import recognised

_WORD = re.compile(r"\s*\{?\s*(?:\.|lang(?:uage)?[=:-]\s*[\"']?)?([^\s,:;{}\"']+)")
# Words that follow fences and are no alias of a lexer; "" means: known not to be code.
_ALIASES = {
    "c++": "cpp", "h": "c", "hpp": "cpp", "cc": "cpp", "cxx": "cpp", "ino": "arduino", "c#": "csharp", "cshtml": "html", "razor": "html",
    "f#": "fsharp", "fs": "fsharp", "vb": "vb.net", "mm": "objective-c++", "xaml": "xml", "plist": "xml", "svg": "xml", "xhtml": "html",
    "htm": "html", "html5": "html", "ejs": "html", "astro": "html", "blade": "html+php", "hbs": "html+handlebars", "handlebars": "html+handlebars",
    "mustache": "html+handlebars", "jinja2": "html+jinja", "node": "javascript", "mjs": "javascript", "cjs": "javascript",
    "javascriptreact": "jsx", "mts": "typescript", "cts": "typescript", "typescriptreact": "tsx", "jsonc": "json5", "jsonl": "json",
    "ndjson": "json", "ipynb": "json", "yml": "yaml", "docker-compose": "yaml", "cue": "json5", "conf": "ini", "service": "systemd",
    "gitconfig": "ini", "editorconfig": "ini", "env": "bash", "dotenv": "bash", "zsh": "bash", "shell-script": "bash", "curl": "bash",
    "nushell": "bash", "nu": "bash", "terminal": "console", "shell-session": "console", "sh-session": "console", "shellsession": "console", "cmd": "batch",
    "dos": "batch", "ps": "powershell", "py3": "python", "ipython": "python", "python-repl": "pycon", "bzl": "python", "starlark": "python",
    "traceback": "pytb", "golang": "go", "rs": "rust", "kt": "kotlin", "kts": "kotlin", "gradle": "groovy", "rlang": "r", "ml": "ocaml",
    "rescript": "reasonml", "commonlisp": "common-lisp", "el": "emacs-lisp", "viml": "vim", "vimscript": "vim", "mk": "make", "justfile": "make", "just": "make",
    "dockerfile": "docker", "containerfile": "docker", "tf": "terraform", "tfvars": "terraform", "sol": "solidity", "proto": "protobuf", "proto3": "protobuf",
    "gql": "graphql", "mssql": "tsql", "plsql": "sql", "sqlite": "sql", "psql": "postgresql", "pgsql": "postgresql", "patch": "diff",
    "git-diff": "diff", "asm": "nasm", "assembly": "nasm", "x86asm": "nasm", "masm": "nasm", "armasm": "gas", "wasm": "wat", "opencl": "c",
    "metal": "cpp", "vlang": "go", "md": "markdown", "mdx": "markdown", "math": "latex", "http-request": "http", "vba": "vbscript",
    "gitignore": "", "text": "", "txt": "", "plain": "", "plaintext": "", "none": "", "nohighlight": "", "output": "", "stdout": "",
    "log": "", "logs": "", "csv": "", "tsv": "", "mermaid": "",
}  # fmt: skip
# What comes nearest where Pygments, or an older one, lacks a language.
NEAREST = {
    "tsx": "typescript", "jsx": "javascript", "json5": "javascript", "vue": "html", "svelte": "html", "html+handlebars": "html",
    "html+jinja": "html", "caddyfile": "nginx", "systemd": "ini", "gleam": "rust", "prisma": "graphql",
}  # fmt: skip
# Openings of blocks that are too short or too plain for more than a guess.
_OPENINGS = (
    (r"\$ \S", "console"),
    (r">>> ", "pycon"),
    (r"Traceback \(most recent call last\)", "pytb"),
    (r"<\?php", "php"),
    (r"(?:from [\w.]+ )?import [a-z_][\w.]*(?: as \w+)?$", "python"),
    (r"#include\s*[<\"]", "cpp"),
    (r"(?:pub )?fn \w+.*\{$|use (?:std|crate)::", "rust"),
    (r"(?:const|let) \w+ = .*;$|console\.\w+\(", "javascript"),
    (r"public (?:static|class|final|interface)|import java", "java"),
    (r"using System", "csharp"),
    (
        r"(?:SELECT|INSERT INTO|CREATE TABLE|UPDATE|DELETE FROM|ALTER TABLE|DROP TABLE|WITH \w+ AS)\b",
        "sql",
    ),
    (
        r"(?:sudo|apt|apt-get|pip3?|npm|npx|yarn|git|docker|kubectl|cd|curl|brew|cargo|export|chmod|mkdir|ssh) \S",
        "bash",
    ),
    (r"FROM [\w./:-]+(?: AS \w+)?$", "docker"),
    (r"[{\[]\s*\"", "json"),
    (r"</?[a-z][\w-]*[ >]", "html"),
)


def language_of(info: str) -> str:
    """Give the language of a fence's info string ('js title="a"', "c++", "{.python}"), "" if it names none."""
    found = _WORD.match(info)
    word = found[1].lower() if found else ""
    return _ALIASES.get(word, word)


def names_none(info: str) -> bool:
    """Whether the info string says nothing, so that the code itself may be looked at."""
    return not info.strip()


def guessed(text: str) -> str:
    """Tell the language of a block from its first lines, "" as long as they leave a doubt."""
    return language_of(recognised(text).language)


def opening(line: str) -> str:
    """Guess the language from a first line alone, "" if it shows no sign."""
    return next((language for sign, language in _OPENINGS if re.match(sign, line.strip())), "")

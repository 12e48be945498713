# ruff: noqa: E501 - tables read best with a row on a line
"""Which language a block of code is in: by the word after its fence, else by a few cheap signs in its first line."""

import re

_WORD = re.compile(r"\s*\{?\s*(?:\.|lang(?:uage)?[=:-]\s*[\"']?)?([^\s,:;{}\"']+)")
# Words that follow fences and are no alias of a lexer; "" means: known not to be code.
_ALIASES = {
    "c++": "cpp", "h": "c", "hpp": "cpp", "c#": "csharp", "f#": "fsharp", "objective-c": "objective-c", "node": "javascript",
    "jsonc": "json5", "jsonl": "json", "ndjson": "json", "ipynb": "json", "zsh": "bash", "shell-script": "bash", "tf": "terraform",
    "golang": "go", "rs": "rust", "py3": "python", "yml": "yaml", "patch": "diff", "psql": "postgresql", "pgsql": "postgresql",
    "dockerfile": "docker", "containerfile": "docker", "vue": "html", "svelte": "html", "astro": "html", "proto": "protobuf",
    "terminal": "console", "shell-session": "console", "cmd": "batch", "ps": "powershell", "viml": "vim", "traceback": "pytb",
    "plist": "xml", "svg": "xml", "ejs": "html", "mjs": "javascript", "cjs": "javascript", "mts": "typescript", "env": "bash",
    "dotenv": "bash", "gitignore": "", "text": "", "txt": "", "plain": "", "plaintext": "", "none": "", "output": "",
    "md": "markdown", "latex": "latex", "math": "latex", "jsx": "jsx", "tsx": "tsx", "make": "make", "conf": "ini",
    "asm": "nasm", "assembly": "nasm", "solidity": "solidity", "mermaid": "",
}  # fmt: skip
_SIGNS = (
    (r"#!.*\b(?:ba|z|k)?sh\b", "bash"),
    (r"#!.*\bpython", "python"),
    (r"#!.*\bnode\b", "javascript"),
    (r"#!.*\bruby\b", "ruby"),
    (r"#!.*\bperl\b", "perl"),
    (r"<\?php", "php"),
    (r"<\?xml", "xml"),
    (r"<!doctype html|<html", "html"),
    (r"diff --git |--- a/|\+\+\+ b/|@@ -\d", "diff"),
    (r"Traceback \(most recent call last\)", "pytb"),
    (
        r"(?:from [\w.]+ )?import [\w.]+(?: as \w+)?\s*$|def \w+\(.*\).*:\s*$|class \w+(?:\(.*\))?:\s*$",
        "python",
    ),
    (r"#include\s*[<\"]", "cpp"),
    (r"package main\b|func \w*\(.*\{\s*$", "go"),
    (r"(?:pub )?fn \w+.*\{|use (?:std|crate)::|impl\b.*\{", "rust"),
    (
        r"(?:const|let) \w+ = |(?:async )?function\b.*\{|import .* from ['\"]|export (?:default|const|function)",
        "javascript",
    ),
    (r"(?:interface|type) \w+ (?:=|\{)", "typescript"),
    (r"public (?:static|class|final|interface)|import java", "java"),
    (r"using System|namespace [\w.]+;?\s*$", "csharp"),
    (r"(?:SELECT|INSERT INTO|CREATE TABLE|UPDATE|DELETE FROM|ALTER TABLE|WITH \w+ AS)\b", "sql"),
    (r"\$ \S|(?:sudo|apt|apt-get|pip|npm|git|docker|kubectl|cd|curl|brew) \S", "console"),
    (r"FROM [\w./:-]+(?: AS \w+)?\s*$", "docker"),
    (r"[{\[]\s*$|[{\[]\s*\"", "json"),
    (r"\[[\w.\" -]+\]\s*$", "ini"),
)


def language_of(info: str) -> str:
    """Give the language of a fence's info string ('js title="a"', "c++", "{.python}"), "" if it names none."""
    found = _WORD.match(info)
    word = found[1].lower() if found else ""
    return _ALIASES.get(word, word)


def names_none(info: str) -> bool:
    """Whether the info string says nothing, so that the code itself may be looked at."""
    return not info.strip()


def guessed(line: str) -> str:
    """Guess the language from a first line, "" if it shows no sign."""
    text = line.strip()
    for sign, language in _SIGNS:
        if re.match(sign, text, re.IGNORECASE if language == "html" else 0):
            return language
    return ""

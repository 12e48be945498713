"""What a text that came with the question is: code, a diff, an error, a log, settings, data or prose, and how long."""

from assistant.prompt import Attachment
from assistant.values import dataclass

HEAD, MIDDLE, TAIL = 3000, 1000, 1000
COUNTED = 200_000
WORTH_WORK = 8  # lines

_DIFF = ("diff --git ", "@@ -", "Index: ")
_ERRORS = (
    "Traceback (most recent call last)", "Error:", "error:", "error[", "Exception", "panic:", "npm ERR!", "fatal:",
    "command not found", "Segmentation fault", "undefined reference", "FAILED", "ERROR ", "Permission denied",
    "No such file", "cannot find", "Cannot ", "not found", "refused", "imported and not used", "warning:",
)  # fmt: skip
_OPENERS = (
    "def ", "class ", "import ", "from ", "return", "const ", "let ", "var ", "public ", "private ", "protected ",
    "static ", "#include", "#define", "function ", "async ", "export ", "select ", "insert ", "update ",
    "create table", "with ",
    "@", "//", "/*", "fn ", "func ", "func(", "struct ", "impl ", "use ", "using ", "namespace ", "package ", "module ",
    "type ", "interface ", "enum ", "if (", "if(", "for (", "for(", "while ", "else", "elif ", "} ", "print(", "console.",
    "pub ", "int ", "void ", "double ", "float ", "string ", "bool ", "char ", "template", "$", "<?php", "local ",
    "join ", "left join", "group by", "where ", "order by", "try:", "except", "self.", "sub ", "my ", "val ", "fun ",
    "begin", "end",
    "<div", "<html", "<body", "<script", "<style", "<!doctype", "</", "data ", "where", "let(", "proc ", "mov ", "add ",
)  # fmt: skip
_CLOSERS = (
    "{", "}", ";", "):", ") {", "=>", "})", "],", "},", "/>", "->", "(", "[", "do", "then", "|", "];", "\\",
)  # fmt: skip
_INSIDE = (
    " = ", "==", "();", "()", "->", "::", " += ", " := ", "!=", "=>", "</", " && ", " || ", "<<", "++", "[i]",
    "self.", "this.", " |> ",
)  # fmt: skip
_SETTINGS = {"yaml", "toml", "ini", "dockerfile", "nix", "hcl", "xml"}
_DATA = {"json", "csv"}
_PROSE = {"text", "markdown", "rst", "latex"}
_SETTING_MARKS = (
    "FROM ", "apiVersion:", "version:", "services:", "server {", "[tool.", "[package]", 'resource "', "upstream ",
    "jobs:", "stages:",
)  # fmt: skip
# What a text may hold that makes a terse question about it a hard one: the name of the topic and its marks.
_TOPICS = {
    "atomics": ("memory_order", "atomic", "volatile", "compare_exchange", "compareAndSet", "Ordering::", "fence"),
    "locks": ("mutex", "Mutex", "lock(", "Lock(", "lock (", "synchronized", "pthread_", "emaphore", "RLock"),
    "threads": ("hread", "go func", "spawn(", "chan ", "<-chan", "parallel"),
    "waiting": ("await ", "Promise", "setTimeout", ".then("),
    "dumps": (
        "waiting to lock", "waiting for", "BLOCKED", "0x0000", "(gdb)", "#0 ", "==ERROR", "SIGSEGV", "Invalid write",
    ),
    "measures": ("p99", "rss", "lag", "heap_", "cpu", "%  ", "ms  ", "uptime", "gc"),
    "plans": ("cost=", "actual time", "Seq Scan", "rows=", "Rows Removed"),
    "histories": ("T1", "T2", "read(", "write(", ":ok", "begin", "commit", "offset="),
}  # fmt: skip
_IMPORTS = ("import ", "package ", "use ", "from ")
_BRACKETS = frozenset(("{", "}", "[", "]", "},", "],"))
_SIZES = ((3, "line"), (9, "few"), (60, "page"))


@dataclass(frozen=True, slots=True)
class Material:
    """A text's nature ("code", "diff", "error", "log", "settings", "data", "prose" or "nothing") and its lines.

    `topics` are the names of what it holds that may be hard to judge: locks, dumps, measures and the like.
    """

    nature: str
    lines: int
    language: str = ""
    topics: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The language where it is known, else what one would call the nature."""
        return self.language or {"error": "error output", "log": "a log", "prose": "text"}.get(
            self.nature, self.nature
        )

    @property
    def size(self) -> str:
        """The length as a word: "line" (to 3 lines), "few" (to 9), "page" (to 60) or "long"."""
        return next((name for most, name in _SIZES if self.lines <= most), "long")

    @property
    def is_work(self) -> bool:
        """Tell whether this is code or settings, to be worked on."""
        return self.nature in ("code", "settings", "diff")

    @property
    def worth_work(self) -> bool:
        """Tell whether this is code or settings of ten lines or so, where work on it is more than a look."""
        return self.is_work and self.lines >= WORTH_WORK


def material_of(attachment: Attachment) -> Material:
    """Give what an attachment is; a long text is judged by its head, middle and tail."""
    text = attachment.text
    if not text or text.isspace():
        return Material("nothing", 0)
    sample = sampled(text)
    return Material(
        _told_nature(attachment) or nature_of(sample),
        line_count(text),
        attachment.language,
        topics_in(sample),
    )


def _told_nature(attachment: Attachment) -> str:
    """Give what an attachment is by its language or kind, "" where neither tells."""
    language = attachment.language
    if language == "diff":
        return "diff"
    if language in _SETTINGS:
        return "settings"
    if language in _DATA:
        return "data"
    if language and language not in _PROSE:
        return "code"
    if attachment.kind:
        return "log" if attachment.kind == "a log" else "error"
    return ""


def topics_in(text: str) -> tuple[str, ...]:
    """Give the names of what a sampled text holds that may be hard to judge."""
    return tuple(name for name, marks in _TOPICS.items() if any(mark in text for mark in marks))


def line_count(text: str) -> int:
    """Count lines; of a very long text only the start is counted and the rest is taken to be alike."""
    if len(text) > COUNTED:
        return (text.count("\n", 0, COUNTED) * len(text)) // COUNTED + 1
    return text.count("\n") + (0 if text.endswith("\n") else 1)


def sampled(text: str) -> str:
    """Give the text, or the head, middle and tail of a long one."""
    if len(text) <= HEAD + MIDDLE + TAIL:
        return text
    half = len(text) // 2
    return text[:HEAD] + "\n" + text[half : half + MIDDLE] + "\n" + text[-TAIL:]


def is_code_line(line: str) -> bool:
    """Tell whether a line reads like source code rather than a sentence."""
    bare = line.strip()
    if not bare:
        return False
    low = bare[:16].lower()
    marks = (
        low.startswith(_OPENERS)
        + 2 * bare.endswith(_CLOSERS)
        + (line[:2] in ("  ", "\t", "\t\t") or line[0] == "\t")
    )
    if marks >= 2:
        return True
    return marks + any(mark in bare for mark in _INSIDE) >= 2


def nature_of(text: str) -> str:
    """Tell what a sampled text is by its shape."""
    lines = [line for line in text.split("\n", 120)[:120] if line and not line.isspace()]
    if not lines:
        return "nothing"
    if text.startswith(_DIFF) or (text.startswith("--- ") and "\n+++ " in text) or "\n@@ -" in text:
        return "diff"
    if lines[0].startswith("Traceback") or any(mark in lines[0] for mark in _ERRORS):
        return "error"
    if any(mark in text for mark in _SETTING_MARKS) and not lines[0].startswith(_IMPORTS):
        return "settings"
    code = sum(map(is_code_line, lines))
    dated = sum(line[:1].isdigit() or line[:1] == "[" for line in lines)
    if text.lstrip()[:1] in "{[" and sum(map(_is_json_line, lines)) * 10 >= len(lines) * 7:
        return "data"
    if dated * 10 >= len(lines) * 6 and code * 2 < len(lines):
        return "log"
    if code * 10 >= len(lines) * 4:
        return "code"
    if any(mark in text for mark in _ERRORS[:12]) or "\n\tat " in text or "\n    at " in text:
        return "error"
    if _is_table(lines):
        return "data"
    pairs = sum((":" in line[:30] or "=" in line[:30]) and not line.rstrip().endswith(".") for line in lines)
    if len(lines) >= 3 and pairs * 10 >= len(lines) * 6:
        return "settings" if code * 10 >= len(lines) or dated == 0 else "log"
    return "code" if code * 10 >= len(lines) * 3 else "prose"


def _is_json_line(line: str) -> bool:
    return '":' in line or line.strip() in _BRACKETS


def _is_table(lines: list[str]) -> bool:
    """Tell whether the first lines have the same number of commas, as those of a CSV file."""
    commas = lines[0].count(",")
    return len(lines) >= 2 and commas >= 1 and all(line.count(",") == commas for line in lines[:5])

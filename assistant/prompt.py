"""What was asked: the user's words and the texts that came with them; and which language a file name stands for."""

from dataclasses import field

from assistant.request_options import Trim
from assistant.values import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text sent along with the question: a piped file, a named file, a range of its lines.

    `name` is the file's name as the user knows it, or "" for a pipe nobody named; `language` is the word that
    follows a Markdown fence ("python"), or "" where it is not known; `first_line` is the line number in the file at
    which `text` starts where it is a part of one; `encoding` is told of a text that was in another one than UTF-8
    ("Shift-JIS"); `kind` of one that nobody named and that is no language ("a Java traceback"); `path` is where a
    file lies whose name does not tell; `cut` is the part that was left out, in whose place a line of `text` says so,
    and `skipped` by how many lines the last one lies further on than `text` is long.
    `named_lines` are the first and the last one that were named of a file that can be read again, both None for all of
    it. `before` and `after` stand around a part in its file: they tell whether a secret is in it, and are not sent.
    """

    text: str
    name: str = ""
    language: str = ""
    first_line: int | None = None
    encoding: str = ""
    kind: str = ""
    path: str = ""
    cut: Trim | None = None
    skipped: int = 0
    named_lines: tuple[int | None, int | None] | None = field(default=None, compare=False, repr=False)
    before: str = field(default="", compare=False, repr=False)
    after: str = field(default="", compare=False, repr=False)

    @property
    def file(self) -> str:
        """The file that the text is from, "" where there is none."""
        return self.path or self.name

    @property
    def own_lines(self) -> int:
        """Lines in the text, without one that says what was cut."""
        return self.line_count - (self.cut is not None)

    @property
    def last_line(self) -> int:
        """The line number in the file at which `text` ends."""
        return (self.first_line or 1) + self.line_count - 1 + self.skipped

    @property
    def line_count(self) -> int:
        """Lines in the text; a last line without a newline counts."""
        return self.text.count("\n") + (0 if self.text.endswith("\n") or not self.text else 1)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question: the words, and what is attached to them. `system` replaces the standing instruction.

    `inserted` are the files whose text stands among the words.
    """

    text: str
    attachments: tuple[Attachment, ...] = ()
    system: str | None = None
    inserted: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The files whose text is a part of the question."""
        attached = (attachment.file for attachment in self.attachments)
        return tuple(filter(None, (*self.inserted, *attached)))

    @property
    def language(self) -> str:
        """The fence word of the language of what is attached, else of one that the words begin with; "" for none."""
        attached = (attachment.language for attachment in self.attachments)
        words = (word.strip(".,:;?!()") for word in self.text[:1000].lower().split())
        # "go" and "c" are words too
        named = (word for word in words if len(word) > 2 and word in LANGUAGES.values())
        return next(filter(None, (*attached, *named)), "")


# File name endings and the word their language has after a Markdown fence.
LANGUAGES = {
    "asm": "asm", "awk": "awk", "bash": "bash", "bat": "batch", "c": "c", "cc": "cpp", "cfg": "ini", "clj": "clojure",
    "cpp": "cpp", "cs": "csharp", "css": "css", "csv": "csv", "cxx": "cpp", "dart": "dart", "diff": "diff",
    "dockerfile": "dockerfile", "el": "elisp", "erl": "erlang", "ex": "elixir", "exs": "elixir", "fish": "fish",
    "fs": "fsharp", "gleam": "gleam", "go": "go", "gradle": "groovy", "graphql": "graphql", "groovy": "groovy",
    "h": "c", "hcl": "hcl", "hpp": "cpp", "hs": "haskell", "html": "html", "ini": "ini", "ipynb": "json",
    "java": "java", "jl": "julia", "js": "javascript", "json": "json", "jsonl": "json", "jsx": "jsx", "kt": "kotlin",
    "kts": "kotlin", "less": "less", "lua": "lua", "makefile": "makefile", "md": "markdown", "mjs": "javascript",
    "cjs": "javascript", "mk": "makefile", "ml": "ocaml", "mli": "ocaml", "nim": "nim", "nix": "nix", "patch": "diff",
    "php": "php", "pl": "perl", "pm": "perl", "proto": "protobuf", "ps1": "powershell", "py": "python",
    "pyi": "python", "r": "r", "rb": "ruby", "rs": "rust", "rst": "rst", "s": "asm", "sass": "sass", "scala": "scala",
    "scss": "scss", "sh": "bash", "sql": "sql", "svelte": "svelte", "swift": "swift", "tex": "latex",
    "tf": "terraform", "toml": "toml", "ts": "typescript", "tsx": "tsx", "txt": "text", "vim": "vim", "vue": "vue",
    "xml": "xml", "yaml": "yaml", "yml": "yaml", "zig": "zig", "zsh": "zsh",
}  # fmt: skip


def language_of(name: str) -> str:
    """Give the fence word of the language a file's name stands for ("app.js" -> "javascript"), or ""."""
    _, dot, ending = name.replace("\\", "/").rpartition("/")[2].lower().rpartition(".")
    return LANGUAGES.get(ending, "") if dot or ending.endswith("file") else ""

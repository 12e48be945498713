# ruff: noqa: E501 - tables read best with a row on a line
"""What flows through a pipe that has no name: its language or its kind, by cheap signs; a wrong name is worse than none."""

import json
import re
from dataclasses import dataclass
from itertools import islice

HEAD = 16_000  # characters that are looked at, at either end
JSON_LARGEST = 1_000_000  # characters that are parsed to be sure
LOG_LINES = 60
ENOUGH = 4  # points that name a language
AHEAD = 2  # points by which it must lead

_ESCAPE = re.compile(r"\x1b\[[\d;]*[A-Za-z]")
_INTERPRETERS = {
    "python": "python", "pypy": "python", "node": "javascript", "deno": "typescript", "bun": "typescript",
    "ts-node": "typescript", "tsx": "typescript", "ruby": "ruby", "perl": "perl", "sh": "bash", "bash": "bash",
    "zsh": "zsh", "dash": "bash", "ksh": "bash", "fish": "fish", "lua": "lua", "luajit": "lua", "php": "php",
    "Rscript": "r", "awk": "awk", "gawk": "awk", "mawk": "awk", "julia": "julia", "elixir": "elixir", "pwsh": "powershell",
    "make": "makefile", "groovy": "groovy", "runghc": "haskell", "runhaskell": "haskell", "escript": "erlang",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text's language as a fence names it, or its kind in words ("a Java traceback"); "" where not known."""

    language: str = ""
    kind: str = ""


def recognised(text: str) -> Recognised:
    """Tell what a text without a name is, as far as its signs leave no doubt."""
    head = _ESCAPE.sub("", text[:HEAD]).replace("\r\n", "\n").lstrip("\ufeff")
    if head.startswith("#!"):
        return Recognised(_by_interpreter(head.partition("\n")[0]))
    opening = head.lstrip()[:15].lower()
    if opening.startswith(("<?xml", "<!doctype html", "<html")):
        return Recognised("html" if "<html" in head[:1000].lower() else "xml")
    if re.match(_DIFF, head.lstrip("\n"), re.MULTILINE):
        return Recognised("diff")
    if head.lstrip()[:1] in ("{", "[") and _is_json(text, head):
        return Recognised("json")
    ends = head if len(text) <= HEAD else f"{head}\n{text[-HEAD:]}"
    for runtime, hint, sign in _TRACEBACKS:
        if hint in ends and re.search(sign, ends, re.MULTILINE):
            return Recognised(kind=f"a {runtime} traceback")
    if re.match(_WORKFLOW, head):
        return Recognised("yaml")
    if re.search(_COMPILER, head, re.MULTILINE):
        return Recognised(kind="a compiler's messages")
    if _is_log(head):
        return Recognised(kind="a log")
    return Recognised(_by_signs(head))


_DIFF = (
    r"diff --git |(?:Index: .*\n=+\n)?--- .*\n\+\+\+ .*\n@@ -\d|@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@"
    r"|(?:commit|From) [0-9a-f]{7,64}\b[\s\S]*?^diff --git |diff -\w+ \S+ \S+\n"
)

# The runtime, what must stand in the text before the sign is looked for, and the sign.
_TRACEBACKS = (
    ("Python", "Traceback (most", r"^(?:E +)?Traceback \(most recent call last\):[ \t]*\n[E \t|]*File \".*\", line \d+"),
    ("Go", "goroutine ", r"^(?:panic: |fatal error: )[\s\S]*?^goroutine \d+ \["),
    ("Rust", "panicked at", r"^thread '.*' (?:\(\d+\) )?panicked at "),
    ("Java", "at ", r"^[ \t]+at [\w.$<>/@-]+\((?:\w+\.(?:java|kt|scala|groovy|clj):\d+|Native Method)\)"),
    ("C#", ":line ", r"^[ \t]+at [\w.<>`\[\]]+\(.*\) in .+:line \d+"),
    (
        "Node",
        "    at ",
        r"^(?:Uncaught )?(?:\[?\w*(?:Error|Exception)\b).*\n(?:.*\n){0,8}?[ \t]+at .*:\d+:\d+\)?",
    ),
    ("Ruby", ":in ", r"^\S+\.rb:\d+:in [`'].*'?: .*\((?:\w+::)*\w+\)|^[ \t]+from \S+:\d+:in [`']"),
)  # fmt: skip

_WORKFLOW = r"(?:---\n|#.*\n|\n)*(?:name: .*\n\s*)?(?:on|jobs|services|stages|apiVersion):[ \n]"
_COMPILER = (
    r"^(?:error|warning)(?:\[\w+\])?: .*\n +--> \S+:\d+:\d+|^[\w./+-]+(?::\d+){1,2}: (?:fatal )?(?:error|warning|note): |"
    r"^[\w./-]+\(\d+,\d+\): error |^[\w./-]+\.java:\d+: (?:error|warning): |^\./?[\w./-]+\.go:\d+:\d+: "
)
_LOG_LINE = (
    r"\W?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\[?\d\d:\d\d:\d\d|\d\d:\d\d [A-Z]{4,8} |"
    r"\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b[\]: ]|(?:time|ts|level)=|"
    r"\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:|[IWEF]\d{4} \d\d:\d\d:\d\d"
)


def _by_interpreter(line: str) -> str:
    words = [word for word in line[2:].split() if not word.startswith("-") and "=" not in word]
    names = [word.rpartition("/")[2] for word in words[:2]]
    name = names[1] if names[:1] == ["env"] and len(names) > 1 else (names or [""])[0]
    return _INTERPRETERS.get(name, _INTERPRETERS.get(name.rstrip("0123456789."), ""))


def _is_json(text: str, head: str) -> bool:
    if len(text) <= JSON_LARGEST:
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            return True
    lines = [line for line in head.split("\n")[:-1] if line.strip()]
    first = lines[0] if lines else ""
    if first[:2] == '{"' and first.rstrip().endswith("}"):  # an object a line
        return all(line[:1] == "{" and line.rstrip().endswith("}") for line in lines)
    line_of_json = re.compile(
        r'\s*(?:"(?:[^"\\]|\\.)*"\s*:\s*.*|[\[\]{}]+,?|"(?:[^"\\]|\\.)*",?|[-\d.eE]+,?)\s*$'
    )
    keys = sum('": ' in line or '":' in line for line in lines)
    return keys >= 2 and all(map(line_of_json.match, lines))


def _is_log(head: str) -> bool:
    lines = list(islice((line for line in head.split("\n") if line.strip()), LOG_LINES))
    sign = re.compile(_LOG_LINE)
    dated = sum(bool(sign.match(line)) for line in lines)
    return dated >= 2 and dated * 10 >= len(lines) * 6


def _by_signs(head: str) -> str:
    """Name the language with the most points for different signs, "" where too few or where two are near."""
    if "```" in head or "~~~" in head or _reads_as_prose(head):
        return ""
    points = {language: _points(head, *row) for language, row in _SIGNS.items()}
    for language, wider in _WIDER.items():
        if points[wider] >= AHEAD and points[language] + points[wider] >= ENOUGH:
            points[wider] += points[language]
            points[language] = 0
    (best, most), (_, next_most) = sorted(points.items(), key=lambda found: -found[1])[:2]
    return best if most >= ENOUGH and most - next_most >= AHEAD else ""


def _reads_as_prose(head: str) -> bool:
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    comments = ("#", "//", "*", "/*", "--", ";", '"', "'", "<!--", "%", "{-")
    sentences = sum(
        line.count(" ") >= 5
        and not re.search(r"[;{}=<>\[\]|\\]|\)\s*$|^\s", line)
        and not line.startswith(comments)
        for line in lines
    )
    return sentences * 10 > len(lines) * 3


def _points(head: str, hints: tuple[str, ...], signs: tuple[tuple[int, str], ...]) -> int:
    if not any(hint in head for hint in hints):
        return 0
    return sum(points for points, sign in signs if re.search(sign, head, re.MULTILINE))


# A language that another one holds: where the wider one has signs of its own, all of them are its.
_WIDER = {"javascript": "typescript", "c": "cpp"}

# Languages, what one of must stand in the text, and the signs with their points; each sign counts once.
_SIGNS: dict[str, tuple[tuple[str, ...], tuple[tuple[int, str], ...]]] = {
    "python": (("def ", "import ", "class ", "print(", "for "), (
        (4, r"^[ \t]*(?:async )?def \w+\(.*\)(?: -> .+)?:\s*(?:#.*)?$"), (3, r"^from [\w.]+ import [\w*(]"),
        (3, r"^class \w+(?:\([\w., =]*\))?:\s*$"), (1, r"^import [\w.]+(?: as \w+)?(?:, [\w.]+)*$"),
        (4, r"^if __name__ == "), (2, r"^[ \t]*(?:elif .+|except(?: [\w.() ,]+)?(?: as \w+)?|try|finally|else):\s*$"),
        (2, r"^[ \t]*(?:for .+ in .+|while .+|with .+ as \w+|if .+):\s*$"), (1, r"\bself\.\w+|\bNone\b|\bTrue\b"),
        (2, r"^[ \t]*@\w[\w.]*(?:\(.*\))?\n\s*(?:async )?(?:def|class) "),
    )),
    "javascript": (("const ", "let ", "var ", "function", "=>", "require("), (
        (3, r"^[ \t]*(?:const|let|var) (?:\w+|[{\[][^=\n]*[}\]]) = (?:await |require\(|async |\(|new |document\.|\[|\{)"),
        (3, r"^(?:export )?(?:default )?(?:async )?function\*? ?\w*\([\w\s,={}.\[\]]*\) \{"), (2, r"\) => [\w{(\[]|\b\w+ => "),
        (3, r"^import (?:\w+|\{.*\}|\* as \w+)(?:, \{.*\})? from ['\"]"), (3, r"\bconsole\.(?:log|error|warn)\("),
        (3, r"\bmodule\.exports\b|\brequire\(['\"]"), (2, r" [=!]== "), (2, r"\bdocument\.|\bawait fetch\("),
        (1, r"^[ \t]*(?:const|let) \w+ = "), (2, r"^export (?:const|default|class|\{)"),
    )),
    "typescript": ((": ", "interface ", "type ", " as "), (
        (2, r"^[ \t]*(?:export )?(?:interface|type) \w+(?:<.*>)?(?: extends \w.*)? (?:= |\{\s*$)"),
        (3, r"[(,]\s*(?:(?:private|public|readonly|protected) )*\w+\??: (?:string|number|boolean|unknown|any|void|\w+\[\]|Array<|Promise<|Map<|Record<)"),
        (3, r"\): (?:Promise<.*>|string|number|boolean|void|\w+\[\]|[A-Z]\w*(?:<.*>)?) (?:=> |\{)"),
        (2, r"^import type \{|\bas const\b|\bas unknown as\b"), (3, r"^[ \t]+(?:readonly )?\w+\??: (?:string|number|boolean)(?:\[\])?(?: \| \w+)*;$"),
        (2, r"^[ \t]*(?:const|let) \w+: [\w<>\[\], |]+ = "), (2, r"^(?:export )?(?:declare|abstract class|enum) \w+"),
    )),
    "go": (("func ", "package ", ":= "), (
        (4, r"^package \w+$"), (4, r"^func (?:\(\w+ \*?\w+(?:\[\w+\])?\) )?\w+(?:\[.*\])?\(.*\)(?: [\w*\[\]().,{} ]+)? ?\{"), (2, r"^[ \t]*[\w, ]+ := "),
        (4, r"^[ \t]*if (?:.*; )?err != nil \{"), (3, r"^type \w+ (?:struct|interface) \{"), (2, r"^import (?:\(|\"\w)"),
        (1, r"\bfmt\.\w+\("), (2, r"^[ \t]*(?:defer|go) \w+.*\("),
    )),
    "rust": (("fn ", "let ", "impl", "use ", "enum "), (
        (4, r"^[ \t]*(?:pub(?:\(\w+\))? )?(?:async )?fn \w+(?:<.*>)?\(.*\)(?: -> .+)? (?:\{|where)"), (3, r"\blet mut \w+"), (3, r"^[ \t]*use (?:std|crate|super|\w+)::[\w:{*]"),
        (3, r"^impl(?:<.*>)? [\w:<>']+(?: for [\w:<>']+)? \{"), (3, r"^#!?\[(?:derive|cfg|test|allow|tokio)"), (2, r"\b(?:println|vec|format|panic|assert_eq|matches)!\W"),
        (2, r"^(?:pub )?(?:struct|enum|trait|mod) \w+(?:<.*>)? \{"), (2, r"&mut \w|&'\w+ |\bOption<|\.unwrap\(\)|=> .*,$"),
    )),
    "java": (("class ", "import java", "public "), (
        (4, r"^import (?:static )?(?:java|javax|org|com|jakarta)\.[\w.*]+;$"), (3, r"^package [\w.]+;$"), (4, r"\bpublic static void main\(String"), (3, r"\bSystem\.(?:out|err)\.print"),
        (2, r"^(?:public |final |abstract )*(?:class|interface|enum|record) \w+.*\{"), (2, r"^[ \t]*@(?:Override|Test|Autowired|Service|Deprecated)\b"),
        (2, r"^[ \t]+(?:public|private|protected) (?:static |final )*[\w<>\[\], ]+ \w+\(.*\)(?: throws [\w, ]+)? \{"), (2, r"\bthrows \w+Exception|\bString\[\]|\bfinal (?:int|String|List)|\bboolean \w+"),
    )),
    "csharp": (("using ", "namespace ", "public ", "var "), (
        (4, r"^using (?:static )?(?:System|Microsoft)[\w.]*;$"), (3, r"^namespace [\w.]+(?:;|\s*\{?)$"), (4, r"\bConsole\.(?:Write|Read)"), (4, r"\{ get; (?:(?:private |protected )?set; |init; )?\}"),
        (2, r"\basync Task\b|\bpublic (?:override|virtual|sealed|partial|async)\b"), (2, r"^[ \t]*(?:public|private|internal) (?:static )?(?:class|void|string|int|bool) \w+"), (1, r"\bforeach \(var "),
    )),
    "c": (("#include", "int ", "void ", "struct ", "char "), (
        (3, r"^[ \t]*#\s*include\s*[<\"][\w/.]+\.h[>\"]"), (2, r"^[ \t]*#\s*define \w+"), (3, r"^(?:static |const |unsigned |inline )*(?:int|void|char|size_t|double|float|long|bool|struct \w+) \*{0,2}\w+\([^;]*\)\s*\{?$"),
        (2, r"\b(?:printf|malloc|free|sizeof|memcpy|strlen|fprintf)\s*\("), (2, r"\b\w+->\w+"), (2, r"^(?:typedef )?struct(?: \w+)? \{"), (2, r"^[ \t]+(?:int|char|size_t|double|unsigned|float) \*?\w+(?:\[.*\])?(?: = .*)?;$"),
    )),
    "cpp": (("std::", "template", "namespace", "cout", "::", "#include <"), (
        (3, r"\bstd::\w"), (3, r"^[ \t]*#include <(?:iostream|vector|string|map|memory|algorithm|thread|mutex|optional|utility|functional|unordered_map)>"), (3, r"^[ \t]*template\s*<(?:typename|class|\w+)"),
        (3, r"^using namespace \w+;"), (3, r"\b(?:cout|cerr) <<"), (2, r"^(?:\w[\w<>*& ]* )?\w+::~?\w+\(.*\)"), (2, r"^[ \t]*(?:public|private|protected):$"),
    )),
    "ruby": (("end", "puts ", "require"), (
        (3, r"^[ \t]*def (?:self\.)?\w+[?!]?(?:\(.*\))?\s*$"), (3, r"^require(?:_relative)? ['\"]"), (3, r"\bdo \|\w[\w, ]*\|"), (3, r"^[ \t]*attr_(?:reader|accessor|writer) :"), (2, r"^(?:class|module) [A-Z][\w:]*(?: < [A-Z][\w:]*)?$"),
        (2, r"^[ \t]*end$"), (1, r"^[ \t]*puts |\.nil\?|\.each\b|@\w+ \|?\|?= |\bunless \w"), (1, r"\{ \|\w[\w, ]*\| "),
    )),
    "php": (("<?php", "$"), ((9, r"^<\?php"), (2, r"\$this->\w+"), (2, r"^[ \t]*(?:public |private |protected )(?:static )?function \w+\(.*\$"), (2, r"^[ \t]*function \w+\((?:[?\w]+ )?\$\w+.*\)"), (1, r"^[ \t]*echo .*;$|\$\w+\[['\"]"), (1, r"^[ \t]*\$\w+ = .*;$"), (1, r"^use [A-Z]\w*\\"))),
    "perl": (("use ", "my ", "sub "), ((4, r"^use (?:strict|warnings)\b"), (3, r"^[ \t]*my [$@%(]\w*"), (3, r"^sub \w+ \{"), (2, r"=~ [ms]?/|\$_\b|@_\b|\bqw\("))),
    "bash": (("fi", "done", "$", "echo "), (
        (3, r"^[ \t]*(?:if|elif|while) \[\[? .* \]?\]; (?:then|do)$|^[ \t]*if .*; then$"), (2, r"^[ \t]*fi$"), (2, r"^[ \t]*(?:for \w+ in .*|while .*); do$"), (2, r"^[ \t]*done\b"), (3, r"^set -[euxo]+"), (1, r"^[ \t]*echo "), (2, r"^[ \t]*(?:local|export|readonly) \w+="),
        (1, r"\"?\$\{?[\w@#]+[:}\"]"), (2, r"^[ \t]*(?:function )?\w+ ?\(\) ?\{$"), (1, r"^[A-Z_]+=(?:\"|\$|\w)"), (1, r"\$\(\w+ .*\)"), (2, r"^[ \t]*(?:esac|;;)$"),
    )),
    "sql": (("SELECT", "select", "CREATE", "create", "INSERT", "insert", "UPDATE", "update", "DELETE", "ALTER", "WITH"), (
        (5, r"^[ \t]*(?:CREATE|create) (?:(?:OR REPLACE|UNIQUE|TEMP|or replace|unique|temp) )*(?:TABLE|INDEX|VIEW|table|index|view)(?: (?:IF NOT EXISTS|if not exists))? [\w.\"`]+"), (5, r"^[ \t]*(?:INSERT INTO|insert into) [\w.\"`]+ ?(?:\(|VALUES|values|SELECT|select)"),
        (5, r"^[ \t]*\(?(?:SELECT|select)\s[^;]{1,1000}?\s(?:FROM|from)\s+[\w.\"`(]+(?:\s*;|\s+(?:WHERE|where|JOIN|join|LEFT|left|INNER|inner|GROUP|group|ORDER|order|LIMIT|limit|AS|as|\w{1,3}\s)|\s*\)|\s*\Z)"),
        (5, r"^[ \t]*(?:UPDATE|update) [\w.]+\s+(?:SET|set) \w+ ?="), (5, r"^[ \t]*(?:DELETE FROM|delete from) [\w.]+(?:;|\s+(?:WHERE|where))"), (5, r"^[ \t]*(?:ALTER TABLE|alter table) \w+"), (1, r"\b(?:PRIMARY KEY|GROUP BY|ORDER BY|LEFT JOIN)\b"),
    )),
    "kotlin": (("fun ", "val "), ((4, r"^[ \t]*(?:(?:private|override|suspend|internal|inline) )*fun (?:<.*> )?[\w.]+\(.*\)(?:: [\w<>?, ]+)? ?(?:\{|=)"), (2, r"^[ \t]*va[lr] \w+(?:: [\w<>?]+)? = "), (3, r"^data class \w+\("), (1, r"\?\.\w+|\bit\.\w+| \?: "), (2, r"\bwhen ?\(.*\) \{"), (1, r"\bprintln\("))),
    "swift": (("func ", "let ", "var "), ((4, r"^[ \t]*(?:(?:public|private|static|override|mutating) )*func \w+(?:<.*>)?\((?:_ )?[\w :,\[\]?=.]*\)(?: async)?(?: throws)?(?: -> [\w\[\]?:. <>]+)? \{"), (3, r"^import (?:Foundation|SwiftUI|UIKit|Combine)$"), (3, r"\bguard (?:let )?.* else \{"), (2, r"\bif let \w+"), (2, r"^[ \t]*(?:let|var) \w+: \[?[A-Z]\w*"), (2, r"^(?:final )?(?:struct|class|enum|extension|protocol) \w+(?:: [\w, ]+)? \{"))),
    "lua": (("local ", "function", "end"), ((3, r"^[ \t]*local (?:function )?\w+(?:, \w+)*(?: = |\()"), (2, r"^[ \t]*(?:local )?function [\w.:]+\(.*\)\s*$"), (3, r"^[ \t]*(?:if|elseif) .* then$"), (1, r"^[ \t]*end[,)]?$"), (2, r"^[ \t]*for \w+(?:, ?\w+)? (?:in i?pairs\(|= \w+, )"), (1, r" ~= |\.\. ?\""))),
    "haskell": (("::", "module "), ((4, r"^\w+'? :: .*->"), (3, r"^module [A-Z][\w.]*(?: \(.*\))? where"), (3, r"^import (?:qualified )?[A-Z][\w.]+(?: as [A-Z]\w*| \(.*\))?$"), (2, r"^data [A-Z]\w*(?: \w+)* = "), (2, r"^[ \t]+(?:where|deriving)\b|^[ \t]*\| .* = "), (1, r"<\$>|>>=|\$ do$"))),
    "elixir": (("defmodule ", "def ", "|>"), ((6, r"^[ \t]*defmodule [A-Z][\w.]* do$"), (3, r"^[ \t]*defp? \w+[?!]?(?:\(.*\))?(?: when .*)?(?:,)? do(?:$|:)"), (2, r"^[ \t]*\|> "), (1, r"^[ \t]*end$"))),
    "html": (("<",), ((4, r"\A[ \t\n]*<(?:div|head|body|section|main|table|ul|form)\b[^>]*>"),)),
    "css": (("{",), ((3, r"^(?:[.#:@*]?[\w-]+[ ,.:>#\w()\[\]='\"-]*)\{\s*\n\s+[a-z-]+: [^;{]+;$"), (3, r"^[ \t]+(?:color|margin|padding|display|font-size|background(?:-color)?|width|border(?:-radius)?): [^;]+;$"), (2, r"^@media |^:root \{"))),
    "dockerfile": (("FROM ",), ((4, r"\A(?:\s*#.*\n|\s*ARG .*\n|\s*\n)*FROM [\w./:@$\{\}-]+(?: AS \w+| as \w+)?$"), (2, r"^(?:RUN|COPY|ADD|WORKDIR|CMD|ENTRYPOINT|EXPOSE) "))),
    "toml": ((" = ", "["), ((3, r"^\[\[?[\w.\"-]+\]\]?$"), (-9, r"^[\w.-]+ ?= ?(?:[a-eg-su-zA-Z:/.]|$)"), (2, r"^[\w.-]+ = (?:\"|\[|\{|true$|false$)"))),
    "yaml": ((":",), ((6, r"\A(?:---\n|#.*\n)*(?:apiVersion|version|services|name|on|jobs|stages|image): ?.*\n"), (3, r"^[\w-]+:[ ]*\n(?: +[\w-]+:|[ ]*- )"), (4, r"\A---\n[\w-]+:"))),
}  # fmt: skip

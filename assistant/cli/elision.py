"""Whether a line of code stands for others that were left out, in the comments of any language."""

import re
from collections.abc import Iterator

_ELISION = re.compile(
    r"^(?:\.{3}|…)[ \t]*$|^[ \t]*\{?(?://+|#+|--+|/\*+|<!--|;+|%+|\(\*)[ \t]*(?:"
    r"[(\[]?(?:\.{3,}|…+)(?:[ \t)\]*}]|-->|$).*"
    r"|[(\[]?(?:the[ \t]+)?(?:rest|remainder)[ \t]+of[ \t]+(?:the|your|this)[ \t]+(?:\w+[ \t]+)?"
    r"(?:code|file|class|function|module|script|program|implementation|methods?|functions|component|document)\b.*"
    r"|[(\[]?(?:existing|other|remaining|previous|unchanged)[ \t]+"
    r"(?:code|methods?|functions?|imports?|routes?|tests?|lines?)\b.*"
    r"\b(?:here|unchanged|omitted|stays?|remains?|same|above|below)\b.*"
    r")$",
    re.MULTILINE | re.IGNORECASE,
)
# A line that is a comment, whatever marks one, with its text; and texts that stand for others where something is gone.
_COMMENT = re.compile(
    r"^[ \t]*+(?:(?:pass\b|\.{3}|[{}])[ \t]*+)?"
    r"(?://+|#+|--+|/\*+|\*|<!--|<%--|;+|%+|\(\*|\{[-#/!*]+|'+|\"+|!|\.\.|[<\[(]|(?:rem|dnl)\b)(.{1,120})$",
    re.MULTILINE | re.IGNORECASE,
)
_AROUND = " \t.…<>[](){}*/-#%!\"'"  # what closes a comment, and what its text may stand in
_THING = (
    r"(?:code|file|class(?:es)?|functions?|methods?|module|script|program|implementation|imports?|routes?|tests?|lines?|"
    r"keys?|entries|items|fields|rules|rows|cases|definitions?|helpers?|handlers?|parts?|content|logic|body)\b"
)
_AS_IT_WAS = (
    r"(?:unchanged|unmodified|untouched|omitted|identical|same|here|follows|"
    r"as (?:is|it (?:is|was)|before|above|they are))\b"
)
_FAINT_ELISION = re.compile(
    r"(?:(?:the|all)[ \t]+)*(?:"
    rf"(?:rest|remainder|everything else)(?:[ \t]+of[ \t].{{0,30}}?{_THING}.*|.*\b{_AS_IT_WAS}.*)?"
    rf"|(?:remaining|existing|other|previous|original|unchanged)[ \t]+(?:\w+[ \t]+)?{_THING}(?:.*\b{_AS_IT_WAS}.*)?"
    rf"|{_THING}[ \t]+(?:\w+[ \t]+){{0,3}}{_AS_IT_WAS}(?:[ \t]+for brevity)?"
    r"|(?:keep|leave)\b.*\b(?:rest|remaining|others?|everything|existing|original)\b"
    rf"(?:[ \t]+{_THING})?(?:.*\b(?:{_AS_IT_WAS}|alone).*)?"
    r"|(?:(?:stays?|remains?|exactly|the)[ \t]+)*(?:same|identical)(?:[ \t]+(?:as|to)\b.*\b(?:before|above|original))?"
    r"|unchanged|unmodified|as (?:is|before|above)|(?:no|not) (?:other )?change[sd]?(?: (?:here|below|needed))?"
    r"|etc|and so on|snip(?:ped)?|continued|(?:omitted|truncated)(?: here| for brevity)?"
    r"|.*(?:其余|其他).*(?:不变|相同|省略|代码|同上).*|.*残り.*(?:同|変更|省略|コード).*|.*나머지.*(?:동일|생략|코드|그대로).*"
    r"|(?:el|o|le|der|il)?[ \t]*(?:rest[oe]?|restlicher?|übriger?)(?:[ \t]+d\w+)?[ \t]+(?:c[oó]d\w+|fi\w+|ar[cq]\w+)\b.*"
    r"|остальн.*(?:код|файл|изменен).*|без изменений"
    r")",
    re.IGNORECASE,
)


def new_elision(before: str, after: str) -> str:
    """Give the first line of `after` that stands for others and is not in `before`; "" for none."""
    return _first_not_in(before, (found[0] for found in _ELISION.finditer(after)))


def new_faint_elision(before: str, after: str) -> str:
    """Give such a line where it is one only if something is gone: what it says is said of other things, too."""
    comments = _COMMENT.finditer(after)
    faint = (line[0] for line in comments if _FAINT_ELISION.fullmatch(line[1].strip(_AROUND)))
    return _first_not_in(before, faint)


def _first_not_in(before: str, lines: Iterator[str]) -> str:
    known = set(map(str.strip, before.splitlines()))
    return next((line for line in map(str.strip, lines) if line not in known), "")

# ruff: noqa: E501 - an expression reads best with an alternative on a line
"""Where a text gives a value to a name that may sound secret, without what a glance at the text refuses."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from assistant.guard.literals import Literals
from assistant.guard.names import FOREIGN

# What a text must hold so that a way of giving a value can stand in it: one of these, by a letter, or a sign itself.
# Besides these there are " " for a blank, and `_LONG` for a long text, in which a list is always looked for.
_NEEDS = {
    "q": ('"', "'", "`", "\\", "&"),
    "b": ("|\n", ">\n", "|-\n", ">-\n", "|+\n", ">+\n", "|\r", ">\r", "|-\r", ">-\r", "| \n", "> \n"),
    "x": ("</", "/>", "<?"),
    "p": ("(", "{"),
    "g": ("get;",),
    "o": ('output "',),
    "u": ('return "', "return '", '=> "', "=> '"),
    "?": (' ? "', " ? '"),
    "k": ("/*",),
    "h": ("<<",),
    "r": ("-[ record", "-+-"),
    "m": ("unwrap_or(", "orelse(", ".or(", "send", "fill(", "type(", "setvalue(", ".val("),
    "v": ('value"', "value'", "value:", "value=", "value :", "value =", "value  ", "value\t", "value\n", "value\r"),
    "d": ("default=", "default =", "default  ", "default\t"),
    "y": ("default:",),
    "j": ('"default"', '"value"'),
    "f": tuple(f"{word}{sign}" for word in ("default", "fallback", "value") for sign in ("=", ":", " =", " :")),
    "w": ('with "', "with '", "with `", "with \\", "with &", "with: ", "with:\t", "with  "),
    "n": ('to "', "to '", "to `", "to \\", "to &", '> "', "> '", "> `", "> \\", "> &"),
    "a": ('value="', "value='", "value =", 'content="', "content='", "content ="),
    "l": ("\n- ", "\n - ", "  - ", "\t- "),
    "<": ("<-",),
    "|": ("|\n", "| \n", "|\r"),
    "s": ("-m str ",),
    "-": tuple(f"{word} {sign} " for word in ("token", "key", "secret") for sign in "-–—"),
    "i": ("from_static(", ", b'", ', b"'),
    "t": ("!unsafe", "!str", ": &"),
    "*": (":*",),
    "e": ("encoding.",),
    "c": ("decode(", "string(", "string '", "hex(", "unhexlify(", "atob(", "secretstr(", "from(", "bytes(", "byte(", "sensitive(", "secret(", "data("),
    **{sign: (sign,) for sign in "=,.({"},
}  # fmt: skip
# What a name that may promise a secret holds; no letter follows some of it.
_ROOTS = (
    "pass", "pw", "psk", "pswd", "phrase", "pepper", "secret", "salt", "seed", "session", "sessid", "sig", "token", "key",
    "auth", "hmac", "recovery", "cred", "cookie", "mnemonic", *FOREIGN,
)  # fmt: skip
_WHOLE = ("psw", "pat", "pin", "sid")
LITERALS = (*_ROOTS, *_WHOLE, *(one for ones in _NEEDS.values() for one in ones))
_LONG = "L"
_LONG_TEXT = 30_000  # characters
_QUOTE = r"[\"'`\\&]"
# What stands between a name and its value; what of `_NEEDS` the text must hold besides.
_JOINTS = (
    ("x", r"(?:\s{1,4}+[\w:-]{1,20}+=[\"'][^\"'\n<>]{0,140}[\"']){0,3}+[ \t]{0,4}>\s{0,40}+(?:<value>\s{0,20})?+(?:<!\[cdata\[)?+(?![<@:])"),
    ("q=", rf"(?<![\"'`])(?:[ \t]{{0,8}}:|())[ \t]{{0,8}}+(?!')[\w&'<>\[\]?|.* \t]{{1,40}}+=(?![=>])[ \t]{{0,20}}+(?:field\((?:default[ =]{{1,3}})?)?+(?=[a-z@]?{_QUOTE})"),
    ("c=", r"[ \t]{0,40}+=>\s{1,20}+string(?:\(\d{1,5}\) |[ \t](?='))"),
    ("uq", rf"(?:[ \t]?=[ \t]?)?\([^()\n]{{0,60}}\)[^\n{{=\"'`;]{{0,30}}(?:=>[ \t]?|(?:=> ?)?[{{:]\s{{0,40}}+return[ \t]{{1,4}})(?={_QUOTE})"),
    ("?q=", rf"[ \t]{{0,8}}[:=][ \t]{{0,4}}[\w.]{{1,40}}(?:\([^()\n]{{0,40}}\))?(?: ?[=!]={{1,2}} ?[\"'\w]{{1,30}})?[ \t]\?[ \t](?={_QUOTE})"),
    ("kq", rf"[ \t]{{0,8}}[:=][ \t]{{0,4}}/\*[^*\n]{{0,60}}\*/[ \t]{{0,4}}(?={_QUOTE})"),
    ("h", r"[ \t]{0,40}+(?:=>?|:|(?<=[ \t]))[ \t]{0,8}+(?:\"?\$\(cat[ \t]{1,4})?<<[-~]?[\"'`]?[a-z_]\w{1,30}+[\"'`]?(?:\.\w{1,20}|,)?[ \t]{0,4}\r?\n[ \t]{0,40}+(?=[^\s]{4,200}+[ \t]{0,8}\r?\n[ \t]{0,40}[a-z_]\w{1,30}+(?!\S))"),
    ("y{", r":[ \t]{1,4}+\{[^{}]{0,200}?\bdefault:[ \t]{1,4}+"),
    ("", rf"[ \t]{{0,40}}+(?:=>|[!?+]?={{1,3}}(?:[ \t]?\\\r?\n[ \t]{{1,40}}+)?|:(?:[-=]|:{{1,2}}=)?|\|\||\?\?=?)[ \t]{{0,40}}+(?:[(\[]?+\s{{0,60}}+(?={_QUOTE}))?"),
    ("v", r",?\s{0,40}+[\"']?(?:parameter_?)?value[\"']?\s{0,4}[:=]\s{0,4}+(?=[^\s])"),
    ("*", r":\*{1,2}[ \t]{1,4}+"),
    ("l", r":[ \t]{0,4}\r?\n[ \t]{0,20}-[ \t]{1,4}+(?=[^\s:]{8,}+[ \t]*(?:\r?\n|$))"),
    ("wq", rf",?[ \t]{{1,4}}with:?[ \t]{{1,4}}(?={_QUOTE})"),
    ("b", r":[ \t]{1,4}[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,40}+"),
    ("a", r"\s{1,20}+(?:value|content)\s{0,4}=\s{0,4}(?=[\"'])"),
    ("q,", rf"(?<=[\"'`\]])[ \t]{{0,4}},\s{{0,40}}+(?={_QUOTE})"),
    ("mq.(", rf"\.(?:unwrap_or|orelse|getorelse|or|send_?keys|fill|type|setvalue|val)\(\s{{0,20}}+(?={_QUOTE})"),
    ("pq", rf"[({{]\s{{0,40}}+(?={_QUOTE})"),
    ("epq", rf"[({{]\s{{0,40}}+(?=encoding\.\w{{3,7}}\.getbytes\({_QUOTE})"),
    ("q,h", rf"[ \t]{{0,4}},\s{{0,4}}<<(?={_QUOTE})"),
    (" ", r"[ \t]{1,20}+(?:(?:is|was|set to|changed to|\.|pic [^\s]{1,20} value)(?::?[ \t]{1,3}+)|(?=[\"']))"),
    ("s", r"[ \t]-m str (?:-i )?"),
    ("-", r" [-–—] (?=[^\s]{0,60}\d)(?=[a-z0-9_-]{20,}+[ \t.]*(?:\r?\n|$))"),
    ("qi,", rf"(?<=[\"'`\]])[ \t]{{0,4}},\s{{0,40}}+(?:headervalue::from_static\(\s{{0,20}}|(?=b))(?=b?{_QUOTE})"),
    ("q<", rf"[ \t]{{0,20}}<-[ \t]{{0,8}}(?={_QUOTE})"),
    ("q,", r"[ \t]{0,4},[ \t]{0,4}(?=\")"),
    (" ", r"[ \t]{1,30}+(?=[^\s\"'`]{0,60}(?:\d|[#*!?%^&~@+][a-z]))(?=[^\s\"'`(){}=:]{6,}+[ \t]*(?:\r?\n|$))"),
    ("qf,", rf"[ \t]{{0,4}},\s{{1,20}}(?:default|value|fallback)(?:_?value)?[ \t]?(?:=>|[:=])[ \t]{{0,4}}(?={_QUOTE})"),
    ("qn", rf"(?<=[\"'`])[ \t]{{1,4}}(?:->|to)[ \t]{{1,4}}(?={_QUOTE})"),
    ("gq={", rf"\s{{0,4}}\{{ ?get;[^{{}}\n]{{0,40}}\}}\s{{0,4}}=\s{{0,4}}(?={_QUOTE})"),
    ("x", r"</(?:key|(?:param-|env-entry-)?name|stringprop)>\s{0,40}+(?:<env-entry-type>[\w.]{1,40}</env-entry-type>\s{0,40}+)?<(?:string|(?:param-|env-entry-)?value|data|stringprop)(?: [^<>\n]{0,60})?+>(?:<string>)?+\s{0,40}+"),
    ("|", r"[\"'`*]{0,2}[ \t]{0,20}+\|[ \t]{1,4}+[\"'`]?(?=[^\s|\"'`]{6,}+[\"'`]?[ \t]{0,40}\|[ \t]*\r?\n)"),
    ("r", r"[ \t]{0,40}+\|[ \t]{1,2}(?=[^\s|]{6,}+[ \t]*(?:\r?\n|$))"),
    ("y", r":[ \t]*+\r?\n(?:[ \t]++(?!default:)[a-z]{1,20}:[^\n]{0,80}+\n){0,4}+[ \t]++default:[ \t]{1,4}+"),
    ("j{", r"\s{0,4}:\s{0,4}\{[^{}]{0,200}?\"(?:default|value)\"\s{0,4}:\s{0,4}+(?=\")"),
    ("d{=", r"\s{0,4}\{[^{}]{0,200}?default\s{0,12}=\s{0,4}"),
    ("o{=", r"(?<=[\"'])[ \t]\{[^{}]{0,200}?\bvalue\s{0,12}=\s{0,4}(?=\")"),
)  # fmt: skip
_WORD = 2  # the group of them that no type of a value matches
# What begins a value that is no secret: a reference, an address, an example.
EXAMPLE = r"[\"']?(?:\$\{|\{\{|<(?:[^<>\n]{0,60}>|[%?!<\s])|https?://|/run/|changeme|example|your|placeholder|redacted|xxxx|\*{4})"
# What a glance would refuse is not even given: a sentence, "token_type"; in a long text, for the sake of its time alone,
# a session whose value is short or a number.
_SENTENCE = r"[ \t]{1,8}+(?!is|was|set to|changed to|pic|with|value|content)[a-z]++(?![\w:=/+-]|[#*!?%^&~@][\w#*!?%^&~@+])[\w&'<>\[\]?|.* \t]{0,40}+(?!=)"
_ABOUT = r"(?<![_.-]ur[li])(?<![_.-](?:type|name|file|path|size|hash))(?<![_.-](?:count|field))"
_ALONE = r"(?:(?<=[^A-Za-z0-9_\-.$](?:auth|salt|cred))|(?<=[^A-Za-z0-9_\-.$]session)|(?<=[^A-Za-z0-9_\-.$]cookie)|(?<=[^A-Za-z0-9_\-.$]oauth)|(?<=[^\s\"'`\[{a]\skey))"
_SHORT = r"(?:[\"'][:=]|[\"'],\s{0,40}+(?=\")(?!\"value)|=|:(?![\w&'<>\[\]?|.* \t]{1,40}+=))[ \t]?(?:\"[^\s\"'`\\]{0,17}+[\s\"'`\\]|[^\s\"'`\\(&|>=-][^\s\"'`\\(&]{0,16}+\s)"
_NUMBER = r"(?<!auth)[\"']?[:=][ \t]?\"?[0-9a-f][0-9a-f-]{19,127}+(?![\w=+/.-])"
_GLANCE = rf"(?!(?=[\"':=]){_ALONE}(?:{_SHORT}|{_NUMBER}))"
_TAGS = r"(?:!{1,2}(?:unsafe|str)[ \t])?+(?:&\w{1,30}[ \t])?+"
_CALL = r"(?:(?:new )?(?:convert\.frombase64string|bytes\.fromhex|unhexlify|atob|hex(?:\.|::)decode|secretstr|string::from|buffer\.from|b64decode|base64\.b64decode|encoding\.\w{3,7}\.getbytes|bytes?|\[\]byte|sensitive|secret|data)\((?:base64encoded:)?\s{0,4})?+"


def assigned_names(lowered: str, literals: Literals, places: list[int]) -> Iterator[re.Match[str]]:
    """Give each name that a value is given to, from its root to the place of the value; group 1 is the name.

    `places` are what `places_of_names` gives.
    """
    if not places:
        return iter(())
    long = len(lowered) > _LONG_TEXT
    held = "".join(need for need, ones in _NEEDS.items() if any(map(literals.holds_in_any_case, ones)))
    held += " " * (" " in lowered or "\t" in lowered) + "l" * long
    plain = long and lowered.isascii()
    return _matches(_assignment(held + _LONG * long, plain=plain).match, lowered, places)


def _matches(
    match: Callable[[str, int], re.Match[str] | None], lowered: str, places: list[int]
) -> Iterator[re.Match[str]]:
    """Match at each place that no match before it covers; a word before a name covers none: ``auth password =``."""
    past = 0
    for place in places:
        found = match(lowered, place) if place >= past else None
        if found:
            past = found.end(1) if found.lastindex == _WORD else found.end()
            yield found


def places_of_names(lowered: str, literals: Literals) -> list[int]:
    """Give where what a name may hold that promises a secret stands, in order."""
    places = literals.places_of_any(_ROOTS)
    for root in _WHOLE:
        ends = ((place, place + len(root)) for place in literals.places_in_any_case(root))
        places += [place for place, end in ends if not "a" <= lowered[end : end + 1] <= "z"]
    return sorted(places)


@cache
def _assignment(held: str, *, plain: bool) -> re.Pattern[str]:
    """Compile what may stand from a root on in a text of which `held` says what of `_NEEDS` it has; the rest takes time.

    So do the letters that are not in ASCII: a `plain` text has none.
    """
    # Group 1 ends where the name ends. Possessive repeats and bounds keep the work linear in any text.
    joint = "|".join(joint for needs, joint in _JOINTS if set(needs) <= set(held))
    tags, call = _TAGS if "t" in held else "", _CALL if "c" in held else ""
    sentence = rf"(?!{_SENTENCE})" if " " in held else ""
    assignment = (
        rf"([\w.\-]{{2,60}}+)(?![\w.\-}}/;%+])"
        rf"{sentence}{_ABOUT}{_GLANCE if _LONG in held else ''}"
        rf"(?:\\?[\"'`\])*]|&quot;){{0,3}}+(?:{joint}){tags}{call}(?!{EXAMPLE})(?=[^\s\"'`]{{4}}|(?:[a-z]{{2,3}}|\d{{1,3}}) [a-z][a-z\d]{{1,14}}[ \n]|[a-z@$]{{0,2}}{_QUOTE})"
    )
    if plain:
        assignment = assignment.replace(r"[\w", "[a-z0-9_").replace(r"[^\s", r"[^\t-\r\x1c-\x20")
    return re.compile(assignment)

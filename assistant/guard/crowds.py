"""Values in such numbers that to look at each would take too long: what may be a secret at a glance is one."""

from collections.abc import Callable

from assistant.guard.names import Name
from assistant.guard.values import is_random_secret
from assistant.guard.verdict import is_secret_of
from assistant.pattern import pattern

# Values of one text that are looked at closely. Of 2,600 long files at hand two have as many.
CROWD = 1_000
_PROMISED, _RANDOM = 8, 20  # characters from which a value may be one, by what its name says
_UNNAMED = 16  # or by itself
_SIGNS = tuple("$<{%[(*")  # what a reference begins with, and seldom a secret
_JOINTS = b" :=_-\\"
_ENDS = r"\s\"'`,;()\]}<>|\\"
_QUOTED = "|".join(
    rf"{quote}([^{quote}\\\n]{{8,4000}}+|[^\s{quote}\\]{{4001,}}+)\\{{0,2}}{quote}(?!:)" for quote in "\"'`"
)
# What is in quotes, ends its line or mixes letters as no name does; no variable, no template, no call.
_QUOTED_OR_BARE = (
    rf"(?:\\{{1,2}}|[A-Za-z@$]{{1,2}})?(?!.?\$\w++[\"'`])(?:{_QUOTED})"
    r"|\\{0,2}[\"'`]?+(?![$-]{1,2}[\w-]++(?![^\s\"'`,;)=:])|\$[({]|\{\{|[<?]|%\(|[\w.]++[(\[])"
)
_LAST = r"([^\s\"'`<>\\]{8,400}+)(?=[ \t]{0,8}(?:\r?\n|\Z|</))"
_MIXED = (
    # ... or is a phrase before the next value of a connection's string
    rf"(?=[^{_ENDS}]{{0,40}}?(?:\d|[a-z][A-Z][a-z]?[A-Z])|[a-z]+(?:-[a-z]+){{1,9}}[ ;]\w+=)"
    # A repeat of one set of characters takes a fraction of the time.
    rf"([^&{_ENDS}]{{8,400}}+(?!&)|(?:[^&{_ENDS}]|&(?!\w+=|#|amp;|[gl]t;|quot;)){{8,400}}+)(?!\()"
)
_VALUE = pattern(rf"{_QUOTED_OR_BARE}(?:{_LAST}|{_MIXED})")
_VALUE_WITHIN = pattern(_QUOTED_OR_BARE + _MIXED)
_REACH = 420  # characters from where a value begins to the end of the line that it ends
_LONG = 400  # characters from which on a value without quotes goes on
_REST = pattern(r"[^\s\"'`<>\\,;()\]}&|]*+")
# What points elsewhere by its form: a variable, a template, a tag, a list, a call, an alias.
_REFERENCE = pattern(
    r"\$(?:[({]|[A-Z_][A-Z\d_]*$|[A-Za-z_]+\d{0,2}$|[A-Za-z_]\w*(?:->|[\[(.:]))"  # ${NAME}, $(call), $NAME, $name.of
    r"|<(?:[^<>]*>|[?%]|/?[A-Za-z][\w-]*$)"  # <name>, <?php, <%=
    r"|\{(?:[{%#\"'\s]|[\w.-]*\}|[\w.]+\()"  # {{ name }}, {%, {name}, {"key":
    r"|%(?:[({]|[A-Za-z_]\w*%|(?![\dA-Fa-f]{2})[-#\d.]*[A-Za-z](?!\w))"  # %(name)s, %NAME%, %s, but not %40
    r"|\[(?:[^\]]*\]|[\"'\[{\s])|\((?:\?|[^()]*\)|[\"'\s])"  # [name], ["a", (?:, (call)
    r"|\*(?:[./*]|[A-Za-z_-]*$)"  # *.js, ****, *alias
)


class Judge:
    """Tells the secrets among values that stand in the same way in a text."""

    def __init__(self) -> None:
        self._left = CROWD  # values to look at closely
        self._refused: set[str] = set()

    def is_secret(self, says: Name, name: str, value: str) -> bool:
        """Tell whether a value is a secret below a `name`, of which it is known what it says."""
        return self.tells(
            value,
            lambda value: is_secret_of(says, name, value, "quoted"),
            lambda value: may_be_secret(says, value),
        )

    def is_random_secret(self, value: str) -> bool:
        """Tell whether a value is a secret by itself."""
        return self.tells(value, is_random_secret, may_be_random)

    def tells(self, value: str, closely: Callable[[str], bool], at_a_glance: Callable[[str], bool]) -> bool:
        """Tell whether a value is a secret: while there are few, by looking `closely`."""
        if not self._left:
            return value not in self._refused and at_a_glance(value)
        self._left -= 1
        secret = closely(value)
        if not secret:
            self._refused.add(value)
        return secret


def may_be_random(value: str) -> bool:
    """Tell at a glance whether a value may be a secret by itself."""
    return may_be_password(value) and len(value) >= _UNNAMED and not value.isalpha()


def may_be_password(value: str) -> bool:
    """Tell at a glance whether a value may be a secret where one stands: it is not of the form of a reference."""
    return not (value.startswith(_SIGNS) and _REFERENCE.match(value))


def is_within_line(text: str, start: int, end: int) -> bool:
    """Tell a stretch in which no value that begins there ends a line."""
    end += _REACH
    return end < len(text) and text.find("\n", start, end) < 0 and text.find("</", start, end) < 0


def value_in_crowd(text: str, start: int, *, within: bool = False) -> tuple[int, int] | None:
    """Give where a value that may be a secret, whatever its name, begins and ends if one is given at `start`.

    To know that it is `within` a line spares time.
    """
    found = (_VALUE_WITHIN if within else _VALUE).match(text, start)
    if not found:
        return None
    begin, end = found.span(found.lastindex or 0)
    rest = _REST.match(text, end) if end == found.end() and end - begin >= _LONG else None
    return begin, rest.end() if rest else end


def may_be_secret(says: Name, value: str) -> bool:
    """Tell at a glance whether a value may be a secret below a name that says so much."""
    ends_a_name = value.endswith((":", "="))
    if ends_a_name and value.encode("utf-8", "surrogatepass").translate(None, _JOINTS).isalpha():
        return False
    if says.sense != "maybe":
        return len(value) >= _PROMISED
    return len(value) >= _RANDOM and not value.islower() and not value.isalpha()

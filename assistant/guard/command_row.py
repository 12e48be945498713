"""A row of the tables of commands, and the parts of expressions that the rows of more than one table hold."""

from typing import NamedTuple


class Command(NamedTuple):
    """One of `names`, and after it `rest`, an expression whose last group that matched is the secret.

    `kind` names the secret in the placeholder, `label` is for people; `gate` is a word in any case that the
    text must hold besides, `parts` what all that `rest` finds holds, `most` how many characters of other arguments
    stand in it.
    """

    kind: str
    label: str
    names: tuple[str, ...]
    rest: str
    gate: str = ""
    parts: tuple[str, ...] = ()
    most: int = 200


# Parts of expressions. A value in quotes may hold other signs than one without, where a backslash stands before them.
ESCAPED = r"""\\[ "'`;|&<>,()$]"""
# Where no more of a text is looked at, a quotation needs no end.
# One without quotes or backslashes is matched by a repeat of one set of characters, in a third of the time.
VALUE = (
    r"""(?:"([^"\s]{3,}+)(?:"|\Z)|'([^'\s]{3,}+)(?:'|\Z)|([^\s"'`;|&<>,)\\]{3,200}+)(?=[\s"'`;|&<>,)]|\Z)"""
    rf"""|((?:{ESCAPED}|[^\s"'`;|&<>,)]){{3,200}}))"""
)
WORD = r"""["']?([^\s"'`<>|;,]{4,200})["']?"""
END = r"[ \t]*(?:\r?\n|$)"
CHOSEN = (  # a word with a letter, and a digit or a sign
    r"(?=\S{0,60}(?:\d|[a-z][-+!#%&*=?@^~._]+[A-Z]|[!#%&*+=?@^~][A-Za-z]))(?=\S{0,60}[A-Za-z])"
)
LETTER, DIGIT = r"(?=\S{0,40}[A-Za-z])", r"(?=\S{0,40}\d)"
SAID = r"(?:pass\w{0,5}|passphrase|secrets?|tokens?|auth|credentials?|creds|\.erlang\.cookie|\w{0,12}key)"
FILE = rf"[^\s;|&\"']{{0,80}}?{SAID}(?:\.(?:txt|conf|cfg|env|key|secret|dat))?(?![\w/-])"

"""Which arguments of a command line are words, options, and options' values, before it is known whose they are."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from assistant.cli.parameters import question_options

LITERAL = "literal"  # in a command's context: whether a "--" makes words of what follows
HELP_NAMES = ["-h", "--help"]
_FOR_ALL = {"--code=0": "-x", "--diff=": "--diff"}  # what stands for an option whose value was left out
_PLAIN = re.compile(
    r"(?!-)(?!.*[./]\w)[^\s=]+"
)  # a word that is no file, no quotation and no template's argument
_TIER = re.compile(r"-[012]")
_NUMBER = re.compile(r"[\d.,^*/+()-]*\d\)?")


def with_quotations(arguments: Sequence[str]) -> list[str]:
    """Give a command line in which a quotation that begins with a dash is a word: a blank before it makes it one.

    A quotation has a blank in it and is no option's value. It may be an option written onto its value: the name of one,
    or nearly, and "=" (`--system=be brief`), or the letter of one that takes a file (`-fa b.py`); or nothing but options,
    as where zsh does not split `$OPTS`: then it stays what it is, to be refused.
    """
    _, valued = _options()
    given: list[str] = []
    is_value = False
    for position, argument in enumerate(arguments):
        if argument == "--":
            return [*given, *arguments[position:]]
        dashed = argument[:1] == "-" and not is_value
        is_word = (
            dashed and len(argument.split()) > 1 and not (_is_joined(argument) or _are_options(argument))
        )
        given.append(f" {argument}" if is_word else argument)
        is_value = dashed and not is_word and _takes_the_next(argument, valued)
    return given


def first_word(arguments: Sequence[str]) -> int | None:
    """Give where the first word stands: no option and no option's value. None where there is none before a `--`."""
    _, valued = _options()
    is_value = False
    for position, argument in enumerate(arguments):
        if is_value:
            is_value = False
        elif argument == "--":
            return None
        elif argument == "-" or not argument.startswith("-"):
            return position
        else:
            is_value = _takes_the_next(argument, valued)
    return None


def word_behind_difference(arguments: Sequence[str]) -> str:
    """Give the word right behind `--diff` and its revision, "" where there is none."""
    for option, following in pairwise(arguments):
        if option == "--" or (option.startswith("--diff=") and not following.startswith("-")):
            return "" if option == "--" else following
    return ""


def option_among_words(arguments: Sequence[str]) -> str:
    """Give the first option that may be a word of a question without quotes, "" where each can only be an option.

    It has no value and stands between two plain words (`what does gcc -c do`), or is a number behind one (`5 -2`).
    """
    flags, valued = _options()
    suspect = last = ""
    begun = is_value = False
    for argument in arguments:
        if is_value:
            is_value = False
        elif argument == "--":
            break
        elif argument.startswith("-") and argument != "-":
            if _TIER.fullmatch(argument) and _NUMBER.fullmatch(last):
                return argument
            if begun and _stands_alone(argument, flags):
                suspect = suspect or _FOR_ALL.get(argument, argument)
            is_value, last = _takes_the_next(argument, valued), ""
        else:
            last = argument
            if _PLAIN.fullmatch(argument):
                if suspect:
                    return suspect
                begun = True
    return ""


def _is_joined(quotation: str) -> bool:
    """Tell whether what begins with a dash and has a blank is an option with its value."""
    flags, valued = _options()
    if named := re.match(r"(--[\w-]+)=", quotation):
        from assistant.spelling import nearest

        return bool(nearest(named[1], valued))
    letters = re.match(r"-(\w*?)f\S", quotation)
    return letters is not None and all(f"-{letter}" in flags for letter in letters[1])


def _are_options(quotation: str) -> bool:
    """Tell whether a quotation is made of options and their values alone, as `--no-log --max-cost 1`."""
    flags, valued = _options()
    is_value = False
    for word in quotation.split():
        if is_value:
            is_value = False
        elif word in flags or word.partition("=")[0] in valued:
            is_value = "=" not in word and _takes_the_next(word, valued)
        else:
            return False
    return not is_value


def _stands_alone(option: str, flags: frozenset[str]) -> bool:
    if option in flags or option in _FOR_ALL or option in HELP_NAMES:
        return True
    return not option.startswith("--") and all(f"-{letter}" in flags for letter in option[1:])


@cache
def _options() -> tuple[frozenset[str], frozenset[str]]:
    """Give the names of the options that take no value, and of those that take one."""
    options = [option for group in question_options().values() for option in group]
    valued = frozenset(name for option in options if not option.is_flag for name in option.opts)
    return frozenset(name for option in options if option.is_flag for name in option.opts), valued


def _takes_the_next(option: str, valued: frozenset[str]) -> bool:
    """Tell whether an option's value is the next argument; joined letters are options up to the first with a value."""
    if option.startswith("--"):
        return option in valued
    first = next((at for at, letter in enumerate(option) if f"-{letter}" in valued), 0)
    return first == len(option) - 1

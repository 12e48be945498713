"""What a hint says in a conversation, where the shell's options cannot be typed. Pure."""

import re

RULES = tuple(
    (re.compile(words), instead)
    for words, instead in (
        (r"another model: -m$", "another model: /model ID"),
        (r"another with --model$", "another with /model ID"),
        (r"\? ask -m ", "? /model "),
        (r"--tier ([0-2])(?: --model \S+)?", r"/tier \1"),
        (r"\bask cap (N/\w+)$", r"/cap \1"),
        (r"(--timeout S|--max-tokens \d+)\b", r"ask \1"),
        (r"-m (\S+) (holds it all|fits)", r"/model \1 \2"),
        (r"a higher --max-cost lets it through", "ask --max-cost N begins with a higher limit"),
        (
            r"^answer y on a terminal · (.*)--guard off sends",
            r"y sends it · \1ask --guard off begins a conversation that sends",
        ),
        (r"^--guard redact sends", "ask --guard redact begins a conversation that sends"),
        (r"or --trim middle once", "or have older turns left out once"),
    )
)


def hint_here(hint: str) -> str:
    """Give a hint with the slash commands in place of the options; one that is for the shell alone names `ask`.

    A tier lets go of the model that was chosen before.
    """
    for words, instead in RULES:
        hint = words.sub(instead, hint)
    return hint

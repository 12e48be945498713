"""How many tokens a text has, guessed without a tokenizer: a function of the text alone."""


def estimated_tokens(text: str) -> int:
    """Guess how many tokens a text has, without a tokenizer: a function of the text alone.

    Four characters of ASCII are about a token, a CJK character is about two thirds of one, any other about half.
    """
    ascii_count = len(text.encode("ascii", "ignore"))
    rest = len(text) - ascii_count
    wide = sum(1 for character in text if character >= "\u2e80") if rest else 0
    return round(ascii_count / 4 + wide * 0.66 + (rest - wide) * 0.5) if text else 0

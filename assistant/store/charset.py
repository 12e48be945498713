"""Tells what encoding a text is in that is no UTF-8 and has no mark. A guess, which the user is told."""

import re

from charset_normalizer import from_bytes

LABELS = {
    "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32": "UTF-32",
    "latin-1": "Latin-1", "cp1252": "Windows-1252", "cp1250": "Windows-1250", "cp1251": "Windows-1251",
    "cp1253": "Windows-1253", "cp1255": "Windows-1255", "cp1256": "Windows-1256", "koi8_r": "KOI8-R",
    "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "gb18030": "GB18030", "big5": "Big5", "euc_kr": "EUC-KR",
}  # fmt: skip

# Encodings of two high bytes a character, and the letters that make up about half of a text in some of one byte.
_PAIRS = ["gb18030", "euc_jp", "euc_kr", "big5"]
_FREQUENT = {
    "cp1251": "оеаинтср", "koi8_r": "оеаинтср", "cp1253": "αοιετσνς", "cp1255": "יוהלארתמ", "cp1256": "اليمنوتر",
}  # fmt: skip
FEW = 6  # letters, fewer than which tell no alphabet
SAMPLE = 64_000  # bytes that are looked at

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_WITHIN_WORD = re.compile(rb"(?<=[a-z])[\x80-\xff]+|[\x80-\xff]+(?=[a-z])")
_CONTROL = re.compile(rb"[\0-\x07\x0b\x0e-\x1a\x1c-\x1f]")
_VALID_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Signs that stand between the letters of a word where text of Central Europe is read as Western.
_GLUED = re.compile(r"(?<=[a-z])[¹³¿£¥»¼¾](?=[a-z])|[šžŠŽ\x8d\x8f\x90\x9d]")
_SHIFT_JIS = re.compile(rb"([\x81-\x9f\xe0-\xfc])([\x40-\x7e\x80-\xfc])|[\xa1-\xdf]")
# Two characters of Shift-JIS in a row whose second bytes are ASCII; not those that are quotes in Windows-1252.
_PAIRED = re.compile(rb"(?<![\x80-\xff])(?:[\x88-\x90\x95-\x97][\x40-\x7e]){2}")
_BIG5 = re.compile(rb"([\xa1-\xf9])([\x40-\x7e\xa1-\xfe])")
_BEYOND_ASCII = re.compile(r"[^\0-\x7f]")


def likely_encoding(content: bytes) -> str | None:
    """Name the encoding that bytes are most likely in, as Python does; None where they are no text."""
    if b"\0" in content:
        return _wide(content)
    sample = content[:SAMPLE]
    if len(sample) < len(content) and b"\n" in sample:  # whole characters
        sample = sample[: sample.rindex(b"\n")]
    if len(_CONTROL.findall(sample)) > len(sample) / 50:
        return None
    runs = _HIGH_RUN.findall(sample)
    whole = sum(len(found) for found in _VALID_UTF_8.findall(sample))
    if whole > 2 * (sum(map(len, runs)) - whole):  # cut within a character, or a few broken bytes
        return "utf-8"
    if _of_two(sample, "cp932", _SHIFT_JIS, common=range(0x81, 0x98), certain=b"\x82\x83"):
        return "cp932"
    within = len(_WITHIN_WORD.findall(sample)) + sum(len(run) == 1 for run in runs)
    if within * 2 > len(runs):
        big5 = _of_two(sample, "big5", _BIG5, common=range(0xA1, 0xC7), certain=b"")
        return "big5" if big5 else _western(sample)
    if all(len(run) % 2 == 0 for run in runs) and (found := from_bytes(sample, cp_isolation=_PAIRS).best()):
        return found.encoding
    return _alphabet(sample) or _western(sample)


def _of_two(sample: bytes, encoding: str, pair: re.Pattern[bytes], *, common: range, certain: bytes) -> bool:
    """Tell whether bytes read as an encoding of two bytes a character, of which the second may be ASCII.

    Most first bytes must be those of `common` characters, and one pair must be beyond doubt: its first byte one of
    `certain`, or its second no ASCII.
    """
    try:
        sample.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 1:
            return False
    pairs = pair.findall(sample)
    usual = sum(bool(first) and first[0] in common for first, _ in pairs)
    sure = any(first and (first in certain or second[0] >= 0x80) for first, second in pairs)
    return (sure or bool(_PAIRED.search(sample))) and usual * 10 >= len(pairs) * 7


def _alphabet(sample: bytes) -> str | None:
    """Name the encoding in which the most frequent letters are those of its language."""
    letters = sum(len(run) for run in _HIGH_RUN.findall(sample))
    shares = {
        encoding: sum(map(sample.decode(encoding, "replace").count, frequent)) / letters
        for encoding, frequent in _FREQUENT.items()
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if letters >= FEW and shares[best] > 0.35 else None


def _wide(content: bytes) -> str | None:
    """Tell UTF-16 without a mark by where the zeros stand: in each second byte of what is ASCII."""
    low, high = content[1::2].count(0), content[::2].count(0)
    for encoding, zeros, others in (("utf-16-le", low, high), ("utf-16-be", high, low)):
        if len(content) % 2 == 0 and zeros > len(content) / 8 and others * 50 < zeros:
            text = content.decode(encoding, "replace")
            strange = sum(not (sign.isprintable() or sign.isspace()) for sign in text[:SAMPLE])
            return encoding if strange * 50 <= len(text[:SAMPLE]) else None
    return None


def _western(sample: bytes) -> str:
    text = sample.decode("cp1252", "replace")
    marks = len(_GLUED.findall(text)) + text.count("\ufffd")
    if marks * 10 > len(_BEYOND_ASCII.findall(text)):
        return "cp1250"
    return "cp1252" if re.search(rb"[\x80-\x9f]", sample) else "latin-1"

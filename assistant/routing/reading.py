"""Read a prompt: the instruction's words, apart from what is pasted into it and attached to it."""

import re

from assistant.prompt import Prompt
from assistant.routing.material import Material, line_count, material_of, nature_of, sampled, topics_in
from assistant.routing.pasting import apart
from assistant.values import dataclass

# Characters of a long instruction that are read: of one in letters beyond ASCII, where each says more, a third as many.
HEAD, TAIL = 1600, 800
_WORD = 40  # characters of a word that it may be cut at

_WORDS = re.compile(r"[\w'\u0900-\u097f]+[+#]*")
# Where scripts without spaces between words begin and end: kana, Chinese characters, hangul.
FIRST, LAST = "\u3040", "\ud7a3"
_PLAIN = "áàâäãåāçćčďđéèêëęěēíìîïıīłñńňóòôöõőøōřśšşșťțúùûüűůūýÿźžżğäă"
_FOLDED = "aaaaaaacccddeeeeeeeiiiiiilnnnoooooooorssssttuuuuuuuyyzzzgaa"
# Of Vietnamese, Greek and Arabic.
_PLAIN += "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịĩọỏốồổỗộớờởỡợơụủũứừửữựưỳỵỷỹάέήίόύώϊϋΐΰςأإآىةي"
_FOLDED += "aaaaaaaaaaaaeeeeeeeeiiiooooooooooooouuuuuuuuuyyyyαεηιουωιυιυσااايهي"
FOLD = str.maketrans(_PLAIN, _FOLDED) | {
    ord("ß"): "ss", ord("ё"): "е", ord("’"): "'", ord("æ"): "ae", ord("œ"): "oe", 0x093C: None,
    0x0958: "क", 0x0959: "ख", 0x095A: "ग", 0x095B: "ज", 0x095C: "ड", 0x095D: "ढ", 0x095E: "फ", 0x095F: "य",
    ord("¿"): " ", ord("¡"): " ", ord("？"): "?", ord("，"): ",", ord("、"): ",", ord("。"): ".",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A prompt as it was read: folded words of the instruction, its own text, what came with it.

    `words` are lower-case and without accents, as `text` is; a run of Chinese, Japanese or Korean script is one word.
    `typed` is the text as it was typed. `lines` counts the instruction's lines, `materials` are the texts attached or
    pasted that count, `material` is the weightiest.
    """

    words: tuple[str, ...]
    text: str
    typed: str
    lines: int
    material: Material
    materials: tuple[Material, ...]
    pasted: bool


def folded(text: str) -> str:
    """Give the text in lower case and without accents."""
    low = text.lower()
    return low if low.isascii() else low.translate(FOLD)


def words_of(text: str) -> tuple[str, ...]:
    """Split a folded text into words; a run of Chinese, Japanese or Korean letters is a word of its own."""
    found = _WORDS.findall(text.replace("_", " "))
    words = (word.strip("'") for word in found) if "'" in text else found
    if text.isascii() or not any(FIRST <= letter <= LAST for letter in text):
        return tuple(word for word in words if word)
    parts: list[str] = []
    for word in words:
        run = ""
        for letter in word:
            if run and (FIRST <= run[-1] <= LAST) != (FIRST <= letter <= LAST):
                parts.append(run)
                run = ""
            run += letter
        if run:
            parts.append(run)
    return tuple(parts)


def read(prompt: Prompt) -> Reading:
    """Read a prompt; the words beyond its first 1,600 and last 800 characters are not looked at."""
    instruction, pasted = apart(prompt.text)
    materials = tuple(material_of(attachment) for attachment in prompt.attachments)
    material = max(materials, key=lambda found: found.lines, default=Material("nothing", 0))
    inside = pasted != "" and material.lines < 4
    if inside:
        sample = sampled(pasted)
        material = Material(nature_of(sample), line_count(pasted), topics=topics_in(sample))
        materials = (material,)
    share = 1 if instruction[: HEAD + TAIL].isascii() else 3
    if len(instruction) > (HEAD + TAIL) // share:
        instruction = _ends_of(instruction, HEAD // share, TAIL // share)
    text = folded(instruction)
    lines = instruction.strip().count("\n") + 1
    return Reading(words_of(text), text, instruction, lines, material, materials, inside)


def _ends_of(text: str, before: int, behind: int) -> str:
    """Give the first and last characters of a text, without the word at which it is cut, where blanks part words."""
    cut, begin = text.rfind(" ", before - _WORD, before), len(text) - behind
    head = text[: cut if cut >= 0 else before]
    return f"{head}\n{text[max(begin, text.find(' ', begin, begin + _WORD)) :]}"

"""What the built-in gateway answers: texts for the field report's tasks and the sample, and one that says what it is."""

import json
import re
from importlib.resources import files

TASKS = {
    "orders": re.compile(r"\b(?:race|fix)\b.*\bloadOrders\(", re.IGNORECASE | re.DOTALL),
    "flatten": re.compile(r"\bflatten", re.IGNORECASE),
    "race": re.compile(
        r"race condition|\brace\b.*async|\.then\(.{0,40}=>.{0,20}data = ", re.IGNORECASE | re.DOTALL
    ),
    "dijkstra": re.compile(r"dijkstra|shortest path", re.IGNORECASE),
    "go-review": re.compile(r"\breview\b.*\bgo(lang)?\b|\breview\b.*package main", re.IGNORECASE | re.DOTALL),
    "express": re.compile(r"\bexpress\b|\brest api\b", re.IGNORECASE),
}

JUDGING = re.compile(r"^Reply with one JSON object and nothing else, of this shape: (\{.*\})$", re.MULTILINE)

# Bad answers, so that a benchmark against this gateway has something to find: task and model.
PLANTED = {
    ("flatten", "hunyuan-turbo"): "flatten-one-level",
    ("flatten", "glm-5"): "flatten-hangs",
    ("flatten", "qwen3-32b"): "flatten-eats-memory",
    ("flatten", "ga-standard"): "flatten-reads-a-file",
    ("go-review", "hunyuan-turbo"): "go-review-sees-nothing",
    ("race", "qwen3-32b"): "race-waits-by-the-clock",
    ("race", "glm-5"): "race-never-ends",
    ("dijkstra", "hunyuan-turbo"): "dijkstra-counts-hops",
    ("express", "qwen3-32b"): "express-pages-overlap",
    ("express", "ga-standard"): "express-reads-a-file",
}


def answer_to(question: str, model: str) -> str:
    """Give a model's answer to the last thing the user said: the same of all, but for those in PLANTED."""
    if (shape := JUDGING.search(question)) and (scores := _scores(question, shape[1])):
        return scores
    for name, pattern in TASKS.items():
        if pattern.search(question[:20_000]):
            return _text(PLANTED.get((name, model), name))
    return _text("anything")


def _scores(question: str, shape: str) -> str:
    """Judge as the built-in gateway does: by how much prose stands around an answer's code; "" for another shape."""
    try:
        asked = {label: tuple(axes) for label, axes in json.loads(shape).items()}
    except (ValueError, TypeError, RecursionError):
        return ""
    scores = {}
    for label, axes in asked.items():
        answer = question.partition(f'<answer id="{label}">')[2].partition(f"</answer {label}>")[0]
        prose = len(re.sub(r"^```.*?^```", "", answer, flags=re.MULTILINE | re.DOTALL).split())
        scores[label] = dict.fromkeys(axes, min(2 + prose // 12, 9))
    return json.dumps(scores)


def _text(name: str) -> str:
    return files("assistant.demo").joinpath("answers", f"{name}.md").read_text(encoding="utf-8")

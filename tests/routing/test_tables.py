"""The generated vocabulary says what the lexicon says."""

import sys
from pathlib import Path

from assistant.routing import vocabulary


def test_the_vocabulary_is_the_one_the_lexicon_gives(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    sys.modules.pop("tables", None)
    import tables

    assert Path(vocabulary.__file__).read_text(encoding="utf8") == tables.vocabulary()

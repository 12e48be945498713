"""Token estimates: close to what tokenizers count, a function of the text alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.tokens import estimated_tokens

SAMPLES = {
    "python": "def flatten(items):\n    for item in items:\n        if isinstance(item, list):\n            yield from flatten(item)\n        else:\n            yield item\n",
    "go": 'func (s *Server) handleUsers(w http.ResponseWriter, r *http.Request) {\n\tid := r.URL.Query().Get("id")\n\tif id == "" {\n\t\thttp.Error(w, "missing id", http.StatusBadRequest)\n\t\treturn\n\t}\n}\n',
    "sql": "SELECT users.id, count(*) AS orders FROM users JOIN orders ON orders.user_id = users.id WHERE orders.created_at > '2026-01-01' GROUP BY users.id ORDER BY orders DESC LIMIT 20;\n",
    "english": "A race condition is a fault that shows only when two things happen in an unlucky order. The usual cure is to make one of them wait for the other, or to give each its own copy of what they share.",
    "chinese": "竞态条件是指程序的结果取决于两个操作发生的先后顺序。通常的解决办法是让其中一个等待另一个完成，或者让它们各自使用一份独立的数据。",
    "japanese": "競合状態とは、二つの処理の順序によって結果が変わってしまう不具合のことです。一方が他方の完了を待つようにするか、それぞれに自分のデータを持たせるのが一般的な解決方法です。",
    "russian": "Состояние гонки — это ошибка, которая проявляется только тогда, когда два действия происходят в неудачном порядке. Обычно одно из них заставляют ждать другое или дают каждому собственную копию данных.",
}
# What DeepSeek's and Qwen's tokenizers count, measured once.
COUNTED = {
    "python": (32, 30),
    "go": (55, 51),
    "sql": (45, 49),
    "english": (45, 44),
    "chinese": (32, 33),
    "japanese": (50, 52),
    "russian": (53, 59),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_an_estimate_is_near_what_tokenizers_count(name):
    for counted in COUNTED[name]:
        assert abs(estimated_tokens(SAMPLES[name]) - counted) <= 0.3 * counted


@given(st.text())
def test_any_text_has_an_estimate_and_no_text_has_none(text):
    estimate = estimated_tokens(text)
    assert (estimate == 0) is (text == "")
    assert estimate <= 2 * len(text.encode("utf-8", "replace")) + 1

import re

import pytest

from assistant.pattern import pattern


def test_a_pattern_does_what_its_expression_says_with_its_flags():
    found = pattern(r"(\w+)=(\d+)", re.ASCII).fullmatch("é=1"), pattern(r"(\w+)=(\d+)").fullmatch("é=1")
    assert [match and match.groups() for match in found] == [None, ("é", "1")]


def test_nothing_is_compiled_before_a_pattern_is_used():
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("")

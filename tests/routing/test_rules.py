"""The user's own rules and patterns, and the report of marks."""

from dataclasses import replace
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.catalog import Tier
from assistant.prompt import Prompt
from assistant.routing.decision import Decision, Reason
from assistant.routing.explain import shown_as
from assistant.routing.lineup import route
from assistant.routing.pattern import STEPS, blanked, effort, fault_in, matched, reach
from assistant.routing.report import Mark, report_of
from assistant.routing.rules import OwnRoute, Rules, decide
from tests.money.scenes import CHOICES

S, C, R = Tier.SIMPLE, Tier.CODE, Tier.REASONING


def test_the_users_route_wins_over_the_classifier():
    decision = decide(Prompt("hello legal"), (), Rules((OwnRoute("legal", R),)))
    assert (decision.tier, decision.confidence, decision.reasons[0].rule) == (R, 1.0, "user-route")


@pytest.mark.parametrize(
    ("when", "text", "met"),
    [
        ("sql", "Some SQL here", "SQL"),
        ("sql", "mysqldump", None),
        ("sql", "这个SQL很慢", "SQL"),
        ("数据库", "我的数据库很慢", "数据库"),
        ("データベース", "このデータベースが遅い", "データベース"),
        ("데이터베이스", "데이터베이스가 느려요", "데이터베이스"),
        ("ฐานข้อมูล", "ทำไมฐานข้อมูลช้า", "ฐานข้อมูล"),
        ("React组件", "写React组件", "React组件"),
        ("डेटा", "मेरा डेटा", "डेटा"),
        ("डेट", "मेरा डेटा", None),
        ("C++", "hello C world", None),
        ("C++", "CCC", None),
        ("C++", "is c++11 old", "c++"),
        ("C++", "ObjC++", None),
        ("C", "in C, please", "C"),
        ("C", "in C++ or C#", None),
        (".net", "my cabinet", None),
        (".net", "my network", None),
        (".net", "an ASP.NET page", ".NET"),
        ("node.js", "a nodeXjs", None),
        ("A*", "aaa", None),
        ("A*", "is a* optimal", "a*"),
        ("O(1)", "an O(1) cache", "O(1)"),
        ("[wip]", "a pig", None),
        ("[wip]", "[WIP] fix", "[WIP]"),
        ("why?", "wh", None),
        ("ctrl+c", "ctrlc", None),
        ("type  hints", "add type\nhints", "type\nhints"),
        ("and/or", "this and/or that", "and/or"),
        ("k8s|kubernetes", "on K8s", "K8s"),
        ("colou?r", "a color", "color"),
        ("docker.*compose", "docker and compose", "docker and compose"),
        ("^fix", "please fix", None),
        ("/c./", "an array of chars", "ch"),
        ("/.net/", "my cabinet", "inet"),
    ],
)
def test_a_word_is_met_as_it_stands_and_an_expression_as_one(when, text, met):
    assert matched(when, text) == met


def test_what_stands_between_slashes_is_an_expression():
    assert fault_in("(") == ""
    assert "not a regular expression" in fault_in("/(/")


def test_a_tier_that_is_never_used_gives_way_to_the_nearest():
    assert decide(Prompt("prove the pumping lemma"), (), Rules(never=frozenset({R}))).tier is C
    assert decide(Prompt("hello"), (), Rules(never=frozenset({S}))).tier is C


def test_no_wish_but_the_users_own_passes_a_tier_that_is_never_used():
    wish = Decision(R, 1.0, (Reason("template", "the template deep asks for the reasoning tier"),))
    choices = replace(CHOICES, rules=Rules(never=frozenset({R})), decided=wish)
    decision = route(Prompt("x"), choices).decision
    assert decision.tier is C
    assert [str(reason) for reason in decision.reasons] == [
        "you never use reasoning, so code",
        "the template deep asks for the reasoning tier",
    ]
    assert route(Prompt("x"), replace(choices, tier=R)).decision.tier is R


def test_no_model_of_a_tier_that_is_never_used_stands_in():
    choices = replace(CHOICES, rules=Rules(never=frozenset({C})), tier=R, allow_lower=True)
    used = {model for tier in (R, S) for model in CHOICES.lineups[tier].candidates}
    assert set(route(Prompt("x"), choices).candidates) == used


@pytest.mark.parametrize("words", ["blargh", "foo bar baz", "my project", "hm", "😀", "the thing"])
def test_the_users_default_is_taken_where_nothing_is_clear(words):
    decision = decide(Prompt(words), (), Rules(default=C))
    assert decision.tier is C
    assert decision.confidence <= 0.5
    assert str(decision.reasons[0]) == "nothing is clear, and your default is code"


@pytest.mark.parametrize(
    ("words", "tier"), [("who invented dijkstra", S), ("thanks", S), ("prove that sqrt(2) is irrational", R)]
)
def test_the_users_default_leaves_alone_what_is_clear(words, tier):
    assert decide(Prompt(words), (), Rules(default=C)).tier is tier


def test_a_route_with_a_bad_pattern_is_refused():
    with pytest.raises(ValueError, match="regular expression"):
        decide(Prompt("x"), (), Rules((OwnRoute("(a|", S),)))


@pytest.mark.parametrize(
    "when", ["(a+)+$", "(a|a)*b", "(a?a?)+$", r"(x+)\1", "a*a*a*b", "a?" * 20, "", "x" * 501]
)
def test_a_pattern_that_could_run_away_is_refused(when):
    assert fault_in(when)


@settings(max_examples=200)
@given(st.text(alphabet="ab.*+?(|)[]{1,9}\\", max_size=14), st.sampled_from(["a", "ab", "aab ", "b)"]))
def test_a_pattern_that_is_allowed_ends_on_any_text_within_its_steps(when, piece):
    if when and not fault_in(f"/{when}/"):
        open_repeats, choices = effort(blanked(when))
        assert choices * comb(reach(when), open_repeats + 1) <= STEPS
        text = piece * 30_000
        found = matched(f"/{when}/", text)
        assert found is None or found in text


def test_the_report_tells_accuracy_calibration_and_what_misleads():
    marks = [Mark(S, 0.95, ("lookup",), S)] * 3 + [Mark(R, 0.65, ("hard-noun", "lookup"), S)]
    hard, lookup = shown_as("hard-noun"), shown_as("lookup")
    assert list(report_of(marks)) == [
        "3 of 4 marked decisions were right (75%).",
        "  simple     3 of 3 right",
        "  reasoning  0 of 1 right",
        "How sure it was, and how often that was right:",
        "  0.6-0.7  said 65%, was 0% of 1",
        "  0.9-1.0  said 95%, was 100% of 3",
        "Reasons that mislead:",
        f"  {hard}: wrong 1 of 1 times, mostly simple was wanted",
        f"  {lookup}: wrong 1 of 4 times, mostly simple was wanted",
        "These are few marks: read them as a hint.",
    ]
    assert len(list(report_of(()))) == 1

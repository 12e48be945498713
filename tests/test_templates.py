"""Templates: what is sent for a name."""

from pathlib import Path

from assistant.prompt import Attachment
from assistant.store.templates import SHIPPED, template_named, template_names
from assistant.template import Template
from tests.conftest import Run
from tests.scripted import ScriptedGateway


def test_twelve_ship_and_every_one_says_what_it_is_for(tmp_path: Path) -> None:
    names = template_names(tmp_path)
    assert len(names) == len(list(SHIPPED.iterdir())) == 12
    for name in names:
        template = template_named(name, tmp_path)
        assert template is not None
        assert template.about
        assert "{{" not in template.filled((), Attachment("x\n")).text


def test_braces_in_code_are_untouched() -> None:
    template = Template("x", "see {{input}} and {{other}}")
    assert template.filled((), Attachment("{{args}} {{x}}")).text == "see {{args}} {{x}} and {{other}}"


def test_a_diff_becomes_a_commit_message_on_the_cheapest_tier(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("-t", "commit", stdin="diff --git a/x b/x\n", env=keyed)
    assert ran.code == 0
    assert ran.err.startswith("tier 0 simple")
    content = gateway.received[0].body["messages"][-1]["content"]
    assert content.startswith("Write the commit message")
    assert "diff --git" in content


def test_an_argument_is_named_and_the_rest_is_added(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ask("-t", "port", "to=Rust", "without", "unsafe", stdin="x = 1\n", env=keyed)
    content = gateway.received[0].body["messages"][-1]["content"]
    assert content.startswith("Port this to Rust")
    assert "without unsafe" in content
    assert "to=Rust" not in content


def test_a_template_that_is_not_there_gets_the_nearest_name(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("-t", "reveiw", env=keyed)
    assert ran.code == 2
    assert "did you mean review" in ran.err
    assert gateway.received == []


def test_ones_own_template_wins_over_a_shipped_one(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], tmp_path: Path
) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "review.md").write_text('+++\nsystem = "Be odd."\n+++\nLook at {{file}}: {{input}}\n')
    ask("-t", "review", stdin="abc", env={**keyed, "ASK_CONFIG": str(tmp_path / "config.toml")})
    system, asked = gateway.received[0].body["messages"]
    assert system["content"] == "Be odd."
    assert asked["content"] == "Look at the input: abc"


def test_what_is_typed_wins_over_the_template(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("-2", "--system", "Be terse.", "-t", "commit", stdin="x\n", env=keyed)
    assert ran.err.startswith("tier 2 reasoning")
    assert gateway.received[0].body["messages"][0]["content"] == "Be terse."


def test_a_template_on_nothing_sends_nothing(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert ask("-t", "review", env=keyed).code == 2
    assert gateway.received == []


def test_every_template_is_listed_and_can_be_shown(ask: Run) -> None:
    listed = ask("template", "list")
    assert [line.split()[0] for line in listed.out.splitlines()] == list(template_names(Path("nowhere")))
    assert ask("template", "show", "port").out.startswith("to=Python\nPort this to {{to}}")
    assert ask("template", "show", "prot").code == 2

"""Another model for a tier: the file keeps its comments, the past is priced again, and it can be taken back."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.catalog import Tier
from assistant.errors import ConfigError
from assistant.store.editing import swapped, undone
from assistant.store.settings import settings_from
from tests.conftest import Run
from tests.scripted import Scripted, ScriptedGateway, delta, events, finish, usage

CONFIG = """\
# mine
default_provider = "global-apis" # the usual

[tiers.simple]   # cheap
max_tokens = 300

[tiers.code]
# the one that works
models = [
    "qwen3-coder-30b", # fast
    "deepseek-coder",
    # and then
    "deepseek-v4-flash",
]
temperature = 0.1

[display]
theme = "monokai"
"""


@pytest.fixture
def config(environment: dict[str, str]) -> Path:
    file = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(CONFIG)
    return file


def first(ask: Run, tier: str) -> str:
    for line in ask("models").out.splitlines():
        if line.endswith(tier) or f" {tier}," in line:
            return line.split()[0]
    raise AssertionError(ask("models").out)


def test_a_swap_keeps_comments_and_order_and_can_be_taken_back_to_the_byte(ask: Run, config: Path) -> None:
    ran = ask("swap", "code", "glm-5")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("tier code: qwen3-coder-30b -> glm-5\n")
    assert config.read_text() == CONFIG.replace('    "qwen3', '    "glm-5",\n    "qwen3')
    assert first(ask, "code") == "glm-5"
    back = ask("swap", "--undo")
    assert back.out == "tier code: glm-5 -> qwen3-coder-30b\n"
    assert config.read_text() == CONFIG
    assert ask("swap", "--undo").code == 2


def test_a_swap_that_cannot_be_kept_is_not_said_to_be_done(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = ask("swap", "code", "glm-5", env={"XDG_CONFIG_HOME": f"{tmp_path}/file"})
    assert (ran.code, ran.out, "could not be written" in ran.err) == (2, "", True)


def test_no_swap_takes_a_stand_in_away(ask: Run, config: Path) -> None:
    for model in ("deepseek-coder", "qwen3-coder-30b", "deepseek-v4-flash"):
        ran = ask("swap", "code", model)
        assert ran.code == 0, ran.err
    assert "qwen3-coder-30b, deepseek-coder standing in" in ran.out
    models = config.read_text().partition("models = [\n")[2].partition("]")[0]
    assert models.split('"')[1::2] == ["deepseek-v4-flash", "qwen3-coder-30b", "deepseek-coder"]
    assert ask("swap", "simple", "glm-5").code == 0
    assert 'models = ["glm-5", "deepseek-v4-flash", "qwen3-32b", "ga-standard"]' in config.read_text()
    for _ in range(4):
        assert ask("swap", "--undo").code == 0
    assert config.read_text() == CONFIG


@pytest.mark.parametrize("comma", [",", ""])
def test_a_model_that_is_moved_takes_the_comment_beside_it_along(tmp_path: Path, comma: str) -> None:
    file = tmp_path / "config.toml"
    lines = ['  "glm-5", # fast', '  "kimi-k2.5", # cheap', f'  "qwen3-32b"{comma} # odd']
    file.write_text("\n".join(("[tiers.code]", "models = [ # mine", *lines, "]\n")))
    done = swapped(file, Tier.CODE, ["qwen3-32b", "glm-5", "kimi-k2.5"], {})
    assert file.read_text().splitlines()[2:-1] == ['  "qwen3-32b", # odd', *lines[:2]]
    file.write_text(f"{file.read_text()}temperature = 0.5\n")
    undone(file, done, {})
    assert file.read_text().splitlines()[2:-2] == [*lines[:2], '  "qwen3-32b", # odd']


def test_a_comment_goes_along_only_where_the_line_ends_behind_it(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[tiers.code]\nmodels = ["glm-5", "kimi-k2.5", # both\n  "qwen3-32b"]\n')
    swapped(file, Tier.CODE, ["kimi-k2.5", "glm-5", "qwen3-32b"], {})
    assert 'models = ["kimi-k2.5","glm-5",\n  "qwen3-32b"]\n' in file.read_text()


def test_models_that_are_written_behind_their_provider_stay_so_where_the_commas_come_first(
    ask: Run, config: Path
) -> None:
    text = '[tiers.code]\nmodels = [\n    "global-apis:my-own" # mine\n  , "global-apis:glm-5" # odd\n  ]\n'
    config.write_text(text)
    ran = ask("swap", "code", "kimi-k2.5")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "tier code: global-apis:my-own -> kimi-k2.5"), ran.err
    assert config.read_text() == text.replace('    "global', '    "kimi-k2.5",\n    "global', 1)
    assert ask("swap", "code", "global-apis:another").code == 0
    assert config.read_text().count("\n  , ") == 1
    for _ in range(2):
        assert ask("swap", "--undo").code == 0
    assert config.read_text() == text


def test_a_file_with_a_byte_order_mark_can_be_changed(ask: Run, config: Path) -> None:
    config.write_text(f"\ufeff{CONFIG}")
    ran = ask("swap", "code", "glm-5")
    assert (ran.code, first(ask, "code")) == (0, "glm-5"), ran.err
    assert (ask("swap", "--undo").code, config.read_text()) == (0, CONFIG)


def test_swaps_are_taken_back_one_after_the_other(ask: Run, config: Path) -> None:
    for tier, model in (("code", "glm-5"), ("simple", "kimi-k2.5"), ("code", "deepseek-coder")):
        assert ask("swap", tier, model).code == 0
    for _ in range(3):
        assert ask("swap", "--undo").code == 0
    assert config.read_text() == CONFIG


def test_each_configuration_has_its_own_swaps(ask: Run, config: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("# other\n")
    config.write_text("")
    env = {"ASK_CONFIG": str(other)}
    assert ask("swap", "code", "glm-5").code == 0
    assert ask("swap", "code", "glm-5", env=env).code == 0
    assert ask("swap", "--undo").code == 0
    assert (config.read_text(), "glm-5" in other.read_text()) == ("", True)
    assert "there is no swap to take back" in ask("swap", "--undo").err
    assert ask("swap", "--undo", env=env).code == 0
    assert other.read_text() == "# other\n"


@pytest.mark.parametrize("old", ['"code"', '"made"', "]"])
def test_a_damaged_list_of_swaps_is_told_and_not_written_over(
    old: str, ask: Run, config: Path, environment: dict[str, str]
) -> None:
    assert ask("swap", "code", "deepseek-coder").code == 0
    swaps, once = Path(environment["XDG_DATA_HOME"]) / "ask" / "swaps.json", config.read_text()
    damaged = swaps.read_text().replace(old, "0")
    swaps.write_text(damaged)
    for arguments in ("--undo",), ("code", "glm-5"):
        ran = ask("swap", *arguments)
        assert (ran.code, f"rm {swaps}" in ran.err) == (2, True), ran.err
    assert (swaps.read_text(), config.read_text()) == (damaged, once)


def test_without_a_file_there_is_one_and_taken_back_there_is_none(
    ask: Run, environment: dict[str, str]
) -> None:
    file = Path(environment["XDG_CONFIG_HOME"]) / "ask" / "config.toml"
    assert ask("swap", "simple", "ollama:qwen2.5-coder:7b").code == 0
    assert file.read_text().startswith('[tiers.simple]\nmodels = ["ollama:qwen2.5-coder:7b"')
    assert file.stat().st_mode & 0o777 == 0o600
    assert "ollama:qwen2.5-coder:7b" in ask("config", "show").out
    assert ask("swap", "--undo").code == 0
    assert not file.exists()


def test_a_link_to_the_file_stays_a_link(ask: Run, config: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    config.rename(kept)
    config.symlink_to(kept)
    assert ask("swap", "code", "glm-5").code == 0
    assert config.is_symlink()
    assert '"glm-5"' in kept.read_text()


def test_what_the_file_says_since_then_stays_when_a_swap_is_taken_back(ask: Run, config: Path) -> None:
    assert ask("swap", "code", "glm-5").code == 0
    config.write_text(config.read_text().replace("monokai", "friendly"))
    assert ask("swap", "--undo").code == 0
    assert config.read_text() == CONFIG.replace("monokai", "friendly")
    assert ask("swap", "code", "glm-5").code == 0
    config.write_text(config.read_text().replace("glm-5", "kimi-k2.5"))
    refused = ask("swap", "--undo")
    assert refused.code == 2
    assert "changed since" in refused.err
    assert "kimi-k2.5" in config.read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("code", "qwen3-codr"), "did you mean qwen3-coder-30b?"),
        (("cod", "glm-5"), "did you mean code?"),
        (("code", "qwen3-coder-30b"), "already has qwen3-coder-30b"),
        (("code",), "which tier, and which model?"),
        (("--undo",), "there is no swap to take back"),
        (("--undo", "--dry-run"), "--undo takes no --dry-run"),
        (("--undo", "code", "glm-5"), "--undo takes no tier"),
    ],
)
def test_what_cannot_be_swapped_is_said_and_changes_nothing(
    ask: Run, config: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = ask("swap", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert config.read_text() == CONFIG


def test_a_file_that_cannot_be_written_is_left_and_said(ask: Run, config: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    config.parent.chmod(0o500)
    ran = ask("swap", "code", "glm-5")
    assert ran.code == 2
    assert "could not be written" in ran.err


def test_the_last_thirty_days_are_priced_again(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], config: Path
) -> None:
    gateway.answers(Scripted(events(delta("ok"), finish(), usage(1000, 200_000))))
    for _ in range(2):
        assert ask("--tier", "code", "fix it", env=keyed).code == 0
    ran = ask("swap", "--dry-run", "code", "deepseek-coder", env=keyed)
    # two answers of 200,000 tokens: at $0.35 and at $0.25 a million
    assert "(last 30 days: 2 asks, ~$0.14 -> ~$0.10)" in ran.out, ran.out
    assert "nothing was changed" in ran.out
    assert config.read_text() == CONFIG
    assert "2 asks, ~$0.14 -> price unknown" in ask("swap", "--dry-run", "code", "groq:x", env=keyed).out
    entry = ask("swap", "--dry-run", "code", "ga-standard", env=keyed)
    assert "2 asks, ~$0.14 -> ~$0.080 or more" in entry.out, entry.out
    assert ask("drill", env=keyed).code == 0
    assert "not asked in the last 30 days" in ask("swap", "--dry-run", "simple", "glm-5", env=keyed).out


STYLES = (
    '[tiers.code]\nmodels = ["a:b", "c:d"] # end\n',
    'tiers.code.models = ["glm-5"]\n',
    'tiers = { code = { models = ["glm-5", "kimi-k2.5"], temperature = 0.5 } } # inline\n',
    "[tiers]\nallow_lower = true\n[tiers.code]\n  models = [\n  'glm-5',\n  ]\n",
    "[tiers.reasoning]\nmax_tokens = 9000\n\n[chat]\nkeys = \"vi\"\n",
    '# nothing but this\n',
    "",
    '[tiers.code]\r\nmodels = ["glm-5"]\r\n',
)  # fmt: skip


@given(
    st.sampled_from(STYLES),
    st.sampled_from(tuple(Tier)),
    st.lists(st.sampled_from(("glm-5", "kimi-k2.5", "ollama:a:7b", "groq:x/y")), min_size=1, max_size=4, unique=True),
)  # fmt: skip
@settings(max_examples=60)
def test_any_layout_is_changed_where_it_must_be_and_restored(
    tmp_path_factory: pytest.TempPathFactory, text: str, tier: Tier, specs: list[str]
) -> None:
    file = tmp_path_factory.mktemp("c") / "config.toml"
    text = text.replace('"a:b", "c:d"', '"groq:b", "groq:d"')
    file.write_bytes(text.encode())
    before = settings_from(file, {})
    done = swapped(file, tier, specs, {})
    after = settings_from(file, {})
    assert [one.spec for one in after.lineups[tier].candidates] == specs
    assert all(after.lineups[other] == before.lineups[other] for other in Tier if other is not tier)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        line for line in file.read_text().splitlines() if line.startswith("#")
    ]
    undone(file, done, {})
    assert file.read_bytes() == text.encode()


def test_a_broken_file_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[tiers\n")
    with pytest.raises(ConfigError):
        swapped(file, Tier.CODE, ["glm-5"], {})
    assert file.read_text() == "[tiers\n"


def test_a_model_that_is_not_known_is_told_as_a_swap_takes_it(ask: Run, config: Path) -> None:
    ran = ask("swap", "code", "nosuch")
    assert (ran.code, ran.err.splitlines()[1:]) == (
        2,
        ["     see them: ask models · to take it anyway: global-apis:nosuch"],
    )
    for nothing in ("", "global-apis:"):
        assert ask("swap", "simple", nothing).err.splitlines()[1:] == ["     see them: ask models"]
    assert config.read_text() == CONFIG

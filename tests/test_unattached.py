"""What does not go with a question though it was named: words that look like a file are told of, a sentence is left alone."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scripted import ScriptedGateway


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of one commit on trunk, and a change since."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q", "-b", "trunk"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("a = 1\n")
    subprocess.run([*git, "add", "a.py"], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-qm", "a"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("a = 2\n")
    return tmp_path


def test_a_folder_that_git_ignores_is_told_as_such_and_a_file_of_it_goes(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], repository: Path
) -> None:
    (repository / ".gitignore").write_text("build/\n")
    (repository / "build" / "deep").mkdir(parents=True)
    assert "there is no file in build\n" in ask("what is this", "build/", env=keyed).err
    (repository / "build" / "deep" / "out.txt").write_text("all of it\n")
    ran = ask("what is this", "build/", env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert ran.err == "ask: git ignores what is in build\n     name a file of it: build/deep/out.txt\n"
    assert ask("what is this", "build/deep/out.txt", env=keyed).code == 0
    assert "all of it" in gateway.received[-1].question


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("what is in here", "src"), "there is a folder src; it goes as a word (src/ attaches it)"),
        (("what is in here", "v1.x"), "there is a folder v1.x; it goes as a word (v1.x/ attaches it)"),
        (("explain", "src"), "there is a folder src; it goes as a word (src/ attaches it)"),
        (("-t", "review", "src"), "there is a folder src; it goes as a word (src/ attaches it)"),
        (("how", "do", "I", "test", "src"), ""),
        (("src",), ""),
        (("what is src",), ""),
        (("what", "a.py:4,6"), "there is no file a.py:4,6; it goes as a word (lines are named so: a.py:4-6)"),
        (
            ("what", "a.py#L4-L6"),
            "there is no file a.py#L4-L6; it goes as a word (lines are named so: a.py:4-6)",
        ),
        (("what", "a.py#L4"), "there is no file a.py#L4; it goes as a word (lines are named so: a.py:4)"),
        (("what", "a.py:-3"), "there is no file a.py:-3; it goes as a word (lines are named so: a.py:1-3)"),
        (
            ("what", "Makefile#L2"),
            "there is no file Makefile#L2; it goes as a word (lines are named so: Makefile:2)",
        ),
        (("what", "b.py:4,6"), "there is no file b.py:4,6; it goes as a word"),
        (("is", "C#4", "or", "issue#12", "in", "1:2", "localhost:80", "http://a.example/#3", "v1.2:3"), ""),
        (("does", "node.js:", "beat", "a.py's", "e.g.:", "src:", "f(2)"), ""),
    ],
)
def test_a_folder_or_lines_of_a_file_that_go_as_a_word_are_told(
    words: tuple[str, ...],
    told: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    for folder in ("src", "v1.x"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "b.py").write_text("b = 1\n")
    for file in ("a.py", "Makefile"):
        (tmp_path / file).write_text("a = 1\n" * 9)
    ran = ask(*words, env=keyed)
    assert ran.code == 0
    assert ran.err.count("goes as a word") == bool(told)
    assert told in ran.err.splitlines() or not told
    assert " = 1" not in gateway.received[-1].question


@pytest.mark.parametrize("unit", ["ab::cd", "1:1:", "#1,", "a(", ".a", ":1-"])
def test_a_word_of_any_length_is_looked_at_in_no_time(
    unit: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    assert (
        ask(f"x/explain:{unit * (100_000 // len(unit))}~", env=keyed).code == 0
    )  # minutes, where each sign is one
    assert gateway.received[-1].question.startswith("x/explain:")


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("a.py:4,6", "a.py:4,6 (lines are named so: a.py:4-6)"),
        ("a.py#L4", "a.py#L4 (lines are named so: a.py:4)"),
        ("b.py", "b.py; did you mean a.py?"),
        ("b.py:4-6", "b.py:4-6; did you mean a.py:4-6?"),
        ("a.py:last", "a.py:last; did you mean a.py?"),
        ("zzzzzz", "zzzzzz"),
    ],
)
def test_a_file_option_that_names_no_file_is_told_as_a_word_that_can_only_be_one(
    named: str, told: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], repository: Path
) -> None:
    ran = ask("why", "-f", named, env=keyed)
    assert (ran.code, ran.err, gateway.received) == (2, f"ask: there is no file {told}\n", [])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("review this", "src/qurey.py"), "src/qurey.py; did you mean src/query.py?"),
        (("review this", "src/qurey.py:4-8"), "src/qurey.py:4-8; did you mean src/query.py:4-8?"),
        (("review this", "scr/query.py"), "scr/query.py; did you mean src/query.py?"),
        (("review this", "src/query.py", "nomatch/*.ts"), "nomatch/*.ts"),
        (("review this", "a.py:4,6"), "a.py:4,6 (lines are named so: a.py:4-6)"),
        (("review this", "a.py#L4-L6"), "a.py#L4-L6 (lines are named so: a.py:4-6)"),
        (("review this", "a.py:"), "a.py:; did you mean a.py?"),
        (("review this", "a.py:last"), "a.py:last; did you mean a.py?"),
        (("review this", "Makefile:all"), "Makefile:all; did you mean Makefile?"),
        (("review", "nosuch.diff"), "nosuch.diff"),
        (("review this", "src/query.pie"), "src/query.pie; did you mean src/query.py?"),
        (("review this", "src/nosuch:4-8"), "src/nosuch:4-8"),
        (("review", "src/nosuch"), "src/nosuch"),
        (("explain this", "scr/*"), "scr/*"),
        (("explain this", "Vagrantfile"), "Vagrantfile"),
        (("explain this", "dangling"), "dangling"),
        (("-t", "review", "dangling"), "dangling"),
        (("port", "to=Rust", "nosuch.py"), "nosuch.py"),
        (("-t", "port", "to=Rust", "nosuch.py"), "nosuch.py"),
        (("why", "does", "foo.py", "fail"), ""),
        (("fix", "the", "foo.py"), ""),
        (("what", "does", "print hello", "do", "in", "foo.py"), ""),
        (("--", "review this", "src/qurey.py"), ""),
        (("-t", "explain", "why", "foo.py", "fails"), ""),
        (("see https://a.example/b.py", "https://a.example/b.py"), ""),
        (("how", "do", "I", "write", "a", "Dockerfile"), ""),
        (("how", "do", "src/nosuch", "and", "dangling", "differ"), ""),
        (("what is this", "and/or", "/help", "profile", "/dev/stdin"), ""),
        (("--", "explain this", "Dockerfile"), ""),
        (("Makefile: what is wrong",), ""),
        (("what is this", "https://a.example/", "s/a/b/", "/b+/"), ""),
        (("what", "is", "in", "scr/"), ""),
        (("what does this do", "tr/a-z/A-Z/", "api/users/", "example.com/"), ""),
        (("what is this", "e.g.", "1.5", "example.com"), ""),
    ],
)
def test_a_word_that_can_only_be_a_file_beside_a_whole_question_sends_nothing(
    words: tuple[str, ...],
    told: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / "src").mkdir()
    for name in ("src/query.py", "a.py", "Makefile"):
        (tmp_path / name).write_text("a = 1\n" * 9)
    (tmp_path / "dangling").symlink_to("nowhere")
    ran = ask(*words, env=keyed)
    if told:
        assert (ran.code, gateway.received) == (2, [])
        assert ran.err.splitlines()[0] == f"ask: there is no file {told}"
    else:
        assert (ran.code, len(gateway.received)) == (0, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("explain this", "scr/"), "there is no folder scr/; did you mean src/?"),
        (("explain this", "src/inner/"), "there is no folder src/inner/"),
        (("-t", "review", "scr/"), "there is no folder scr/; did you mean src/?"),
        (("explain this", "-f", "scr/"), "there is no folder scr/; did you mean src/?"),
        (("explain this", "data.json"), "data.json is neither a file nor a folder"),
    ],
)
def test_what_is_no_folder_or_a_pipe_is_told_as_such_and_sends_nothing(
    words: tuple[str, ...],
    told: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    tmp_path: Path,
) -> None:
    (tmp_path / "src").mkdir()
    os.mkfifo(tmp_path / "data.json")
    ran = ask(*words, env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert ran.err.splitlines()[0] == f"ask: {told}"
    assert ("-f data.json" in ran.err) == ("data.json" in words)


@pytest.mark.parametrize(
    ("words", "question", "told"),
    [
        (
            ("trunk", "HEAD", "review it"),
            "HEAD review it",
            "HEAD goes as a word (for both revisions: --diff trunk..HEAD)",
        ),
        (("review it",), "review it", ""),
        (("review", "it"), "review it", ""),
        (("why",), "why", ""),
        (("why", "is", "this", "slow"), "why is this slow", ""),
        (("and/or", "how", "is", "this"), "and/or how is this", ""),
        (("please", "review"), "please review", ""),
        (("trunk", "review it"), "review it", ""),
        (("trunk", "review", "it"), "review it", ""),
        (("head", "of", "the", "list"), "head of the list", ""),
        (("--", "mian", "review it"), "mian review it", ""),
        (("--", "tunrk"), "tunrk", ""),
        (
            ("why", "does it fail"),
            "why does it fail",
            "there is no revision why; it goes as a word",
        ),
        (("review", "mind the locks"), "mind the locks", ""),
    ],
)
@pytest.mark.usefixtures("repository")
def test_a_word_behind_diff_that_looks_like_a_revision_is_told_to_go_as_a_word(
    words: tuple[str, ...],
    question: str,
    told: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
) -> None:
    ran = ask("--diff", *words, env=keyed)
    sent = gateway.received[-1].question
    assert question in sent
    assert "```diff" in sent
    assert ran.err.count("goes as a word") == bool(told)
    assert told in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--diff", "tunrk", "review it"), "tunrk; did you mean trunk?"),
        (("review it", "--diff", "zzz"), "zzz"),
        (("--diff", "main", "review it"), "main"),
        (("--diff", "v1.2", "review it"), "v1.2"),
        (("-t", "review", "--diff", "tunrk"), "tunrk; did you mean trunk?"),
        (("-t", "port", "to=Rust", "--diff", "tunrk"), "tunrk; did you mean trunk?"),
        (("--diff", "tunrk", "review"), "tunrk; did you mean trunk?"),
        (("--diff", "tunrk"), "tunrk; did you mean trunk?"),
        (("--diff", "HAED"), "HAED; did you mean HEAD?"),
        (("--diff", "head"), "head; did you mean HEAD?"),
        (("--diff", "HAED", "review it"), "HAED; did you mean HEAD?"),
        (("--diff", "main"), "main"),
        (("--diff", "origin/tunrk", "what", "changed"), "origin/tunrk; did you mean origin/trunk?"),
        (("--diff", "1a2b3c4d", "what", "changed"), "1a2b3c4d"),
        (("--diff=tunrk", "what", "changed"), "tunrk; did you mean trunk?"),
    ],
)
def test_a_revision_that_there_is_not_is_told_and_nothing_is_sent(
    arguments: tuple[str, ...],
    told: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    repository: Path,
) -> None:
    branch = ["git", "update-ref", "refs/remotes/origin/trunk", "HEAD"]
    subprocess.run(branch, cwd=repository, check=True)
    ran = ask(*arguments, env=keyed)
    assert (ran.code, gateway.received) == (2, [])
    assert ran.err.splitlines()[0] == f"ask: there is no revision {told}"


def test_before_the_first_commit_no_hint_leads_back(ask: Run, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "-b", "trunk"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("a = 1\n")
    subprocess.run(["git", "add", "a.py"], cwd=tmp_path, check=True)
    staged = '     what is staged: git diff --staged | ask "…"\n'
    assert ask("review it", "--diff").err == f"ask: there is no difference to attach\n{staged}"
    for revision in ("HEAD", "head", "HEAD~1", "main"):
        assert ask("review it", f"--diff={revision}").err == f"ask: there is no commit yet\n{staged}"


def test_a_difference_that_there_is_not_is_not_offered_again(ask: Run, repository: Path) -> None:
    (repository / "a.py").write_text("a = 1\n")
    assert ask("review it", "--diff=HEAD").err == "ask: there is no difference to attach\n"
    assert "staged changes: --diff=HEAD" in ask("review it", "--diff").err


def test_no_revision_is_looked_for_where_there_is_no_repository(ask: Run) -> None:
    ran = ask("review it", "--diff", "main")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "ask: there is no git repository here")


@pytest.mark.parametrize("words", [("refactor", "qurey.py"), ("explain this", "qurey.py"), ("fix",)])
def test_a_decision_is_given_whatever_is_missing(ask: Run, words: tuple[str, ...]) -> None:
    ran = ask("route", *words, stdin="")
    assert (ran.code, ran.out.startswith("tier ")) == (0, True)


def test_a_name_too_long_for_a_file_is_told_of_as_any_other(ask: Run) -> None:
    ran = ask("explain this", "a" * 300 + ".py")
    assert (ran.code, "there is no file aaa" in ran.err) == (2, True)

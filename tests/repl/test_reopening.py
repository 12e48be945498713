"""A conversation is reopened from the ledger: line by line, on a terminal, and without mixing up its secrets."""

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Run
from tests.repl.scenes import READY
from tests.repl.terminal import Terminal
from tests.scripted import Scripted, ScriptedGateway, delta, events, stream

TROUBLE = Scripted(
    [b'{"error": {"message": "no"}}'], status=400, headers={"Content-Type": "application/json"}
)
FIRST_KEY, SECOND_KEY = "AKIAQYLPMN5HHHFPZAM2", "AKIAZ7KQ2WJ4XNB5VDTR"


def places(home: Path) -> dict[str, str]:
    """Give the variables with which the command keeps things where a session in a terminal does."""
    return {"HOME": str(home), "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "XDG_STATE_HOME": ""}


def said(gateway: ScriptedGateway, number: int = -1) -> list[str]:
    return [message["content"] for message in gateway.received[number].body["messages"][1:]]


def test_chat_goes_on_with_the_last_conversation_or_a_named_one(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("One.")), Scripted(stream("Two.")), Scripted(stream("Three.")))
    assert ask("what is a pipe", env=keyed).code == 0
    assert ask("what is a fifo", env=keyed).code == 0
    assert ask("chat", "-c", stdin="and a socket\n", env=keyed).code == 0
    assert said(gateway) == ["what is a fifo", "Two.", "and a socket"]
    assert ask("chat", "--conversation", "1", stdin="say more\n", env=keyed).code == 0
    assert said(gateway) == ["what is a pipe", "One.", "say more"]
    assert ask("-c", "and then", env=keyed).code == 0
    assert said(gateway)[:3] == ["what is a pipe", "One.", "say more"]
    assert ask("chat", "--conversation", "99", stdin="x\n", env=keyed).code == 2


def test_a_secret_of_today_gets_no_placeholder_of_yesterday(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    gateway.answers(Scripted(stream("Noted.")), Scripted(stream("It is «secret:AWS_KEY_1».")))
    assert ask(f"keep aws_access_key_id = {FIRST_KEY}", env=keyed).code == 0
    placeholder = said(gateway)[0].split()[-1]
    second = ask("-c", f"and aws_access_key_id = {SECOND_KEY}", env=keyed)
    assert second.code == 0
    assert placeholder in said(gateway)[0]
    assert placeholder not in said(gateway)[-1]
    assert SECOND_KEY not in "".join(said(gateway))


def test_earlier_conversations_are_listed_opened_and_gone_on_with(
    gateway: ScriptedGateway, opened: Callable[..., Terminal]
) -> None:
    gateway.answers(Scripted(stream("Before.")), Scripted(stream("After.")), Scripted(stream("Later.")))
    with opened() as terminal:
        terminal.send("what is a pipe\r").wait("Before").wait(r"(?m)^›$")
        terminal.send("/new\r").wait("a new conversation")
        terminal.send("/log\r").wait(r"1 turn +what is a pipe").wait("/open N")
        terminal.send("/open 1\r").wait("conversation 1, 1 turn so far")
        terminal.send("say more\r").wait("After").wait(r"(?m)^›$")
        assert said(gateway) == ["what is a pipe", "Before.", "say more"]
        terminal.send("/undo\r").wait("forgotten").rest()
        terminal.send("\x15and a fifo\r").wait("Later").wait(r"(?m)^›$")
        assert said(gateway) == ["what is a pipe", "Before.", "and a fifo"]
        terminal.send("\x04").ended()
    with opened("-c") as terminal:
        terminal.send("go on\r").wait("Later").wait(r"(?m)^›$")
        assert said(gateway) == ["what is a pipe", "Before.", "and a fifo", "Later.", "go on"]


def test_the_code_of_an_answer_that_was_continued_is_all_of_it(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], home: Path, opened: Callable[..., Terminal]
) -> None:
    env = keyed | places(home)
    gateway.answers(
        Scripted(events(delta("```py\none = 1\ntw"))[:1]),
        Scripted(events(delta("o = 2\nth"))[:1]),
        Scripted(stream("ree = 3\n```\n")),
    )
    assert [ask(*words, env=env).code for words in (("count",), ("resume",), ("resume",))] == [5, 5, 0]
    with opened("-c") as terminal:
        terminal.wait("last asked: count\n›")
        terminal.send("/code 1\r").wait(r"(?m)^one = 1 *\n^two = 2 *\n^three = 3 *$")


def test_a_conversation_that_ends_in_a_cut_answer_says_so_and_goes_on_with_it(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], home: Path, opened: Callable[..., Terminal]
) -> None:
    gateway.answers(Scripted(events(delta("One, tw"))[:1]), Scripted(stream("o, three.")))
    assert ask("count", env=keyed | places(home)).code == 5
    cut = r'last asked: count *\n *── the answer was cut off · "go on" continues it *\n'
    with opened("-c") as terminal:
        terminal.wait(cut).send("/new\r").wait("a new conversation")
        terminal.send("/open 1\r").wait(f"conversation 1, 1 turn so far *\\n *{cut}")
        terminal.send("go on\r").wait("o, three").wait(r"(?m)^›$")
        terminal.send("/open 1\r").wait(r"2 turns so far *\n *last asked: go on *\n›")
    assert said(gateway) == ["count", "One, tw\n\n[the answer was cut off here]", "go on"]


def test_undo_forgets_all_parts_of_an_answer_that_was_continued(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], home: Path, opened: Callable[..., Terminal]
) -> None:
    env = keyed | places(home)
    gateway.answers(
        Scripted(stream("A pipe.")),
        Scripted(events(delta("One, tw"))[:1]),
        Scripted(stream("o, three.")),
        Scripted(stream("Yes.")),
    )
    for words, code in ((("what is a pipe",), 0), (("-c", "count"), 5), (("resume",), 0)):
        assert ask(*words, env=env).code == code
    with opened("-c") as terminal:
        terminal.send("/undo\r").wait("forgotten; 1 turn before it")
        terminal.send("\x04").ended()
    assert ask("-c", "go on", env=env).code == 0
    assert said(gateway) == ["what is a pipe", "A pipe.", "go on"]


def test_asking_again_in_vain_loses_nothing_and_done_takes_the_place(
    gateway: ScriptedGateway, opened: Callable[..., Terminal]
) -> None:
    gateway.answers(
        Scripted(stream("First.")), TROUBLE, Scripted(stream("Better.")), Scripted(stream("End."))
    )
    with opened("-m", "glm-5") as terminal:
        terminal.send("what is a pipe\r").wait("First").wait(r"(?m)^›$")
        terminal.send("/retry\r").wait("no").rest(0.4)
        terminal.send("/retry\r").wait("Better").wait(r"(?m)^›$")
        terminal.send("and now\r").wait("End").wait(r"(?m)^›$")
    assert said(gateway) == ["what is a pipe", "Better.", "and now"]


def test_nothing_to_reopen_is_said(ask: Run, tmp_path: Path) -> None:
    ran = ask("chat", "-c", stdin="x\n")
    assert ran.code == 2
    assert "there is no conversation on record yet" in ran.err
    assert not list(tmp_path.rglob("ledger.db"))


def test_a_placeholder_of_an_opened_conversation_is_not_taken_for_a_secret_of_this_one(
    ask: Run, keyed: dict[str, str], gateway: ScriptedGateway, home: Path, opened: Callable[..., Terminal]
) -> None:
    assert ask(f"aws_access_key_id = {FIRST_KEY}", env=keyed | places(home)).code == 0
    gateway.answers(
        Scripted(stream("Noted.")), Scripted(stream("```sh\nexport K=«secret:AWS_KEY_1»\n```\n\nThere.\n"))
    )
    with opened(columns=100) as terminal:
        terminal.send(f"aws_access_key_id = {SECOND_KEY}\r").wait("Noted").wait(r"(?m)^›$")
        assert said(gateway, 0)[-1] == said(gateway, 1)[-1] == "aws_access_key_id = «secret:AWS_KEY_1»"
        terminal.send("/open 1\r").wait("conversation 1, 1 turn so far")
        terminal.send("how do I export it\r").wait("There").wait(r"(?m)^›$")
        terminal.send("/save k.sh\r").wait("secrets that are not known here: nothing was written")
        assert not (home / "k.sh").exists()
        assert "export K=«secret:AWS_KEY_1»" in terminal.text
        assert terminal.text.count("«secret:AWS_KEY_1» in the answer could not be filled") == 1
        terminal.send(f"aws_access_key_id = {SECOND_KEY} it is\r").wait(r"(?s)There.*There").wait(r"(?m)^›$")
        assert said(gateway)[-1] == "aws_access_key_id = «secret:AWS_KEY_2» it is"
        gateway.answers(Scripted(stream("Mine is «secret:AWS_KEY_2».")))
        terminal.send("/new\r").wait("a new conversation")
        terminal.send("say «secret:AWS_KEY_2»\r").wait("Mine is «secret:AWS_KEY_2»").wait(r"(?m)^›$")
        terminal.send("/open 1\r").wait("conversation 1, 3 turns so far")
        terminal.send("which\r").wait(f"Mine is {SECOND_KEY}")


def test_the_last_turn_of_a_conversation_that_is_reopened_is_explained_and_asked_again(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], home: Path, opened: Callable[..., Terminal]
) -> None:
    gateway.answers(
        Scripted(stream("One.")),
        Scripted(events(delta("```py\na = 1\n"))[:1]),
        *(Scripted(stream(f"```py\na = {number}\n```\n")) for number in (2, 3, 4)),
    )
    (home / "a.py").write_text("a = 0\n")
    env = keyed | places(home)
    assert ask("what is a pipe", env=env).code == 0
    assert ask("-c", "fix the bug in this", "-f", str(home / "a.py"), env=env).code == 5
    asked = said(gateway)
    with opened("-c") as terminal:
        terminal.wait("2 turns so far").send("/why\r").wait(r"tier 1 code, \d+% sure\n  - ").wait(READY)
        terminal.send("/think\r").wait("what was thought is not on record").wait(READY)
        terminal.send("/retry\r").wait("a = 2").wait("out").wait(READY)
        assert said(gateway) == asked
        assert gateway.received[-1].body["model"] == "qwen3-coder-30b"
        terminal.send("\x04").ended()
    with opened() as terminal:
        terminal.send("/open 1\r").wait("2 turns so far").send("/up\r")
        terminal.wait(r"(?s)tier 2.*--- qwen3-coder-30b\n\+\+\+ deepseek-r1\n.*-a = 2\n\+a = 3").wait(READY)
        assert said(gateway) == asked
        terminal.send("/undo\r").wait("forgotten; 1 turn before it").rest().send("\x03/retry\r").wait("a = 4")
    assert said(gateway) == asked[:1]


def test_a_conversation_whose_only_question_failed_is_opened_with_it(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], home: Path, opened: Callable[..., Terminal]
) -> None:
    question = "why is the build of the second service slower than that of the first"
    gateway.answers(TROUBLE, Scripted(stream("It has more files.")))
    assert ask(question, env=keyed | places(home)).code == 4
    with opened(columns=80) as terminal:
        terminal.send("/log\r").wait(r"0 turns .*why is the build of the second service slowe…\n/open N")
        terminal.send("/open 1\r").wait(f"(?s)0 turns so far.*not answered: {question[:58]}….*/retry asks it")
        terminal.send("/why\r").wait("there is no answer yet").wait(READY)
        terminal.send("/retry\r").wait("It has more files").wait(READY)
        terminal.send("/open 1\r").wait(f"(?s)1 turn so far.*last asked: {question[:58]}…")
    assert [said(gateway, at) for at in (0, 1)] == [[question]] * 2


def test_thinking_on_record_is_shown_where_a_conversation_goes_on(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], home: Path, opened: Callable[..., Terminal]
) -> None:
    gateway.answers(Scripted(stream("Two and two make four.\n</think>\n\nIt is four.")))
    ask("what is two and two", env=keyed | places(home))
    with opened("-c") as terminal:
        terminal.send("/think\r").wait("/think\nTwo and two make four")


def test_no_question_is_asked_again_that_the_forgotten_one_stands_before(
    gateway: ScriptedGateway, opened: Callable[..., Terminal]
) -> None:
    gateway.answers(TROUBLE, Scripted(stream("It is so.")))
    with opened() as terminal:
        terminal.send("what is alpha\r").wait("answered 400: no").wait(READY)
        terminal.send("\x15what is beta\r").wait("It is so").wait(READY)
        terminal.send("/undo\r").wait("forgotten; 0 turns before it").rest()
        terminal.send("\x15/retry\r").wait("nothing was asked yet")
    assert [said(gateway, at) for at in range(len(gateway.received))] == [["what is alpha"], ["what is beta"]]


def test_a_conversation_brings_its_standing_instruction_with_it(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], home: Path, opened: Callable[..., Terminal]
) -> None:
    def asked(terminal: Terminal, words: str) -> str:
        count = len(gateway.received)
        terminal.send(f"{words}\r").until(lambda: len(gateway.received) > count, "the question")
        terminal.wait(READY)
        return str(gateway.received[-1].body["messages"][0]["content"])

    env = keyed | places(home)
    ask("hello", env=env)
    ask("--system", "In French.", "write a story", env=env)
    with opened("-c") as terminal:
        terminal.wait("instruction: In French.\n  last asked: write a story\n›")
        assert asked(terminal, "/retry") == asked(terminal, "and more") == "In French."
        terminal.send("/system\r").wait("/system\ninstruction: In French.")
        terminal.send("/new\r").wait("a new conversation")
        usual = asked(terminal, "what is a pipe")
        terminal.send("/system In German.\r").wait("instruction: In German.")
        terminal.send("/open 2\r").wait("instruction: In French.*\n.*last asked: and more")
        assert asked(terminal, "and more") == "In French."
        terminal.send("/system -\r").wait("the usual standing instruction")
        assert asked(terminal, "and more") == usual != "In French."
    with opened("-c", "--system", "In Latin.") as terminal:
        terminal.send("/open 2\r").wait("last asked: and more")
        assert asked(terminal, "and more") == "In Latin."
    ask("-c", "and more", env=env)
    assert str(gateway.received[-1].body["messages"][0]["content"]) == "In Latin."


def test_what_is_not_on_record_of_a_last_turn_is_not_made_up(
    gateway: ScriptedGateway, opened: Callable[..., Terminal]
) -> None:
    with opened("--no-log") as terminal:
        for command in ("/retry", "/up", "/why"):
            terminal.send(f"{command}\r").wait("nothing was asked yet|there is no answer yet").wait(READY)
        for words in ("what is a pipe", "what is a fifo"):
            terminal.send(f"{words}\r").wait(f"(?s){words}.*out").wait(READY)
        terminal.send("/undo\r").wait("forgotten").rest().send("\x15/why\r").wait(
            "the last answer is not on record"
        )
        terminal.send("/retry\r").until(lambda: len(gateway.received) == 3, "the question")
    assert said(gateway) == ["what is a pipe"]

"""Secrets of an earlier run come back out of the files that were asked about, and out of no other."""

import os
import time
from pathlib import Path

import pytest

from assistant.cli.refilling import secrets_again
from assistant.conversation import question_text
from assistant.guard.vault import Vault
from assistant.prompt import Attachment, Prompt
from assistant.redaction import without_secrets
from tests.conftest import Run
from tests.guard.forge import Forge
from tests.scripted import Scripted, ScriptedGateway, stream

ONE, TWO, THREE, FOUR = (Forge(seed).password() for seed in (3, 4, 5, 6))
FILE = f'DB_PASSWORD = "{ONE}"\nAPI_PASSWORD = "{TWO}"\nSMTP_PASSWORD = "{THREE}"\n'
SENT = FILE.replace(ONE, "«secret:DB_PASSWORD_1»").replace(TWO, "«secret:API_PASSWORD_1»")
CODE = f"import os\n{SENT.replace(THREE, '«secret:SMTP_PASSWORD_1»')}"
CUT = CODE.index("API_PASSWORD_1") + 4  # in the middle of the second placeholder
HEAD, TAIL = Scripted(stream(f"```py\n{CODE[:CUT]}")[:1]), Scripted(stream(f"{CODE[CUT:]}```\n"))
WHOLE = Scripted(stream(f"```py\n{CODE}```\n"))
UNFILLED = "«secret:API_PASSWORD_1», «secret:DB_PASSWORD_1», «secret:SMTP_PASSWORD_1» in the answer could not be filled"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "app.py"
    place.write_text(FILE)
    return place


def test_all_placeholders_of_an_answer_in_two_parts_are_told(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], file: Path
) -> None:
    gateway.answers(HEAD, TAIL, HEAD, TAIL)
    for arguments, told in (
        (("-x",), UNFILLED),
        ((), UNFILLED.replace("«secret:DB_PASSWORD_1», ", "")),  # which came whole in the first part
    ):
        file.write_text(FILE)
        assert ask("fix", file.name, env=keyed).code == 5
        file.write_text(f"# changed\n{FILE}")
        ran = ask("resume", *arguments, env=keyed)
        assert (ran.code, [line for line in ran.err.splitlines() if line.startswith(told)]) == (
            5 if arguments else 0,
            [f"{told}: their secrets are not of this run; ask in a new conversation, with the file"],
        )


def test_code_with_a_placeholder_exits_alike_when_it_comes_and_from_the_record(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], file: Path
) -> None:
    gateway.answers(WHOLE)
    came, again = ask("-x", "doc", env=keyed), ask("last", "-x", env=keyed)
    assert (came.code, again.code, came.out) == (5, 5, again.out)
    assert "the code holds placeholders of secrets as they are: " in again.err
    asked = Scripted(stream(f"```py\nimport os\n{SENT.replace(THREE, '«secret:SMTP_PASSWORD_1»')}```\n"))
    gateway.answers(asked)
    assert ask("-x", "doc", file.name, env=keyed).code == 0
    assert ask("last", "-x", env=keyed).code == 0
    file.rename(file.with_name("moved.py"))
    assert ask("last", "-x", env=keyed).code == 5


def test_a_file_that_apply_wrote_with_its_secrets_has_the_code_already(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], file: Path
) -> None:
    gateway.answers(WHOLE)
    assert ask("doc", file.name, env=keyed).code == 0
    assert ask("apply", file.name, "--yes", env=keyed).code == 0
    assert THREE in (written := file.read_text())
    ran = ask("apply", file.name, env=keyed)
    assert (ran.code, ran.err) == (0, "app.py already has the answer's code\n")
    assert file.read_text() == written


def test_apply_tells_of_secrets_that_were_written_since(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], file: Path
) -> None:
    gateway.answers(WHOLE)
    assert ask("doc", file.name, env=keyed).code == 0
    assert "secrets are put back" not in ask("apply", file.name, env=keyed).err
    later = time.time() + 10
    file.write_text(FILE.replace(TWO, FOUR))
    os.utime(file, (later, later))
    ran = ask("apply", file.name, "--force", env=keyed)
    assert ran.code == 0
    assert "secrets are put back out of app.py, written since: these are the secrets of now\n" in ran.err
    assert FOUR in file.read_text()


@pytest.mark.parametrize(
    ("asked", "again"),
    [
        (("app.py",), ("-x", "-f", "app.py")),
        (("./app.py",), ("-x", "-f", "app.py")),
        (("app.py",), ("-x", "<")),
        (("<",), ("-x", "-f", "app.py")),
        (("--apply", "app.py"), ("-q", "--apply", "app.py", "--yes")),
    ],
)
def test_resume_puts_back_the_secrets_of_a_file_that_is_named_again(
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    file: Path,
    asked: tuple[str, ...],
    again: tuple[str, ...],
) -> None:
    gateway.answers(HEAD, TAIL)

    def run(*arguments: str) -> str:
        with file.open("rb") as opened:
            stdin = opened if "<" in arguments else b""
            ran = ask(*(argument for argument in arguments if argument != "<"), stdin=stdin, env=keyed)
        assert "could not be filled" not in ran.err
        return ran.out

    run("fix", *asked)
    written = run("resume", *again)
    assert (file.read_text() if "--apply" in again else written) == f"import os\n{FILE}"
    assert not [each for each in gateway.received if ONE in each.content.decode()]


@pytest.mark.parametrize("named", ["app.py", "app.py:1-3", "."])
def test_secrets_are_put_back_out_of_the_file_that_was_asked_about_while_it_is_as_it_was(
    named: str, ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], file: Path
) -> None:
    gateway.answers(WHOLE)
    ask("-0", "fix", named, env=keyed)
    told = f"secrets are put back out of {file}, as asked about"
    whole, again = f"```py\nimport os\n{FILE}```\n", f"import os\n{FILE}"
    for arguments, out, stdin in (
        (("last",), whole, ""),
        (("last", "-x"), again, ""),
        (("up", "-x"), again, ""),
        (("-c", "-x", "and more"), again, ""),
        (("-c", "-x", "and more", file.name), again, ""),
        (("chat", "-c"), whole, "and more\n"),
    ):
        ran = ask(*arguments, stdin=stdin, env=keyed)
        assert (ran.out, ran.err.count(told), "filled" in ran.err) == (out, 1, False), arguments
    file.write_text(FILE.replace("API", "WEB"))
    for arguments in (("last", "-x"), ("-c", "-x", "and more")):
        ran = ask(*arguments, env=keyed)
        assert (told in ran.err, UNFILLED in ran.err) == (False, True), arguments
    assert not [each for each in gateway.received if ONE in each.content.decode()]


def test_the_secrets_of_a_file_that_was_written_since_are_told_to_be_those_of_now(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], file: Path
) -> None:
    gateway.answers(WHOLE)
    ask("-0", "fix", file.name, env=keyed)
    new = Forge(9).password()
    file.write_text(FILE.replace(ONE, new))
    ran = ask("last", "-x", env=keyed)
    assert ran.out == f"import os\n{FILE.replace(ONE, new)}"
    assert ran.err == f"secrets are put back out of {file}, written since: these are the secrets of now\n"


@pytest.mark.parametrize("first_line", ["", "# changed\n"])
@pytest.mark.parametrize("asked", [(), ("<",)])
def test_a_secret_of_a_file_that_was_asked_about_is_kept_wherever_it_stands_in_what_follows(
    asked: tuple[str, ...],
    first_line: str,
    ask: Run,
    gateway: ScriptedGateway,
    keyed: dict[str, str],
    file: Path,
    tmp_path: Path,
) -> None:
    with file.open("rb") as opened:
        ask("fix", *(() if asked else (file.name,)), stdin=opened if asked else b"", env=keyed)
    file.write_text(f"{first_line}{FILE}")
    (tmp_path / "notes.txt").write_text(f"it is {TWO}\n")
    question = f"is {ONE} too short?"
    for arguments, stdin in (
        (("-c", question), ""),
        (("-c", "and this", "notes.txt"), ""),
        (("-c", "and this"), question),
        (("chat", "-c"), f"{question}\n"),
    ):
        ran = ask(*arguments, stdin=stdin, env=keyed)
        assert (ran.code, ran.err.count("1 secret kept here: ")) == (0, 1), (arguments, ran.err)
    sent = [str(each.body["messages"][-1]["content"]) for each in gateway.received[1:]]
    assert not [each for each in sent if ONE in each or TWO in each]
    if not first_line:  # else it is not known whose placeholder is whose
        assert [each.count("is «secret:DB_PASSWORD_1» too short?") for each in sent] == [1, 0, 1, 1]
    assert ask("-c", question, "--guard", "block", env=keyed).code == 2
    ask("-c", question, "--guard", "off", env=keyed)  # known, and so not on record
    for written in (each for each in (tmp_path / "home").rglob("*") if each.is_file()):
        assert not [each for each in (ONE, TWO) if each.encode() in written.read_bytes()], written


def test_a_secret_that_was_sent_before_its_file_was_found_again_leaves_the_record(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], file: Path, tmp_path: Path
) -> None:
    ask("fix", file.name, env=keyed)
    away = file.rename(file.with_name("away.py"))
    ask("-c", f"is {ONE} too short?", env=keyed)
    away.rename(file)
    ran = ask("-c", f"and {ONE} here?", env=keyed)
    assert "1 secret kept here from now on, but sent in an earlier turn" in ran.err
    assert ONE not in str(gateway.received[-1].body)
    for written in (each for each in tmp_path.rglob("*") if each.is_file() and each != file):
        assert ONE.encode() not in written.read_bytes(), written


def test_a_file_that_goes_along_again_fills_what_was_asked_about_it_as_it_is(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], file: Path
) -> None:
    gateway.answers(WHOLE)
    with file.open("rb") as opened:
        ask("-0", "fix", stdin=opened, env=keyed)
    moved = file.rename(file.with_name("old.py"))
    assert UNFILLED in ask("-c", "-x", "and more", moved.name, env=keyed).err
    assert UNFILLED in ask("-c", "-x", "and more", env=keyed).err
    (file.parent / "lib").mkdir()
    moved.rename(file.parent / "lib" / "app.py")
    ran = ask("-c", "-x", "and more", "-f", "lib/app.py", env=keyed)
    assert (ran.code, ran.out, "filled" in ran.err) == (0, f"import os\n{FILE}", False)


def test_a_file_that_was_not_asked_about_as_it_is_fills_nothing(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], file: Path
) -> None:
    gateway.answers(HEAD, TAIL)
    ask("fix", file.name, env=keyed)
    file.write_text(f"# changed\n{FILE}")
    ran = ask("resume", "-x", "-f", file.name, env=keyed)
    assert (ran.code, ran.out, len(gateway.received)) == (2, "", 1)
    assert "no secret can be put back out of app.py" in ran.err
    ran = ask("resume", "--apply", file.name, "--yes", env=keyed)
    assert (ran.code, "placeholders of secrets: nothing was written" in ran.err) == (5, True)


def test_apply_puts_back_the_secrets_of_the_file_it_replaces(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str], file: Path
) -> None:
    gateway.answers(WHOLE)
    ask("fix", file.name, env=keyed)
    other = file.with_name("other.py")
    other.write_text(FILE)
    ran = ask("apply", other.name, "--yes", env=keyed)
    assert (ran.code, "placeholders of secrets: nothing was written" in ran.err) == (5, True)
    assert ask("apply", file.name, "--yes", env=keyed).code == 0
    assert file.read_text() == f"import os\n{FILE}"


def env(name: str, secret: str) -> Attachment:
    return Attachment(f"DB_PASSWORD={secret}\n", name)


def sent(*files: Attachment) -> str:
    return question_text(without_secrets(Prompt("compare", files), Vault())[0])


@pytest.mark.parametrize(
    ("asked", "again", "filled"),
    [
        ((env("dev/.env", ONE), env("prod/.env", TWO)), env("prod/.env", TWO), {"2": TWO}),
        ((env("dev/.env", ONE), env("prod/.env", TWO)), env(".env", TWO), {}),  # either of them
        ((env("dev/.env", ONE),), env("prod.env", TWO), {}),
        ((env("dev/.env", ONE),), env("/home/me/dev/.env", ONE), {"1": ONE}),
        ((env("dev/.env", ONE),), env("prod/.env", TWO), {}),
        (
            (env("./dev/.env", ONE),),
            Attachment(f"DB_PASSWORD={ONE}\n", ".env", path="/me/dev/.env"),
            {"1": ONE},
        ),
        ((env(".env", ONE),), env("dev/.env", ONE), {"1": ONE}),
        ((env("my.env", ONE),), env(".env", TWO), {}),
        ((env("dev.env", ONE),), env("", TWO), {}),
        ((env("", ONE),), env("", ONE), {"1": ONE}),
    ],
)
def test_a_secret_comes_out_of_the_file_that_it_was_in(
    asked: tuple[Attachment, ...], again: Attachment, filled: dict[str, str]
) -> None:
    found = secrets_again([sent(*asked)], [again], Vault())
    assert found == {f"«secret:DB_PASSWORD_{number}»": secret for number, secret in filled.items()}


def test_a_placeholder_that_a_file_itself_holds_is_no_secret() -> None:
    file = Attachment(f"«secret:DB_PASSWORD_1»\nDB_PASSWORD={ONE}\n\0«secret:\0A_1»\n", "a.py")
    assert secrets_again([sent(file)], [file], Vault()) == {"«secret:DB_PASSWORD_2»": ONE}
    assert secrets_again([f"a\0{sent(file)}", "", "\0"], [file], Vault()) == {"«secret:DB_PASSWORD_2»": ONE}

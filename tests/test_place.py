"""A file that takes another's place: whole or not at all, and the same to everybody else."""

import os
import resource
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.store.place import place_at, replaced


def test_a_place_that_is_refused_leaves_no_folder_open(tmp_path: Path) -> None:
    before = len(list(Path("/dev/fd").iterdir()))
    with pytest.raises(UsageError):
        place_at(tmp_path)
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_a_read_only_file_is_refused_even_to_root(tmp_path: Path) -> None:
    file = tmp_path / "a b.py"
    file.touch()
    file.chmod(0o444)
    with pytest.raises(UsageError, match="is read-only") as refused:
        place_at(file)
    assert refused.value.hint == f"chmod u+w '{file}'"


@pytest.mark.parametrize("before", [None, b"a = 1\n"])
def test_a_file_that_the_disk_has_no_room_for_leaves_nothing_behind(
    before: bytes | None, tmp_path: Path
) -> None:
    file = tmp_path / "a.py"
    if before is not None:
        file.write_bytes(before)
    place = place_at(file)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        with pytest.raises(UsageError, match=r"a\.py could not be written"):
            replaced(place, b"a = 2\n" * 10)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        place.close()
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == (
        {} if before is None else {"a.py": before}
    )


@pytest.mark.parametrize("has_links", [True, False])
def test_the_file_as_it_was_takes_the_place_of_no_other(
    has_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    file = tmp_path / "a.py"
    file.write_bytes(b"0")
    (tmp_path / "a.py~").write_bytes(b"the user's")
    for number in (1, 2):
        place = place_at(file)
        assert replaced(place, b"%d" % number) == tmp_path / f"a.py.~{number}~"
        place.close()
    texts = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert texts == {"a.py": b"2", "a.py~": b"the user's", "a.py.~1~": b"0", "a.py.~2~": b"1"}


def test_the_owner_the_group_and_the_mode_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.sh"
    file.write_text("exit 0\n")
    owner = (1234, 2345) if os.geteuid() == 0 else (os.geteuid(), max(os.getgroups()))
    os.chown(file, *owner)
    file.chmod(0o4750)
    place = place_at(file)
    backup = replaced(place, b"exit 1\n")
    place.close()
    assert backup
    for each in (file, backup):
        status = each.stat()
        assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (*owner, 0o4750)
    assert file.read_text() == "exit 1\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may leave its own rights")
def test_another_users_file_is_not_run_as_the_one_who_changed_it(tmp_path: Path) -> None:
    file = tmp_path / "a.sh"
    file.write_text("exit 0\n")
    file.chmod(0o6755)
    tmp_path.chmod(0o777)
    child = os.fork()
    if not child:
        with suppress(BaseException):
            os.chdir(tmp_path)
            os.setgroups([])
            os.setgid(1234)
            os.setuid(1234)
            replaced(place_at(Path(file.name)), b"exit 1\n")
            os._exit(0)
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    status = file.stat()
    assert (status.st_uid, stat.S_IMODE(status.st_mode)) == (1234, 0o755)

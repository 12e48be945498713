"""A folder on the way to a file is swapped for a link again and again while the file is looked for."""

from collections import Counter
from pathlib import Path
from threading import Event, Thread

from assistant.errors import UsageError
from assistant.store.place import place_at, replaced

TRIES = 3_000


def _swap(folder: Path, stop: Event) -> None:
    """Have "d" be a folder and a link in turn until it is to stop; it is the folder then."""
    while not stop.is_set():
        (folder / "d").rename(folder / "real")
        (folder / "link").rename(folder / "d")
        (folder / "d").rename(folder / "link")
        (folder / "real").rename(folder / "d")


def test_no_file_is_found_or_written_behind_a_link_that_comes_and_goes(tmp_path: Path) -> None:
    for name in ("d", "victim"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.py").write_text(name)
    (tmp_path / "link").symlink_to("victim")
    stop = Event()
    swapping = Thread(target=_swap, args=(tmp_path, stop))
    swapping.start()
    found: Counter[str] = Counter()
    try:
        for _ in range(TRIES):
            try:
                place = place_at(tmp_path / "d" / "a.py")
            except UsageError:
                continue
            found[place.text] += 1
            try:
                replaced(place, b"d")
            except UsageError as error:
                found[error.message.rpartition(": ")[2]] += 1
            finally:
                place.close()
    finally:
        stop.set()
        swapping.join()
    assert found.keys() <= {"d", "nothing was written"}
    assert found["d"]
    assert (tmp_path / "victim" / "a.py").read_text() == "victim"
    assert (tmp_path / "d" / "a.py").read_text() == "d"
    assert {file.name for file in (tmp_path / "victim").iterdir()} == {"a.py"}

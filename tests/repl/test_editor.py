"""What is being edited lies where only its owner can read it."""

import os
from pathlib import Path

from assistant.repl.editor import edited


def test_the_file_in_the_editor_is_the_users_alone_whatever_the_umask(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\nstat -c %a "$1" "$(dirname "$1")" > {tmp_path}/modes 2>/dev/null ||\n'
                      f'stat -f %Lp "$1" "$(dirname "$1")" > {tmp_path}/modes\n')  # fmt: skip
    editor.chmod(0o700)
    before = os.umask(0)
    try:
        assert edited("why", {"EDITOR": str(editor)}) == "why"
    finally:
        os.umask(before)
    assert (tmp_path / "modes").read_text().split() == ["600", "700"]

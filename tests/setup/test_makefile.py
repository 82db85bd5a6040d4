"""The Makefile: what it sets up first, and what it runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FROM_MAKE = {"MAKEFLAGS", "GNUMAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "ARGS"}
"""What `make test` hands on to whatever it starts, and another make would obey."""

ON_CORES = "<--numprocesses> <2> <--dist> <loadfile>"


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
class TestMake:
    """The Makefile, in a folder with a space and an accent in its name."""

    def script(self, file: Path, text: str) -> None:
        """Write a program that only says what it was asked."""
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(f"#!/bin/sh\n{text}\n")
        file.chmod(0o755)

    def make(self, folder: Path, *arguments: str, stamp: str | None) -> str:
        """Run make in a folder with these words in its stamps; return what was asked of whom."""
        self.script(folder / "python", 'echo "set up: $@"')
        check = f'case "$*" in *integrity*) exec "{sys.executable}" "$@";; esac'
        self.script(folder / ".venv/bin/python", f'{check}\nprintf "run:"; printf " <%s>" "$@"')
        if stamp is not None:
            (folder / ".venv/ready").write_text(stamp)
            (folder / ".venv/ready-test").write_text(stamp)
        command = ["make", "--no-print-directory", "PYTHON=./python", *arguments]
        alone = {name: value for name, value in os.environ.items() if name not in FROM_MAKE}
        made = subprocess.run(
            command, cwd=folder, env=alone, capture_output=True, text=True, check=True
        )
        return made.stdout

    def test_arguments_are_passed(self, folder: Path) -> None:
        """ARGS reaches make_pdf.py as the shell splits it, quotes and spaces included."""
        said = self.make(folder, "pdf", 'ARGS=trifold --output "a b"', stamp=str(folder))
        assert said == "run: <make_pdf.py> <trifold> <--output> <a b>"

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("pdf", "run: <make_pdf.py>"),
            ("test", f"run: <-m> <pytest> {ON_CORES} <-m> <not thorough>"),
            ("test-all", f"run: <-m> <pytest> {ON_CORES}"),
            ("schema", "run: <-m> <brochures.content.json_schema>"),
        ],
    )
    def test_ready_folder_is_not_set_up(self, folder: Path, target: str, said: str) -> None:
        """With good stamps the work starts at once."""
        assert self.make(folder, target, stamp=str(folder)) == said

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("pdf", "set up: tools/setup.py\n"),
            ("test", "set up: tools/setup.py --test\n"),
            ("test-all", "set up: tools/setup.py --test\n"),
        ],
    )
    @pytest.mark.parametrize("stamp", [None, "", "/another/folder", "FOLDER\n9 .venv/bin/lost\n"])
    def test_folder_is_set_up_first(
        self, folder: Path, target: str, said: str, stamp: str | None
    ) -> None:
        """The set-up comes first without a stamp, or with a broken one or another folder's.

        So it does where one names a file that is lost.
        """
        stamp = stamp and stamp.replace("FOLDER", str(folder))
        assert self.make(folder, target, stamp=stamp).startswith(said + "run:")

    @pytest.mark.parametrize("target", ["pdf", "test"])
    def test_what_is_whole_is_not_set_up(self, folder: Path, target: str) -> None:
        """With every file of the stamp there at its size, the work starts at once."""
        (folder / "there").write_text("12")
        stamp = f"{folder}\n2 there\n"
        assert self.make(folder, target, stamp=stamp).startswith("run:")

    def test_what_the_caller_was_told_is_not_passed(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What a make that runs these tests was told does not reach the make that is tested."""
        monkeypatch.setenv("MAKEFLAGS", "n -- ARGS=-q")
        monkeypatch.setenv("ARGS", "-q")
        assert self.make(folder, "pdf", stamp=str(folder)) == "run: <make_pdf.py>"

    def test_default_is_pdf(self, folder: Path) -> None:
        """`make` alone is `make pdf`."""
        assert self.make(folder, stamp=str(folder)) == "run: <make_pdf.py>"

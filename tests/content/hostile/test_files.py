"""What stands in the place of the file of words, and files that are as large as may be."""

from __future__ import annotations

import os
import tempfile
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from brochures.content.loader import ContentError, load
from brochures.content.text_file import MAX_BYTES
from tests.content.hostile.guard import WATCH, refused
from tests.samples import MINIMAL

ENCODINGS = {
    "UTF-16 with its mark": (MINIMAL.encode("utf-16"), "saved as UTF-16 or UTF-32"),
    "UTF-16 without": (MINIMAL.encode("utf-16-le"), "saved as UTF-16 or UTF-32"),
    "UTF-32 with its mark": (MINIMAL.encode("utf-32"), "saved as UTF-16 or UTF-32"),
    "UTF-32 without": (MINIMAL.encode("utf-32-be"), "saved as UTF-16 or UTF-32"),
    "Latin-1": (MINIMAL.replace("sleep", "slé").encode("latin-1"), "not saved as UTF-8 (byte E9)"),
    "Windows quotes": (MINIMAL.replace("sleep", "“s”").encode("cp1252"), "UTF-8 (byte 93)"),
    "Shift JIS": (MINIMAL.replace("sleep", "眠").encode("shift-jis"), "not saved as UTF-8"),
    "overlong": (MINIMAL.encode().replace(b"sleep", b"\xc0\xaf"), "UTF-8 (byte C0)"),
    "surrogate": (MINIMAL.encode().replace(b"sleep", b"\xed\xa0\x80"), "UTF-8 (byte ED)"),
    "cut short": (MINIMAL.encode() + b"\xe4\xbd", "not saved as UTF-8 (byte E4)"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not saved as UTF-8 (byte 89)"),
    "zeros": (bytes(1000), "saved as UTF-16 or UTF-32"),
}
"""Bytes that are no UTF-8."""


@pytest.mark.parametrize(("data", "says"), ENCODINGS.values(), ids=ENCODINGS)
def test_other_encodings_are_refused(
    data: bytes, says: str, tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not UTF-8 is refused, and how to save it is told."""
    file = tmp_path / "content.yaml"
    file.write_bytes(data)
    told = refused(file, output, capsys)
    assert says in told
    assert "UTF-8" in told


def a_socket(file: Path) -> None:
    """Make a socket without asking for the network."""
    os.mknod(file, 0o140600)


def a_sparse_file(size: int) -> Callable[[Path], None]:
    """Return what makes a file that says to have so many bytes and takes none."""

    def make(file: Path) -> None:
        with file.open("wb") as sparse:
            sparse.truncate(size)

    return make


def a_link_to(target: str) -> Callable[[Path], None]:
    """Return what makes a symbolic link."""
    return lambda file: file.symlink_to(target)


def in_a_file(file: Path) -> None:
    """Put a file where the folder should be."""
    file.parent.rmdir()
    file.parent.write_bytes(b"")


PLACES: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda _: None, "There is no such file."),
    "folder": (Path.mkdir, "This is a folder, not a file."),
    "pipe": (os.mkfifo, "This is no ordinary file, but a device or a pipe."),
    "socket": (a_socket, "This is no ordinary file, but a device or a pipe."),
    "endless device": (a_link_to("/dev/zero"), "This is no ordinary file, but a device or a pipe."),
    "empty device": (a_link_to("/dev/null"), "This is no ordinary file, but a device or a pipe."),
    "link to passwords": (a_link_to("/etc/passwd"), "out of its folder: /etc/passwd"),
    "link around the corner": (a_link_to("../../../etc/passwd"), "There is no such file."),
    "link to itself": (a_link_to("content.yaml"), "Too many levels of symbolic links"),
    "link to nothing": (a_link_to("gone.yaml"), "There is no such file."),
    "link to memory": (a_link_to("/proc/self/mem"), "This is a link that leads out of its folder"),
    "100 MB": (a_sparse_file(100_000_000), "The file is larger than 100 KB."),
    "100 GB": (a_sparse_file(100_000_000_000), "The file is larger than 100 KB."),
    "within a file": (in_a_file, "The file cannot be opened: Not a directory"),
}
"""What can stand in the place of the file."""


@pytest.mark.skipif(os.name == "nt", reason="devices, pipes and links of Unix")
@pytest.mark.parametrize(("make", "says"), PLACES.values(), ids=PLACES)
def test_what_is_no_file_of_words_is_refused(
    make: Callable[[Path], object],
    says: str,
    tmp_path: Path,
    output: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is refused at once, and the loader opens nothing but what it may read."""
    file = tmp_path / "words" / "content.yaml"
    file.parent.mkdir()
    make(file)
    assert says in refused(file, output, capsys)
    WATCH.opened.clear()
    with pytest.raises(ContentError):
        load(file)
    assert (str(file) in WATCH.opened) == ("larger" in says)


BASES: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda _: None, "There is no file"),
    "folder": (Path.mkdir, "There is no file"),
    "pipe": (os.mkfifo, "There is no file"),
    "socket": (a_socket, "There is no file"),
    "endless device": (a_link_to("/dev/zero"), "lies in another folder"),
    "link to passwords": (a_link_to("/etc/passwd"), "lies in another folder"),
    "link to itself": (a_link_to("base.yaml"), "There is no file"),
    "link to the content": (a_link_to("content.yaml"), "The file is its own base"),
    "100 GB": (a_sparse_file(100_000_000_000), "The file is larger than 100 KB."),
}
"""What can stand in the place of a base."""


@pytest.mark.skipif(os.name == "nt", reason="devices, pipes and links of Unix")
@pytest.mark.parametrize(("make", "says"), BASES.values(), ids=BASES)
def test_what_is_no_base_is_refused(
    make: Callable[[Path], object], says: str, tmp_path: Path
) -> None:
    """What is no file of words is refused as a base, too, and nothing elsewhere is opened."""
    file = tmp_path / "content.yaml"
    file.write_text(f"base: base.yaml\n{MINIMAL}", "utf-8")
    make(tmp_path / "base.yaml")
    WATCH.opened.clear()
    with pytest.raises(ContentError, match=says):
        load(file)
    opened = {Path(each).name for each in WATCH.opened if each.startswith(str(tmp_path))}
    assert opened <= {"content.yaml", "base.yaml"}
    assert ("base.yaml" in opened) == ("larger" in says)


@pytest.mark.skipif(os.name == "nt", reason="files with holes of Unix")
@pytest.mark.parametrize("size", [MAX_BYTES + 1, 100_000_000_000])
def test_no_more_is_read_than_is_needed(size: int, tmp_path: Path) -> None:
    """Of a file that is too large the loader keeps no more than the limit in memory."""
    file = tmp_path / "content.yaml"
    a_sparse_file(size)(file)
    tracemalloc.start()
    with pytest.raises(ContentError, match="larger than 100 KB"):
        load(file)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5 * MAX_BYTES


def test_a_name_that_no_file_has(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is too long is refused with the system's words."""
    assert "File name too long" in refused(Path("a" * 300), output, capsys)


@pytest.mark.skipif(os.name == "nt", reason="permissions of Unix")
@pytest.mark.parametrize("closed", ["file", "folder"])
def test_what_must_not_be_read(
    closed: str, tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file or a folder that is closed to us is refused with the system's words."""
    file = tmp_path / "words" / "content.yaml"
    file.parent.mkdir()
    file.write_text(MINIMAL, "utf-8")
    (file if closed == "file" else file.parent).chmod(0)
    for folder in (tmp_path, *tmp_path.parents[:3]):  # pytest's own, closed to others
        if folder != Path(tempfile.gettempdir()):
            folder.chmod(0o755)
    root = os.geteuid() == 0
    if root:  # who may read everything: be somebody else meanwhile
        os.seteuid(65534)
    try:
        told = refused(file, output, capsys)
    finally:
        if root:
            os.seteuid(0)
        file.parent.chmod(0o755)
    assert "The file cannot be opened: Permission denied." in told


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    """A link to another file beside it is fine: versions and languages are kept like that."""
    (tmp_path / "english.yaml").write_text(MINIMAL, "utf-8")
    (tmp_path / "content.yaml").symlink_to("english.yaml")
    assert load(tmp_path / "content.yaml").language == "en-US"


HEAVY = {
    "aliases": "a: *a\n",
    "aliases in one line": "[*a, ",
    "anchors": "- &a x\n",
    "unknown keys": "k%d: x\n",
    "long unknown keys": "zzzzzzzzzz%dnameclinic: x\n",
    "one key again and again": "a: b\n",
    "keys that are lists": "? [a, b]\n: c\n",
    "keys full of aliases": "? [*a, *a, *a, *a]\n: c\n",
    "merge keys": "<<: *a\n",
    "brackets": "[",
    "brackets and spaces": "[          ",
    "dashes": "- ",
    "questions": "? ",
    "quotes": 'a: "\n',
    "quotes in a list": "- 'x\n",
    "colons": "a: b: c\n",
    "no space after the colon": "a:b\n",
    "spaces": "          ",
    "tabs": "\t",
    "blank lines": "\n",
    "hashes": "a: b # c\n",
    "numbers": "1",
    "bars": "a: |\n",
    "documents": "---\n",
    "tags": "- !!x y\n",
    "backslashes": '- "\\',
    "letters of another script": "a: \u4e2d\n",
    "accents": "\u0301",
    "times": "1:",
    "underlines": "1_",
    "aliases in a list": "*a, ",
}
"""Pieces of which a file of the largest size is made."""


@pytest.mark.parametrize(
    ("start", "end"), [("", ""), ("clinic:\n  name: [x", "x]\n"), ("clinic:\n  name: ", "")]
)
@pytest.mark.parametrize("piece", HEAVY.values(), ids=HEAVY)
def test_the_largest_file_is_refused_soon(start: str, piece: str, end: str, tmp_path: Path) -> None:
    """No file makes the loader try for long, or list more than a person would read."""
    file = tmp_path / "content.yaml"
    room = MAX_BYTES - len(start) - len(end)
    pieces = [piece.replace("%d", str(number)) for number in range(room // len(piece) + 1)]
    middle = "".join(pieces).encode()[:room].decode("utf-8", "ignore")
    file.write_text(start + middle + end, "utf-8")
    begun = os.times().user
    with pytest.raises(ContentError) as caught:
        load(file)
    assert os.times().user - begun < 5
    assert len(str(caught.value)) < 100_000

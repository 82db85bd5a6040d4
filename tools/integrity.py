"""Integrity check of .venv: every file that was installed is there, at its full size.

A set-up ends with a stamp: the folder that it was for, then each file with its size. Make asks
before whatever it does, so this imports nothing but what Python has at its start. Exit status: 0
all is whole; 1 it is not, and the first file that is missing or damaged is printed.
"""

import os
import sys


def flaw(root: bytes, stamp: str) -> bytes:
    """Return the first file of a stamp that is not as it was installed; nothing if all are.

    For a stamp of another folder that is the stamp itself.
    """
    with open(stamp, "rb") as lines:  # noqa: PTH123 - pathlib would take longer than the rest
        if next(lines, b"").rstrip(b"\n") != root:
            return os.fsencode(stamp)
        for line in lines:
            size, _, path = line.rstrip(b"\n").partition(b" ")
            try:
                found = os.stat(root + b"/" + path).st_size  # noqa: PTH116 - likewise
            except OSError:
                return path
            if size and found != int(size):
                return path
    return b""


def main() -> int:
    """Check the environment of the folder that this file is in; return the exit status."""
    root = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120 - likewise
    try:
        found = flaw(os.fsencode(root), sys.argv[1])
    except (OSError, ValueError) as error:
        found = os.fsencode(str(error))
    sys.stdout.buffer.write(found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

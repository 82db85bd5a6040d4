"""The command: words in, handouts out. `python make_pdf.py --help` says how."""

import sys

# First, and in words that any Python can parse: an older one would stop at the imports below.
if sys.version_info < (3, 11):  # noqa: UP036 - whoever does not type make may have an older one
    found = "Python 3.11 or newer is needed, which " + sys.executable + " is not."
    sys.stderr.write(found + " Type make: it makes .venv with a newer one, and builds with that.\n")
    sys.exit(2)

try:
    from brochures.cli import main
except KeyboardInterrupt:  # in its first moments, when nobody listens yet
    sys.exit("Stopped. Nothing was begun.")

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())

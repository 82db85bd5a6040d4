"""The command: words in, handouts out. `python make_pdf.py --help` says how."""

from __future__ import annotations

import sys

from brochures.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())

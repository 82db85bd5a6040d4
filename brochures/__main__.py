"""The command as `python -m brochures`."""

from __future__ import annotations

import sys

from brochures.cli import main

if __name__ == "__main__":
    sys.exit(main())

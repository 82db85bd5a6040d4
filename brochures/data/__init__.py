"""Data that the program brings along: where its files are, and the styles beside them."""

from pathlib import Path

DATA = Path(__file__).parent

_PACKAGED = DATA.parent / "styles"
STYLES = _PACKAGED if _PACKAGED.is_dir() else DATA.parent.parent / "styles"
"""The sheets and fonts: packed beside the modules, or else in the checkout."""

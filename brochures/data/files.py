"""Data files: YAML read once, and taken as it stands, for it is ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def read(path: Path) -> Any:  # noqa: ANN401 - YAML can be anything
    """Return what a YAML file holds. It is kept: who takes it must not change it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open("rb") as file:  # an error in it names the file
        return yaml.load(file, loader)  # noqa: S506 - it is safe

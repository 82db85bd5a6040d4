"""Programs beside Python that tests need: without one they are skipped, except under CI."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def needs(program: str, *other_names: str) -> str:
    """Return where a program is; skip the test where it is not installed, fail it under CI."""
    paths = map(shutil.which, (program, *other_names))
    return next(filter(None, paths), None) or missing(program)


def missing(what: str) -> NoReturn:
    """Skip the test for want of something that is not installed; fail it under CI."""
    reason = f"{what} is not installed"
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and .ci/run has to install it")
    pytest.skip(reason)

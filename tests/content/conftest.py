"""What tests of the loader share: a file for a content, and both of PyYAML's parsers."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from brochures.content import yaml_reader


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with each of PyYAML's two parsers."""
    name: str = request.param
    if name == "Python":
        monkeypatch.setattr(yaml_reader, "PARSER", yaml.SafeLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML is built without libyaml here")
    return name


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a test may write its content."""
    return tmp_path / "content.yaml"

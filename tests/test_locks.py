"""The lock files: what pyproject.toml asks for, pinned with hashes for every system and Python."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-faces.txt")

ASKED = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
OPTIONAL = PROJECT["project"]["optional-dependencies"]["dask"]
ASKED_BY_TESTS = [Requirement(line) for line in [*PROJECT["dependency-groups"]["test"], *OPTIONAL]]

LINE = re.compile(
    r"""(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)
        (?:[ ];[ ](?P<marker>[^\\#]+?))?
        (?P<hashes>(?:[ ]--hash=sha256:[0-9a-f]{64})+)""",
    re.VERBOSE,
)

PLACES = [
    {
        "python_version": version,
        "python_full_version": f"{version}.0",
        "sys_platform": platform,
        "platform_system": system,
        "os_name": "nt" if platform == "win32" else "posix",
    }
    for version, (platform, system) in product(
        ("3.11", "3.12", "3.13"),
        (("linux", "Linux"), ("darwin", "Darwin"), ("win32", "Windows")),
    )
]
"""Where the program runs, in the terms of a marker."""


@dataclass(frozen=True)
class Locked:
    """A package of a lock file."""

    version: str
    marker: Marker | None
    hashes: frozenset[str]

    def is_for(self, place: dict[str, str]) -> bool:
        """Say whether it is installed in a place."""
        return self.marker is None or self.marker.evaluate(place)


def lines(lock: str) -> list[str]:
    """Return the lines of a lock file, each as one, without comments."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", "")
    bare = [" ".join(line.partition("#")[0].split()) for line in text.splitlines()]
    return [line for line in bare if line]


def packages(lock: str) -> dict[str, Locked]:
    """Return the packages of a lock file by their names."""
    found = {}
    for line in lines(lock):
        match = LINE.fullmatch(line)
        assert match, line
        marker = Marker(match["marker"]) if match["marker"] else None
        found[match["name"]] = Locked(match["version"], marker, frozenset(match["hashes"].split()))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_pinned_and_has_hashes(lock: str) -> None:
    """Each line is one package at one version with its hashes; no index and no file is named."""
    assert len(lines(lock)) == len(packages(lock)) >= len(ASKED)


def test_tests_run_with_what_is_installed_for_everyone() -> None:
    """What `make pdf` installs is in the tests' lock file too, the very same files of it."""
    assert packages(LOCKS[0]).items() <= packages(LOCKS[1]).items()


@pytest.mark.parametrize(("asked", "lock"), [(ASKED, LOCKS[0]), (ASKED_BY_TESTS, LOCKS[1])])
def test_nothing_older_than_what_is_locked_is_asked_for(
    asked: list[Requirement], lock: str
) -> None:
    """The oldest version that pyproject.toml allows is the one that is locked, and so tried."""
    locked = packages(lock)
    for requirement in asked:
        (bound,) = requirement.specifier
        assert bound.operator in (">=", "~=", "==")
        assert locked[canonicalize_name(requirement.name)].version == bound.version, requirement


def test_what_builds_the_package_is_what_the_tests_use() -> None:
    """The build backend is pinned, and the tests install that same version."""
    (backend,) = map(Requirement, PROJECT["build-system"]["requires"])
    assert backend in ASKED_BY_TESTS
    assert str(backend.specifier) == f"=={packages(LOCKS[1])[backend.name].version}"


def needed(requirement: Requirement, place: dict[str, str]) -> Iterator[Requirement]:
    """Yield what an installed package needs in a place, with the extras that are asked for.

    Nothing is known of a package that is not installed here.
    """
    try:
        metadata = requires(requirement.name) or []
    except PackageNotFoundError:
        return
    for line in metadata:
        wanted = Requirement(line)
        extras = requirement.extras or {""}
        if not wanted.marker or any(
            wanted.marker.evaluate(place | {"extra": extra}) for extra in extras
        ):
            yield wanted


@pytest.mark.parametrize(
    "place", PLACES, ids=lambda p: f"{p['sys_platform']}-{p['python_version']}"
)
@pytest.mark.parametrize(("asked", "lock"), [(ASKED, LOCKS[0]), (ASKED_BY_TESTS, LOCKS[1])])
def test_complete_everywhere(asked: list[Requirement], lock: str, place: dict[str, str]) -> None:
    """On each system and Python all that is needed is locked there, at a version that fits."""
    locked = packages(lock)
    left = list(asked)
    seen: set[str] = set()
    while left:
        requirement = left.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        package = locked[canonicalize_name(requirement.name)]
        assert package.is_for(place), requirement
        assert package.version in requirement.specifier, requirement
        left += needed(requirement, place)
    assert len(seen) > len(asked)

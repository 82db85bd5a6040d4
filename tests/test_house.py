"""The house keeps its order: imports go one way, no module is long, none stands at the top."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "brochures"

FLOORS = (
    {"data", "processes"},
    {"content"},
    {"formats"},
    {"render", "pdf"},
    {"checks"},
    {"desk"},
    {"build"},
    {"editor"},
    {"cli"},
    {"__main__"},
)
"""Folders of brochures/, and the modules at its top, from the lowest floor to the highest."""

LONGEST = 400
"""Lines of a module."""


def name_of(path: Path) -> str:
    """Return the dotted name of a module; a package's own is that of its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    name_of(path): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "__pycache__" not in path.parts  # where WeasyPrint's declarations are kept compiled
}


def floor(name: str) -> int | None:
    """Return the floor of a module; None for the package itself, which holds nothing."""
    _, *inside = name.split(".")
    return (
        next(number for number, names in enumerate(FLOORS) if inside[0] in names)
        if inside
        else None
    )


def imported(tree: ast.Module, package: str = "") -> Iterator[str]:
    """Yield what a module imports of the project: at its top, in functions, or for types only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            around = package.split(".")[: -node.level + 1 or None] if node.level else []
            base = ".".join(filter(None, [*around, node.module or ""]))
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            # What is no module is something of the one before its last dot.
            yield name if name in MODULES else name.rpartition(".")[0]


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """Return what each module imports of the project, by its name."""
    found = {}
    for name, path in MODULES.items():
        package = name if path.stem == "__init__" else name.rpartition(".")[0]
        tree = ast.parse(path.read_text("utf-8"))
        found[name] = frozenset(imported(tree, package)) & MODULES.keys()
    return found


def test_imports_are_seen() -> None:
    """Every way of importing a module is seen, also within functions and for types only."""
    code = """
import brochures.data
from brochures import cli
from brochures.pdf import Box, text
from .finding import Finding
if TYPE_CHECKING:
    from ..content import model
def late():
    import brochures.desk.page as page, json
"""
    assert set(imported(ast.parse(code), "brochures.checks")) & MODULES.keys() == {
        "brochures.data",
        "brochures.cli",
        "brochures.pdf",
        "brochures.pdf.text",
        "brochures.checks.finding",
        "brochures.content.model",
        "brochures.desk.page",
    }


def goes_down(name: str, other: str) -> bool:
    """Say whether a module may import another: of its own folder, or of a lower floor."""
    ours, theirs = floor(name), floor(other)
    if theirs is None:  # the package itself, which has its version
        return True
    return ours is not None and (theirs < ours or name.split(".")[1] == other.split(".")[1])


def test_no_import_runs_upwards() -> None:
    """A module imports others of its own folder and of lower floors."""
    wrong = [
        f"{name} imports {other}"
        for name, others in imports().items()
        for other in others
        if not goes_down(name, other)
    ]
    assert wrong == []


def test_no_import_runs_in_a_circle() -> None:
    """Modules can be put into an order in which each imports only those before it."""
    try:
        TopologicalSorter(imports()).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_no_module_is_long() -> None:
    """Every module can be read in one go."""
    lines = {name: len(path.read_text("utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}


def test_folders_and_modules_at_the_top() -> None:
    """At the top stand the command and folders that have a floor, and nothing else."""
    names = {name.split(".")[1] for name in MODULES if "." in name}
    assert names - {"__main__"} == set.union(*FLOORS) - {"__main__"}
    assert {path.stem for path in PACKAGE.glob("*.py")} <= {"__init__", "__main__", "cli"}

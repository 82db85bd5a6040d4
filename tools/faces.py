"""Install the typefaces that a content needs: those of the scripts that its words are written in.

    python -m tools.faces content.yaml

Those of translations are installed once somebody has reviewed them, or with `--drafts`. What the
lock file names is installed, with its hashes, and nothing else. A content that cannot be read needs
none: the build says what is wrong with it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from brochures.content.catalog import labels_for
from brochures.content.po_file import MAX_BYTES, header
from brochures.content.text_file import text as text_of
from brochures.content.yaml_reader import ContentError, Data, read
from brochures.data.scripts import scripts, used
from tools.setup import ROOT, Stop, install_packages

LOCK = ROOT / "requirements-faces.txt"


def missing(content: Path, *, drafts: bool = False) -> set[str]:
    """Return the packages of faces that a content needs and that are not installed."""
    codes = {code for text, tag in _texts(content, drafts=drafts) for code in used(text, tag)}
    found = (scripts()[code] for code in codes)
    return {script.package.replace("_", "-") for script in found if not script.is_installed}


def _texts(content: Path, *, drafts: bool) -> Iterator[tuple[str, str]]:
    """Yield the texts of a content, its editions and translations, each with its language."""
    data = _data(content)
    yield text_of(content), str(data.get("language", ""))
    clinic = data.get("clinic")
    named = clinic.get("language_help") if isinstance(clinic, dict) else None
    for tag in map(str, named if isinstance(named, list) else ()):
        yield str(labels_for(tag)["help"]), tag
    translations = data.get("translations")
    for tag, name in translations.items() if isinstance(translations, dict) else ():
        file = content.parent / str(name)
        if drafts or header(file).get("X-Reviewed-By", "").strip():
            yield text_of(file, MAX_BYTES), tag
    editions = data.get("editions")
    for name in editions if isinstance(editions, list) else ():
        if isinstance(name, str) and (content.parent / name) != content:
            yield from _texts(content.parent / name, drafts=drafts)


def _data(content: Path) -> dict[str, Data]:
    data = read(text_of(content), content).data
    return data if isinstance(data, dict) else {}


def locked(names: Iterable[str]) -> str:
    """Return the lines of the lock file for some packages, and for what these need."""
    by_name: dict[str, str] = {}
    for block in re.finditer(r"(?m)^(\S+?)==.*\n(?:    .*\n)*", LOCK.read_text("utf-8")):
        by_name[block[1]] = by_name.get(block[1], "") + block[0]  # one for each Python, perhaps
    wanted, left = set[str](), set(names)
    while left:
        name = left.pop()
        wanted.add(name)
        needing = re.compile(rf"(?m)^    #  ?(?:via |  ){re.escape(name)}$")
        left |= {other for other, block in by_name.items() if needing.search(block)} - wanted
    return "".join(by_name[name] for name in sorted(wanted))


def main() -> int:
    """Install what is missing; return the exit status."""
    parser = argparse.ArgumentParser(description="Install the typefaces that a content needs.")
    parser.add_argument("content", type=Path)
    parser.add_argument("--drafts", action="store_true", help="of all translations")
    options = parser.parse_args()
    try:
        names = missing(options.content, drafts=options.drafts)
    except ContentError:
        return 0
    if not names:
        return 0
    print(f"Installing typefaces: {', '.join(sorted(names))} ...", flush=True)
    lock = Path(sys.prefix) / "faces.txt"
    lock.write_text(locked(names), "utf-8")
    try:
        install_packages(Path(sys.executable), lock)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

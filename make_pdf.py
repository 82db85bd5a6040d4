"""The command: words in, handouts out. `python make_pdf.py --help` says how."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from brochures.build import Outcome, PublishError, build
from brochures.formats import FORMATS, Format
from brochures.loading import ContentError, load

CLEAN, WITHHELD, WRONG = 0, 1, 2
"""Exit status: all built; something was withheld; the command or the content is wrong."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with its arguments and return its exit status."""
    options = _parser().parse_args(arguments)
    if options.list:
        print("\n".join(map(_described, FORMATS.values())))
        return CLEAN
    unknown = [name for name in options.formats if name not in FORMATS]
    if unknown:
        return _refuse(
            f"There is no format called {', '.join(unknown)}. There are: {', '.join(FORMATS)}."
        )
    formats = [made for name, made in FORMATS.items() if name in (options.formats or FORMATS)]
    try:
        outcomes = []
        for outcome in build(load(options.content), formats, options.output):
            _report(outcome)
            outcomes.append(outcome)
    except (ContentError, PublishError) as error:
        return _refuse(str(error))
    return CLEAN if all(outcome.published for outcome in outcomes) else WITHHELD


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make_pdf.py", description="Make a clinic's handouts from content.yaml."
    )
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help="which ones (all of them)")
    parser.add_argument(
        "--content", type=Path, default=Path("content.yaml"), metavar="FILE", help="the words"
    )
    parser.add_argument(
        "--output", type=Path, default=Path("output"), metavar="DIR", help="where the PDFs go"
    )
    parser.add_argument("--list", action="store_true", help="list the formats and stop")
    return parser


def _described(made: Format) -> str:
    return f"{made.name:<12} {made.paper}, for {made.readers}"


def _report(outcome: Outcome) -> None:
    if outcome.published:
        pages = "1 page" if outcome.pages == 1 else f"{outcome.pages} pages"
        print(f"{outcome.made.name:<12} {pages:<9} {outcome.path}")
        return
    kept = "the last good one stays" if outcome.path.exists() else "there is none yet"
    print(f"{outcome.made.name:<12} withheld  {outcome.path} ({kept})")
    for finding in outcome.findings:
        print(f"{finding}", file=sys.stderr)


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return WRONG


if __name__ == "__main__":
    sys.exit(main())

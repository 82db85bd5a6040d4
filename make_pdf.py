"""The command: words in, handouts out. `python make_pdf.py --help` says how."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from brochures import plan

TYPE_CHECKING = False  # as in plan: what a run with nothing to do can spare
if TYPE_CHECKING:
    from brochures.content import Content

CLEAN, WITHHELD, WRONG, STOPPED = 0, 1, 2, 130
"""Exit status: all is well; something is to be mended; the command or the content is wrong;
Ctrl-C."""

SHOP_NOTE = (
    "Tell the shop: the colours are RGB, the file is no PDF/X-4. That needs the profile of their\n"
    "press, for which there is no free one, and would forbid the links."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with its arguments and return its exit status.

    A run with nothing to do ends before it imports what composes, lays out and judges.
    """
    options = _parser().parse_args(arguments)
    today = datetime.now().astimezone().date()
    builds = not (options.list or options.explain or options.check)
    key = _key(options) if builds else None
    if key and not (options.force or options.draft or options.json):
        lines = plan.said(options.output, key, str(today))
        if lines is not None:
            _print(lines)
            return CLEAN
    return _run(options, key, today)


def _key(options: argparse.Namespace) -> str | None:
    """Return the key of a run that builds; None where its words cannot be read."""
    chosen = (sorted(options.formats), options.paper, options.no_fold_marks, options.purpose)
    return plan.run_key(options.content, repr((chosen, str(options.output))))


def _run(options: argparse.Namespace, key: str | None, today: date) -> int:
    from brochures import console, startup

    startup.load()
    from brochures.formats import FORMATS
    from brochures.loading import ContentError
    from brochures.publish import PublishError

    if options.list:
        print(console.listed())
        return CLEAN
    if options.explain:
        explained = console.explained(options.explain)
        return _refuse(console.no_rule(options.explain)) if explained is None else _say(explained)
    unknown = [name for name in options.formats if name not in FORMATS]
    if unknown:
        return _refuse(
            f"There is no format called {', '.join(unknown)}. There are: {', '.join(FORMATS)}."
        )
    try:
        return _check(options, today) if options.check else _build(options, key, today)
    except (ContentError, PublishError) as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        print("Stopped. What was published before is whole; the next run does the rest.")
        return STOPPED


def _check(options: argparse.Namespace, today: date) -> int:
    from brochures import console
    from brochures.build import examine

    content = _words(options) if options.content.exists() else None
    outcomes = []
    for path in options.check:
        outcomes.append(examine(path, content, today))
        if not options.json:
            _print(console.judged(outcomes[-1]))
    if options.json:
        print(json.dumps([outcome.data() for outcome in outcomes], indent=2))
    return CLEAN if all(outcome.clean for outcome in outcomes) else WITHHELD


def _build(options: argparse.Namespace, key: str | None, today: date) -> int:
    from brochures import console, desk
    from brochures.build import build, remember
    from brochures.formats import for_print_shop, formats

    content = _words(options)
    sheets = formats(content.printing)
    made = [sheets[name] for name in sheets if name in (options.formats or sheets)]
    if options.purpose == "print-shop":
        made = [for_print_shop(each) for each in made if each.folds]
    outcomes, said = [], []
    for outcome in build(
        content, made, options.output, today, draft=options.draft, force=options.force
    ):
        lines = list(console.built(outcome))
        if not options.json:
            _print(lines)
        said += lines
        outcomes.append(outcome)
    if options.purpose == "print-shop":
        said.append(("out", SHOP_NOTE))
        _print(said[-1:])
        beside: tuple[str, ...] = ()
    else:
        beside = desk.lay_out(options.output, content, outcomes, today)
    remember(options.output, content, outcomes, today, run=key, said=said, files=beside)
    if options.json:
        print(json.dumps([outcome.data() for outcome in outcomes], indent=2))
    return CLEAN if all(outcome.clean for outcome in outcomes) else WITHHELD


def _words(options: argparse.Namespace) -> Content:
    """Return the content, to be printed as the command says or else as the content does."""
    from brochures.content import Printing
    from brochures.loading import load

    content = load(options.content)
    paper = options.paper or content.printing.paper
    fold_marks = content.printing.fold_marks and not options.no_fold_marks
    return content.model_copy(update={"printing": Printing(paper=paper, fold_marks=fold_marks)})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make_pdf.py", description="Make a clinic's handouts from content.yaml."
    )
    add = parser.add_argument
    add("formats", nargs="*", metavar="FORMAT", help="which ones (all of them)")
    add("--content", type=Path, default=Path("content.yaml"), metavar="FILE", help="the words")
    add("--output", type=Path, default=Path("output"), metavar="DIR", help="where the PDFs go")
    add("--paper", choices=("letter", "a4"), help="the sheets they are for (as content.yaml says)")
    add("--no-fold-marks", action="store_true", help="leave out the marks where to fold")
    add(
        "--for",
        dest="purpose",
        choices=("office", "print-shop"),
        default="office",
        help="a print shop gets the tri-fold with bleed, crop marks and fold marks",
    )
    add("--force", action="store_true", help="build all anew, even what is as it should be")
    add("--draft", action="store_true", help="publish all, marked DRAFT on every page")
    add("--check", nargs="+", type=Path, metavar="FILE.pdf", help="judge files that exist")
    add("--explain", metavar="RULE", help="say what a rule asks for, why, and how to keep it")
    add("--json", action="store_true", help="print what was found as JSON")
    add("--list", action="store_true", help="list the formats and stop")
    return parser


def _print(lines: Iterable[Sequence[str]]) -> None:
    """Print lines, each on the stream that it names."""
    for stream, text in lines:
        print(text, file=sys.stderr if stream == "err" else sys.stdout)


def _say(text: str) -> int:
    print(text)
    return CLEAN


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return WRONG


if __name__ == "__main__":
    sys.exit(main())

"""The command line: what it takes, and how it ends. `python make_pdf.py --help` says how."""

from __future__ import annotations

import sys

from brochures.build import cache

TYPE_CHECKING = False  # as in plan: what a run with nothing to do can spare
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from brochures.build.run import Order

CLEAN, WITHHELD, WRONG, STOPPED = 0, 1, 2, 130
"""Exit status: all is well; something is to be mended; the command or the content is wrong;
Ctrl-C."""

CONTENT, OUTPUT = "content.yaml", "output"

AS_MOSTLY = (None, False, "office", 1, OUTPUT)
"""The paper, whether without fold marks, the purpose, the part of PDF/UA and the folder, where none
is asked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with its arguments and return its exit status.

    A run with nothing to do ends before it imports what composes, lays out and judges.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    shared = cache.code()
    if not any(each.startswith("-") for each in given):
        # As it is mostly run: to read its arguments takes no parser.
        key = cache.run_key(shared, CONTENT, _wanted(given))
        if key and _said_again(OUTPUT, key):
            return CLEAN
    options = _parsed(given)
    builds = not (options.list or options.explain or options.check)
    key = None
    if builds and not options.many:
        key = cache.run_key(shared, options.content, _options(options))
    anew = options.force or options.draft or options.json or options.watch
    if key and not anew and _said_again(options.output, key):
        return CLEAN
    return _run(options, shared, key)


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments. `many` holds the files and folders of many clinics, `content` one."""
    import os

    options = _parser().parse_args(arguments)
    # A format that follows the files is a format, unless there is a file called like that.
    while len(options.content) > 1 and not options.content[-1].suffix:
        if os.path.exists(options.content[-1]):
            break
        options.formats.append(str(options.content.pop()))
    several = len(options.content) > 1 or os.path.isdir(options.content[0])
    options.many = options.content if several else []
    options.content = options.content[0]
    return options


def _wanted(formats: Sequence[str], *, asked: Sequence[object] = AS_MOSTLY) -> str:
    """Return the options that change what is made, as text."""
    return repr((sorted(formats), *asked))


def _options(options: argparse.Namespace, output: Path | None = None) -> str:
    """Return the same of options that were parsed, for the folder that they name or another."""
    folder = str(output or options.output)
    asked = (options.paper, options.no_fold_marks, options.purpose, options.ua, folder)
    return _wanted(options.formats, asked=asked)


def _said_again(output: str, key: str) -> bool:
    """Say what the last run said, if there is nothing to do since; return whether that is so."""
    lines = cache.said(output, key, cache.today())
    for line in lines or ():
        _print(line)
    return lines is not None


def _run(options: argparse.Namespace, shared: str, key: str | None) -> int:
    import gc
    from datetime import date

    from brochures.build.workers import GARBAGE
    from brochures.formats.model import FORMATS

    gc.set_threshold(GARBAGE)
    today = date.fromisoformat(cache.today())
    if options.list or options.explain:
        return _explain(options.explain)
    unknown = [name for name in options.formats if name not in FORMATS]
    if unknown:
        return _refuse(
            f"There is no format called {', '.join(unknown)}. There are: {', '.join(FORMATS)}."
        )
    try:
        if options.many:
            return _many(options)
        if options.watch:
            return _watch(options)
        return _check(options, today) if options.check else _build(options, shared, key, today)
    except KeyboardInterrupt:
        print("Stopped. What was published before is whole; the next run does the rest.")
        return STOPPED


def _explain(rule: str | None) -> int:
    """Say what a rule asks for, or list the formats."""
    if rule is None:
        from brochures.build import console

        return _say(console.listed())
    from brochures.checks import explained

    said = explained.explained(rule)
    return _refuse(explained.no_rule(rule)) if said is None else _say(said)


def _build(options: argparse.Namespace, shared: str, key: str | None, today: date) -> int:
    from brochures.build.handouts import handout_pool
    from brochures.build.run import carry_out
    from brochures.build.workers import cores
    from brochures.formats.model import FORMATS

    with handout_pool(min(cores(), len(options.formats or FORMATS))) as pool:
        say = _silent if options.json else _print
        try:
            outcomes = carry_out(_order(options), today, say, shared=shared, key=key, pool=pool)
        except _mistakes() as error:
            return _refuse(str(error))
    if options.json:
        _print_json([outcome.data() for outcome in outcomes])
    return CLEAN if all(outcome.clean for outcome in outcomes) else WITHHELD


def _many(options: argparse.Namespace) -> int:
    from brochures.build import batch

    if options.watch or options.check:
        return _refuse("--watch and --check take the words of one clinic: name one file.")
    try:
        asked = batch.orders(options.many, _order(options))
    except batch.NoClinics as error:
        return _refuse(str(error))
    except _mistakes() as error:
        return _refuse(str(error))
    say = _silent if options.json else _print_now
    done = batch.build(asked, lambda order: _options(options, order.output), say)
    if options.json:
        _print_json([each.data(name) for name, each in done.items()])
    else:
        print(batch.summary(done))
    became = {each.became for each in done.values()}
    if became & {"wrong", "failed"}:
        return WRONG
    return WITHHELD if "withheld" in became else CLEAN


def _watch(options: argparse.Namespace) -> int:  # noqa: RET503 - another command takes its place
    import os

    from brochures.build.handouts import handout_pool
    from brochures.build.watch import watch
    from brochures.build.workers import cores

    with handout_pool(cores()) as pool:
        try:
            watch(_order(options), _options(options), _print_now, pool)
        except KeyboardInterrupt:
            print("\nThe watch has ended.")
            return CLEAN
    print("The program has changed: the watch starts again.", flush=True)
    os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 - this very command


def _check(options: argparse.Namespace, today: date) -> int:
    from brochures.build import console
    from brochures.build.run import words
    from brochures.checks.inspection import examine

    try:
        content = words(_order(options)) if options.content.exists() else None
    except _mistakes() as error:
        return _refuse(str(error))
    outcomes = []
    for path in options.check:
        outcomes.append(examine(path, content, today))
        if not options.json:
            for line in console.judged(outcomes[-1]):
                _print(line)
    if options.json:
        _print_json([outcome.data() for outcome in outcomes])
    return CLEAN if all(outcome.clean for outcome in outcomes) else WITHHELD


def _order(options: argparse.Namespace) -> Order:
    from brochures.build.run import Order

    return Order(
        options.content,
        options.output,
        tuple(options.formats),
        options.paper,
        not options.no_fold_marks,
        options.purpose,
        options.ua,
        options.draft,
        options.force,
    )


def _mistakes() -> tuple[type[Exception], ...]:
    """Return the errors that a person can mend: in the words, or in the folder."""
    from brochures.build.atomic_write import PublishError
    from brochures.content.yaml_reader import ContentError

    return ContentError, PublishError


def _parser() -> argparse.ArgumentParser:
    import argparse
    from pathlib import Path

    parser = argparse.ArgumentParser(
        prog="make_pdf.py", description="Make a clinic's handouts from content.yaml."
    )
    add = parser.add_argument
    add("formats", nargs="*", metavar="FORMAT", help="which ones (all of them)")
    add(
        "--content",
        nargs="+",
        type=Path,
        default=[Path(CONTENT)],
        metavar="FILE",
        help="the words; several files, or a folder of them: each clinic gets a folder of its own",
    )
    add("--output", type=Path, default=Path(OUTPUT), metavar="DIR", help="where the PDFs go")
    add("--paper", choices=("letter", "a4"), help="the sheets they are for (as content.yaml says)")
    add("--no-fold-marks", action="store_true", help="leave out the marks where to fold")
    add(
        "--for",
        dest="purpose",
        choices=("office", "print-shop"),
        default="office",
        help="a print shop gets the tri-fold with bleed, crop marks and fold marks",
    )
    add(
        "--ua",
        type=int,
        choices=(1, 2),
        default=1,
        help="the part of PDF/UA that the files declare; 2 is PDF 2.0, for readers that know it",
    )
    add("--watch", action="store_true", help="build again whenever a file is saved")
    add("--force", action="store_true", help="build all anew, even what is as it should be")
    add("--draft", action="store_true", help="publish all, marked DRAFT on every page")
    add("--check", nargs="+", type=Path, metavar="FILE.pdf", help="judge files that exist")
    add("--explain", metavar="RULE", help="say what a rule asks for, why, and how to keep it")
    add("--json", action="store_true", help="print what was found as JSON")
    add("--list", action="store_true", help="list the formats and stop")
    return parser


def _print(line: Sequence[str]) -> None:
    """Print a line on the stream that it names."""
    stream, text = line
    print(text, file=sys.stderr if stream == "err" else sys.stdout)


def _print_now(line: Sequence[str]) -> None:
    """Print a line at once, whoever reads it."""
    _print(line)
    sys.stdout.flush()


def _silent(_: Sequence[str]) -> None:
    """Print nothing: what was found is printed as JSON in the end."""


def _print_json(data: object) -> None:
    import json

    print(json.dumps(data, indent=2))


def _say(text: str) -> int:
    print(text)
    return CLEAN


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return WRONG

"""The arguments of the command: its subcommands, and what each of them takes."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from typing import Any, NoReturn

from brochures import __version__
from brochures.build import output

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
"""What a tag of a language looks like, and no format's name."""

CONTENT, OUTPUT = Path("content.yaml"), Path("output")

COMMANDS = {
    "build": "make the handouts; this is what is done without a COMMAND",
    "watch": "build again whenever a file is saved",
    "list": "list the formats",
    "explain": "say what a rule asks for, why, and how to keep it",
    "check": "judge PDFs that exist, ours or others",
    "translate": "write or update the catalogs that translators fill in",
    "edit": "change the words in the browser, beside the pages that they make",
    "new": "write a content file to begin with; at a terminal it asks for the clinic's facts",
}


class CommandError(Exception):
    """The command is wrong; the message says what about it, and `usage` how it is written."""

    def __init__(self, message: str, usage: str = "") -> None:
        super().__init__(message)
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    """A parser that takes no shortened options, and raises what is wrong with the command."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong, with how the command is used."""
        raise CommandError(f"{self.prog}: {message}", self.format_usage())

    def _print_message(self, message: str, _file: object = None) -> None:
        """Print help, or the version, as all else is printed."""
        output.say(("out", message.rstrip()))


class _Subcommand(argparse.Action):
    """An option that there is not, called like a subcommand."""

    def __call__(self, _parser: object, _options: object, values: object, *_: object) -> NoReturn:
        """Say how the subcommand is written."""
        words = map(str, values if isinstance(values, list) else [])
        written = " ".join(["brochures", self.dest, *words])
        raise CommandError(
            f"There is no option --{self.dest}. Did you mean the subcommand {self.dest}: {written}"
        )


def parsed(given: list[str]) -> argparse.Namespace | None:
    """Return the arguments as options, or None where help or the version has been printed.

    `command` is the subcommand. Of a build or a watch, `many` holds the files and folders of many
    clinics, `content` one file.
    """
    word = next((each for each in given if not each.startswith("-")), None)
    about = word is None and not {"-h", "--help", "--version"}.isdisjoint(given)
    if word not in COMMANDS and not about:
        given = ["build", *given]
    try:
        options = _parser().parse_args(given)
    except SystemExit:
        return None
    options.json = "json" in options
    if "formats" in options:
        _tell_contents_from_formats(options)
    return options


def as_json(given: list[str]) -> bool:
    """Say whether JSON is asked for, whatever else is right or wrong with the arguments."""
    return "json" in _shared().parse_known_args(given)[0]


def _tell_contents_from_formats(options: argparse.Namespace) -> None:
    """Take a format that follows files or languages as one, unless a file is called like that.

    Of a file that must not be looked at, or has a name that none can have, os.path only says no.
    """
    tags = options.languages
    while tags and not _TAG.fullmatch(tags[-1]):
        options.formats.append(tags.pop())
    contents = options.content
    while len(contents) > 1 and not contents[-1].suffix and not os.path.exists(contents[-1]):
        options.formats.append(str(contents.pop()))
    options.many = contents if len(contents) > 1 or os.path.isdir(contents[0]) else []
    options.content = contents[0]


def _parser() -> argparse.ArgumentParser:
    shared = _shared()
    parser = _Parser(
        prog="brochures",
        parents=[shared],
        description="Make a clinic's handouts from content.yaml.",
        epilog="brochures COMMAND --help tells more. Exit status: 0 built and clean, 1 something"
        " must be fixed, 2 the command or the content is wrong, 130 stopped by Ctrl-C.",
    )
    parser.add_argument("--version", action="version", version=f"brochures {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    making = _making()
    added = {}
    for name, about in COMMANDS.items():
        parents = [shared, making] if name in ("build", "watch") else [shared]
        added[name] = commands.add_parser(
            name, parents=parents, help=about, description=f"{about[0].upper()}{about[1:]}."
        )
    force = "build all anew, even what is as it should be"
    elsewhere = "build on the workers of a Dask scheduler, tls://HOST:PORT (docs/scale.md)"
    added["build"].add_argument("--force", action="store_true", help=force)
    added["build"].add_argument("--scheduler", metavar="ADDRESS", help=elsewhere)
    added["watch"].set_defaults(force=False)
    for name in COMMANDS.keys() - {"build"}:
        added["build"].add_argument(
            f"--{name}", nargs="*", action=_Subcommand, help=argparse.SUPPRESS
        )
    added["explain"].add_argument("rule", metavar="RULE", help="the rule's name")
    add = added["check"].add_argument
    add("files", nargs="+", type=Path, metavar="FILE.pdf", help="the PDFs")
    add("--content", type=Path, metavar="FILE", help="the words (content.yaml, if it is there)")
    _take_facts(added["new"])
    add = added["translate"].add_argument
    add("languages", nargs="+", metavar="LANGUAGE", help="their tags, such as es or zh-Hans")
    add("--content", type=Path, default=CONTENT, metavar="FILE", help="the words")
    add = added["edit"].add_argument
    add("--content", type=Path, default=CONTENT, metavar="FILE", help="the words")
    add("--output", type=Path, default=OUTPUT, metavar="DIR", help="where the PDFs go")
    add("--no-browser", action="store_true", help="open no browser: say the address alone")
    return parser


FACTS = {
    "name": "the clinic's name",
    "street": "street and number",
    "city": "city or town",
    "region": "state, province or county, where addresses have one",
    "postcode": "postcode or ZIP code",
    "phone": "the clinic's phone number",
    "country": "its two capital letters, such as GB (US)",
    "language": "the language of the words, such as es-US (that of the country)",
    "topic": "what the brochure is about, in a word or two",
}
"""What a new content file can be told, and how each is explained."""


def _take_facts(parser: argparse.ArgumentParser) -> None:
    """Let a parser take the folder of a new content file, and the facts to put into it."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where content.yaml goes")
    for name, about in FACTS.items():
        parser.add_argument(f"--{name}", metavar=name.upper(), help=about)


def _shared() -> _Parser:
    """Return what the command and all its subcommands take."""
    parser = _Parser(add_help=False)
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print what was found, or what is wrong, as JSON",
    )
    return parser


def _making() -> _Parser:
    """Return what says of what handouts are made, which ones, and how."""
    parser = _Parser(add_help=False)
    add = parser.add_argument
    add("formats", nargs="*", metavar="FORMAT", help="which ones (all of them)")
    add(
        "--content",
        nargs="+",
        type=Path,
        default=[CONTENT],
        metavar="FILE",
        help="the words; to build, also several files, or a folder of them: each clinic gets a"
        " folder of its own",
    )
    add("--output", type=Path, default=OUTPUT, metavar="DIR", help="where the PDFs go")
    add("--paper", choices=("letter", "a4"), help="the sheets they are for (as content.yaml says)")
    add("--no-fold-marks", action="store_true", help="leave out the marks where to fold")
    add(
        "--for",
        dest="purpose",
        choices=("office", "print-shop"),
        default="office",
        help="a print shop gets what is folded, with bleed, crop marks and fold marks",
    )
    add(
        "--ua",
        type=int,
        choices=(1, 2),
        default=1,
        help="the part of PDF/UA that the files declare; 2 is PDF 2.0, for readers that know it",
    )
    add("--draft", action="store_true", help="publish all, marked DRAFT on every page")
    add(
        "--languages",
        nargs="+",
        default=[],
        metavar="TAG",
        help="those of content.yaml and its translations in which they are made (all)",
    )
    return parser

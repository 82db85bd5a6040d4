"""A new content file: a clinic's facts put into a template, or asked for at the terminal.

A template is a content with {marks} in the places of facts: one a language, in data/new/. A line
with a fact that nobody has given is left out. Facts are checked as those of any content file are.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from babel import Locale, UnknownLocaleError

from brochures.build.atomic_write import publish
from brochures.content.catalog import languages_of
from brochures.content.fictional import is_fictional
from brochures.content.loader import ContentError, Loaded, read_content
from brochures.content.postal import PostalField, postal_rules
from brochures.data import DATA
from brochures.data.files import read

NAME = "content.yaml"
TEMPLATES = DATA / "new"
UNSAID = DATA / "new_content.yaml"
"""What is written where nobody has given the facts."""

COUNTRY, LANGUAGE = "US", "en"
"""The usual country, and the language for countries in whose own there is no template."""

ADDRESS = ("street", "city", "region", "postcode")
LETTERS: Mapping[PostalField, str] = {"city": "%C", "region": "%S", "postcode": "%Z"}
"""How the parts of an address are called in the format of a country's addresses."""

PATHS = {
    "country": "clinic.country",
    "language": "language",
    "name": "clinic.name",
    **{part: f"clinic.address.{part}" for part in ADDRESS},
    "phone": "clinic.phone.number",
    "topic": "topic.name",
}
"""Where each fact stands in the content."""

NEEDED = ("name", "street", "phone", "topic")
"""Facts that are needed everywhere."""

Facts = dict[str, str]
Ask = Callable[[str], str | None]
"""Asks a question and returns the answer; None where none will come."""


class Refused(Exception):
    """Nothing is written; the message says why, and `facts` what is wrong with each of them."""

    def __init__(self, message: str, facts: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.facts = facts or {}


@dataclass(frozen=True, slots=True)
class Made:
    """A content file that was written, and what is to be said of it."""

    content: Path
    said: str


@dataclass(frozen=True, slots=True)
class _File:
    """The file that is to be written."""

    path: Path
    today: date

    def text(self, facts: Facts) -> str:
        """Return what it says with some facts."""
        days = {"today": self.today, "next_year": self.today + timedelta(days=365)}
        values = {name: str(day) for name, day in days.items()}
        # A JSON string is a YAML text in quotes, whatever is in it.
        values |= {name: json.dumps("", ensure_ascii=False) for name in NEEDED}
        values |= {name: json.dumps(fact, ensure_ascii=False) for name, fact in facts.items()}
        template = _template(_known(facts["language"]) or LANGUAGE)
        lines = template.read_text("utf-8").splitlines(keepends=True)
        return "".join(_filled(line, values) for line in lines)

    def read(self, facts: Facts) -> Loaded:
        """Return it as it will be read. Raises ContentError."""
        return read_content(self.path, text=self.text(facts))

    def wrong(self, facts: Facts) -> Facts:
        """Return what is wrong with each fact; below '' what is with the file as a whole."""
        found: Facts = {}
        try:
            self.read(facts)
        except ContentError as error:
            for problem in error.problems:
                place = problem.path.partition("[")[0]
                name = next((name for name, path in PATHS.items() if path == place), "")
                found.setdefault(name, f"{problem.what} {problem.fix}")
        return found

    def require(self, facts: Facts, *names: str) -> None:
        """Raise Refused if some of the facts, which were given as options, cannot be right."""
        wrong = self.wrong(facts)
        if said := [f"--{name}: {wrong[name]}" for name in names if name in wrong]:
            raise Refused("\n".join(said), wrong)


def _filled(line: str, values: Mapping[str, str]) -> str:
    """Return a line of a template with its facts, or nothing where one is not given."""
    if any(name not in values for name in re.findall(r"\{(\w+)\}", line)):
        return ""
    return re.sub(r"\{(\w+)\}", lambda mark: values[mark[1]], line)


def make(
    folder: Path,
    given: Mapping[str, str | None],
    today: date,
    ask: Ask | None = None,
    *,
    name: str = NAME,
) -> Made:
    """Write a content file into a folder.

    Takes the facts that are given, the day for its note about a review, and what asks a person for
    more facts, if one is there. The others are those of a fictional clinic. Raises Refused where
    there is such a file or a fact cannot be right, and PublishError where the file cannot be
    written.
    """
    file = _File(folder / name, today)
    if os.path.lexists(file.path):
        raise Refused(f"{file.path} is there, and stays as it is. Name another folder.")
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file. Name a folder.")
    options = {name: fact.strip() for name, fact in given.items() if fact is not None}
    facts = _in_a_language({"country": COUNTRY} | options, file)
    file.require(facts, *options)
    usual = _unsaid(facts)
    facts.setdefault("topic", usual["topic"])
    if ask:
        facts |= _Questions(file, facts, usual, ask).answers()
    facts = usual | facts
    _require_all(facts, file)
    if made_up := [f"--{name}" for name in _made_up(file, facts, usual)]:
        raise Refused(
            f"Give {' and '.join(made_up)}, too: with a phone number of its own, nothing would show"
            " that the rest of a clinic is made up.",
            dict.fromkeys((name.removeprefix("--") for name in made_up), "This is needed, too."),
        )
    fictional = is_fictional(file.read(facts).content.clinic)
    if not fictional:
        facts.pop("website", None)
    publish(file.path, file.text(facts).encode("utf-8"), instead="name another folder")
    return Made(file.path, "\n".join(_told(file.path, fictional=fictional)))


def _in_a_language(facts: Facts, file: _File) -> Facts:
    """Return facts with a language that there is a template in: by default the country's."""
    if "language" in facts:
        file.require(facts, "language")
        known = sorted(path.stem for path in TEMPLATES.glob("*.yaml"))
        if _known(facts["language"]) is None:
            raise Refused(
                f"There are no words in {facts['language']} to begin with. Choose another language"
                f" ({', '.join(known)}) and write your own words in place of those."
            )
        return facts
    try:
        language = Locale.parse(f"und_{facts['country']}").language
        tag = f"{language}-{facts['country']}"
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return facts | {"language": LANGUAGE}
    return facts | {"language": tag if _known(tag) else LANGUAGE}


def _known(language: str) -> str | None:
    """Return the tag of the template for a language; None where there is none."""
    tags = languages_of(language)
    return next((tag for tag in sorted(tags, reverse=True) if _template(tag).is_file()), None)


def _template(tag: str) -> Path:
    return TEMPLATES / f"{tag}.yaml"


def _unsaid(facts: Facts) -> Facts:
    """Return what is written where nobody says otherwise: the facts of a fictional clinic.

    An address is taken whole or not at all.
    """
    unsaid, language = read(UNSAID), _known(facts["language"]) or LANGUAGE
    place = dict(unsaid["places"].get(facts["country"], {}))
    if any(part in facts for part in ADDRESS):
        place = {name: fact for name, fact in place.items() if name not in ADDRESS}
    names = {"name": unsaid["names"][language], "topic": unsaid["topics"][language]}
    return {**names, "website": unsaid["website"], **place}


def _require_all(facts: Facts, file: _File) -> None:
    """Raise Refused if facts are missing, or cannot be right together."""
    if missing := [f"--{name}" for name in NEEDED if name not in facts]:
        why = f"there is no fictional clinic to begin with in {facts['country']}."
        if facts["country"] in read(UNSAID)["places"]:
            why = "an address is taken whole or not at all."
        facts_missing = (name.removeprefix("--") for name in missing)
        raise Refused(
            f"Give {' and '.join(missing)}, too: {why}",
            dict.fromkeys(facts_missing, "This is needed, too."),
        )
    file.require(facts, *PATHS)
    if wrong := file.wrong(facts):
        raise Refused("\n".join(wrong.values()), wrong)


def _made_up(file: _File, facts: Facts, usual: Facts) -> list[str]:
    """Return what is a fictional clinic's, name or street, though its phone number is not."""
    try:
        clinic = file.read(facts).content.clinic
    except ContentError:
        return []
    if is_fictional(clinic):
        return []
    return [name for name in ("name", "street") if facts.get(name) == usual.get(name)]


def _told(path: Path, *, fictional: bool) -> Iterator[str]:
    """Yield what was made, and what comes next."""
    words = "Every page will say that it is a draft until the facts in it are your own."
    yield f"{path} is made. {words if fictional else 'Change the words in it as you like.'}"
    output = shlex.quote(str(path.parent / "output"))
    yield f"Next: brochures --content {shlex.quote(str(path))} --output {output}"


class _Questions:
    """Questions for the facts that are not given, each asked until its answer can be right."""

    def __init__(self, file: _File, given: Facts, usual: Facts, ask: Ask) -> None:
        self._file = file
        self._ask = ask
        self._usual_at_first = usual
        self._usual = dict(usual)
        self._facts = dict(given)
        self._rules = postal_rules(given["country"])
        asked = ("name", *(part for part in ADDRESS if self._has(part)), "phone")
        self._left = deque(name for name in asked if name not in given)

    def answers(self) -> Facts:
        """Return the facts, with what has been answered."""
        self._ask_all()
        usual, self._usual = self._usual_at_first, {}
        for name in _made_up(self._file, self._facts, usual):
            parts = ADDRESS if name == "street" else (name,)
            self._facts = {each: fact for each, fact in self._facts.items() if each not in parts}
            self._left.extend(part for part in parts if part == name or self._has(part))
        self._ask_all()
        return self._facts

    def _ask_all(self) -> None:
        """Ask what is left to ask."""
        wrong = ""
        while self._left:
            name = self._left[0]
            self._answer(name, wrong)
            found = self._file.wrong(self._facts)
            wrong = found.get(name) or found.get("", "")
            if not wrong:
                self._left.popleft()
            elif name == "postcode" and "region" in self._facts and self._has("region"):
                del self._facts[name]
                self._left.appendleft("region")  # whichever of the two is wrong
            else:
                self._facts.pop(name, None)

    def _answer(self, name: str, wrong: str) -> None:
        """Ask for a fact, saying what was wrong, and take what is answered, or else what is usual.

        Where the usual street is taken, so is the whole address.
        """
        usual = self._facts.get(name) or self._usual.get(name, "")
        question = f"{self._called(name)} [{usual}]: " if usual else f"{self._called(name)}: "
        answer = self._ask(f"{wrong}\n{question}" if wrong else question)
        if answer is None:
            raise Refused("There was no answer. Nothing is written.")
        if name == "street":
            address = {part: self._usual.pop(part) for part in ADDRESS if part in self._usual}
            if address and answer in ("", address["street"]):
                self._facts |= address
                self._left = deque(each for each in self._left if each not in ADDRESS[1:])
                return
        if answer or usual:
            self._facts[name] = answer or usual

    def _has(self, name: str) -> bool:
        """Say whether addresses in the country have a part."""
        return name == "street" or LETTERS[name] in self._rules.format  # type: ignore[index]

    def _called(self, name: str) -> str:
        """Return what people in the country call a fact, and whether it may be left out."""
        if name in LETTERS:
            field: PostalField = name  # type: ignore[assignment]  # one of those above
            called = self._rules.called[field]
            optional = "" if self._rules.missing(field) else " (if there is one)"
            return f"{called[0].upper()}{called[1:]}{optional}"
        return {"name": "Name of the clinic", "street": "Street and number", "phone": "Phone"}[name]

"""Our content with other facts and words, within their limits: what any clinic might write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

from brochures.build.run import Order, carry_out
from brochures.checks.finding import Finding
from brochures.content.model import Content
from brochures.content.yaml_reader import ContentError
from brochures.formats import FORMATS
from tests.samples import ours

Data = dict[str, Any]
Keys = tuple[str | int, ...]

TODAY = date(2026, 11, 27)

WORDS = (
    "you we the a is are not can help feel call ask day year people sleep mood brain hope doctor "
    "treatment clinic therapy medicine depression anxiety with and or when after before because of "
    "your our small large better worse often seldom hospital appointment insurance family question"
).split()
UNUSUAL = (
    "TMS OCD NATO FAPA 12 3.5 2,000 40% 120% 1/2 9:30 R&D and/or self-help it's don't (see below) "
    "“so” — … naïve Nguyễn Łódź İzmir **bold** [us](https://example.com) e.g. Dr. No. "
    "transcranial electroconvulsive well-being 10\u00a0mg www.example.com info@example.com "
    "Donaudampfschifffahrtsgesellschaft https://example.com/a/long/address/of/a/page.html [name] "
    "<b> TODO suicide best • ™ ® 988 a|b soul—mind non\u2011stop in\u200bvisible"
).split(" ")

NAMES = (
    "Example Clinic",
    "Smith-Jones & Sons, M.D., Ph.D., FAPA",
    "BROOKLYN TMS CENTER",
    "The Downtown Center for Transcranial Magnetic Stimulation and Psychiatric Care",
    "Life\u00a0Quality\u00a0TMS",
    "Phòng khám Nguyễn Thị Ánh",
    "Mind|Body—Soul",
    "Gesundheitszentrumfrankfurtammain",
    "X",
)
FACTS: dict[Keys, tuple[Any, ...]] = {
    ("name",): NAMES,
    ("phone",): (
        {"number": "(718) 400-0867 ext. 12"},
        {"number": "+1 (718) 400-0867"},
        {"number": "1-800-356-9377", "spelled": "1-800-FLOWERS"},
        {"number": "718.400.0867, extension 12345"},
    ),
    ("email",): (
        None,
        "o'neil+tms@mail.example.org",
        "info@clínica-münchen.com",
        "a" * 60 + "@b.co",
    ),
    ("fax",): ("(718) 400-0868", "718-400-0868 ext. 4"),
    ("website",): (
        "example.com",
        "www.a-very-long-name-of-a-clinic-in-brooklyn.example.com/contact",
    ),
    ("hours",): (
        "Monday to Friday 9 am to 5 pm\nSaturday 10 am to 2 pm",
        [f"{day} 9 am to 12 pm, 1 pm to 5 pm" for day in ("Monday", "Tuesday", "Friday")],
        "By appointment",
    ),
    ("npi",): ("1234567893",),
    ("tagline",): (None, "Care for the whole family, in English and in Spanish, since 1998"),
    ("transit",): ("Subway lines 2, 3, 4 and 5 to Borough Hall; buses B25, B38 and B52",),
    ("access",): ("No steps; the elevator is on the left.",),
    ("other_phones",): (
        [{"label": "TTY", "number": "711"}],
        [
            {"label": "Billing", "number": "718-400-0869"},
            {"label": "FAX", "number": "718-400-0870"},
        ],
    ),
    ("address", "street"): (
        "1 Main St.",
        ["Department of Psychiatry", "Building 4, Third Floor", "1234 Saint Nicholas Avenue"],
    ),
    ("address", "city"): ("New York", "Hastings-on-Hudson"),
}
"""Facts of a clinic, and what else may stand there."""

KEPT = ("art", "icon", "show", "file", "step", "rows", "offered", "of", "value")
"""Keys whose values are no words."""


def varied(seed: int) -> Data:
    """Return our content with some facts and words changed, the same for each seed."""
    random = Random(seed)  # noqa: S311 - no secret
    content = ours()
    for keys in random.sample(sorted(FACTS), random.randint(0, 5)):
        _put(content["clinic"], keys, random.choice(FACTS[keys]))
    places = list(_texts(content["topic"], ()))
    for keys, text in random.sample(places, random.randint(1, 8)):
        _put(content["topic"], keys, _other(text, random))
    return content


def allowed(seed: int) -> Data:
    """Return varied words that a clinic may write, the same for each seed below a thousand."""
    return next(data for each in count(seed, 1000) if _is_allowed(data := varied(each)))


def _is_allowed(data: Data) -> bool:
    try:
        Content.model_validate(data)
    except ValueError:
        return False
    return True


def _other(text: str, random: Random) -> str:
    """Return another text: mostly about as long, at times much longer, at times a word."""
    letters = random.choice([len(text), len(text), int(len(text) * 1.5), 90, 400, 1])
    words: list[str] = []
    while len(" ".join(words)) < letters:
        words.append(random.choice(UNUSUAL if random.random() < 0.12 else WORDS))
        if random.random() < 0.12:
            words[-1] += random.choice(",.?!:;")
    return " ".join(words)[: max(100, letters)]


def _texts(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:  # noqa: ANN401 - as YAML has it
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in items:
        if isinstance(each, str) and key not in KEPT:
            yield (*keys, key), each
        elif isinstance(each, dict | list):
            yield from _texts(each, (*keys, key))


def _put(content: Any, keys: Keys, value: object) -> None:  # noqa: ANN401
    for key in keys[:-1]:
        content = content[key]
    content[keys[-1]] = value


class Tried(NamedTuple):
    """What became of a content."""

    published: int
    withheld: int
    """Of its handouts; none where the content was refused."""
    unfixable: list[str]
    """Findings that a clinic cannot fix: that name no line, or speak to the designer alone."""


def tried(seed: int, folder: Path) -> Tried:
    """Build two handouts of a varied content."""
    file = folder / "content.yaml"
    file.write_text(yaml.safe_dump(varied(seed), allow_unicode=True, sort_keys=False), "utf-8")
    names = Random(seed).sample(sorted(FORMATS), 2)  # noqa: S311
    order = Order(file, folder / "output", formats=tuple(names))
    try:
        outcomes = carry_out(order, TODAY, lambda _: None, shared="")
    except ContentError as error:
        unplaced = [str(each) for each in error.problems if each.line is None]
        return Tried(0, 0, unplaced)
    clean = sum(outcome.clean for outcome in outcomes)
    found = [finding for outcome in outcomes for finding in outcome.findings]
    bad = [f"seed {seed}: {each}" for each in found if not _is_fixable(each)]
    return Tried(clean, len(outcomes) - clean, bad)


def _is_fixable(finding: Finding) -> bool:
    return finding.line is not None and (
        "content keeper" in finding.fix or finding.rule == "overflow"
    )

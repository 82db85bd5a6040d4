"""Facts as clinics write them: every handout is built, and each fact is on it as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from brochures.build.run import Order, carry_out
from brochures.checks.blocks import squeezed
from brochures.checks.report import Outcome
from brochures.pdf import Facts, read
from tests.samples import in_full, ours
from tests.thorough import mostly

TODAY = date(2026, 11, 27)

NO_BREAK, NARROW, FIGURE = "\u00a0", "\u202f", "\u2007"
LONG_NAME = "The Downtown Center for Transcranial Magnetic Stimulation and Psychiatric Care"
PHONE = ("clinic", "phone")
WORDS = "There are other treatments that can help you, and we can tell you more about them."

FACTS: Mapping[str, dict[tuple[str | int, ...], Any]] = {
    "no-break spaces from a web page": {
        ("clinic", "name"): f"Life{NO_BREAK}Quality{NO_BREAK}TMS",
        ("clinic", "address", "street"): f"26{NO_BREAK}Court St.,{NARROW}Ste 808",
        ("clinic", "address", "city"): f"New{NO_BREAK}York",
        PHONE: {
            "number": f"(718){NO_BREAK}400-0867",
            "spelled": f"(718){FIGURE}4000-TMS",
        },
        ("clinic", "hours"): f"Monday{NO_BREAK}to Friday, 9{NARROW}am to 5{NO_BREAK}pm",
        ("clinic", "fax"): f"(718){NO_BREAK}400\u20110868",
        ("topic", "cover", "title"): f"Still{NO_BREAK}depressed?",
    },
    "invisible marks from a word processor": {
        ("clinic", "name"): "Life\u200b Quality\ufeff TMS",
        ("clinic", "tagline"): "TMS for de\u00adpres\u00adsion",
        PHONE: {"number": "(718)\u2060 400-0867"},
    },
    "bars and dashes": {
        ("clinic", "name"): "Mind|Body Center—North",
        ("clinic", "tagline"): "Care for body|mind|soul—all of you—every day—all year…",
    },
    "a name and an extension": {
        ("clinic", "name"): "Smith-Jones & Sons, M.D., Ph.D., FAPA",
        PHONE: {"number": "(718) 400-0867 ext. 12", "spelled": "(718) 4000-TMS"},
    },
    "a word for the extension": {PHONE: {"number": "718.400.0867, extension 1234"}},
    "no space before the extension": {PHONE: {"number": "718-400-0867x12"}},
    "a long number": {
        PHONE: {"number": "+1 (718) 400-0867"},
        ("clinic", "name"): "NeuroStar™ Life Quality® TMS 01",
    },
    "toll-free": {PHONE: {"number": "1-800-356-9377"}},
    "other lines": {
        ("clinic", "other_phones"): [
            {"label": "TTY", "number": "711"},
            {"label": "For physicians", "number": "(718) 400-0868 ext. 3"},
            {"label": "Toll-free", "number": "1-800-356-9377"},
            {"label": "Fax", "number": "(718) 400-0869"},
            {"label": "Second fax", "number": "(718) 400-0870"},
        ],
        ("clinic", "email"): None,
    },
    "a name of 78 letters": {("clinic", "name"): LONG_NAME},
    "a name of 100 letters": {("clinic", "name"): f"{LONG_NAME} of Greater Brooklyn"},
    "a name in capitals": {("clinic", "name"): "BROOKLYN TMS CENTER"},
    "a name in one word": {("clinic", "name"): "Gesundheitszentrumfrankfurt"},
    "an e-mail of 82 letters": {
        ("clinic", "email"): "firstname.lastname.of.the.clinic@"
        "mental-health-services.brooklyn.example-hospital.org"
    },
    "an international domain": {("clinic", "email"): "info@clínica-münchen.com"},
    "hours on three lines": {
        ("clinic", "hours"): "Monday to Friday 9 am to 5 pm\nSaturday 10 am to 2 pm\nSunday closed"
    },
    "hours in a list": {
        ("clinic", "hours"): [f"{day} 9 am to 5 pm" for day in ("Monday", "Tuesday", "Friday")]
    },
    "Vietnamese": {
        ("clinic", "name"): "Phòng khám Nguyễn Thị Ánh",
        ("clinic", "address", "street"): "26 Đường Trần Hưng Đạo",
        ("clinic", "email"): "nguyễn@phòngkhám.example.com",
        ("topic", "cover", "title"): "Bạn có buồn không?",
    },
    "Polish and Turkish": {
        ("clinic", "name"): "Świętokrzyska Żółć, Çağdaş İstanbul Şişli",
        ("clinic", "tagline"): "Ğ, ğ, İ, Ş, ş, Ł, ł, Ź, ź, Ċ, Ħ",
    },
    "Yoruba": {("clinic", "name"): "Adébáyọ̀ Ọláwálé Ìlera"},
    "a web address of 86 letters in an item": {
        ("topic", "sections", "definition", "items", 0, "text"): "See www.example.com/departments/"
        "psychiatry/treatment-resistant-depression/index-of-pages.html"
    },
    "the same words twice": {
        ("topic", "summary", "points", 0): WORDS,
        ("topic", "next_step", "lead"): WORDS,
    },
    "marks of other formats": {("clinic", "name"): "Smith; Jones, & Sons \\ Co"},
}


def changed(
    content: dict[str, Any], changes: Mapping[tuple[str | int, ...], Any]
) -> dict[str, Any]:
    """Return a content as data with other values at some places."""
    for (*keys, last), value in changes.items():
        place: Any = content
        for key in keys:
            place = place[key]
        place[last] = value
    return content


def built(content: dict[str, Any], folder: Path) -> list[tuple[Outcome, Facts]]:
    """Build every handout of a content, and return what became of each and what is in it."""
    file = folder / "content.yaml"
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    outcomes = carry_out(Order(file, folder / "output"), TODAY, lambda _: None, shared="")
    assert [str(finding) for each in outcomes for finding in each.findings] == []
    return [(each, read(each.path.read_bytes())) for each in outcomes]


def read_out(fact: Any) -> list[str]:  # noqa: ANN401 - as YAML has it
    """Return the texts of a fact as they are to be read."""
    if isinstance(fact, dict):
        return [text for value in fact.values() for text in read_out(value)]
    if isinstance(fact, list):
        return [text for value in fact for text in read_out(value)]
    unseen = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
    return str(fact or "").translate(unseen).replace("\u2011", "-").splitlines()


FULL_PAGES = ("a long number", "other lines", "a name of 100 letters", "a word for the extension")
"""Kinds that take room: they are tried on pages that are full."""

QUICK = ("no-break spaces from a web page", "a name of 100 letters")
"""One kind on small pages, with most of the facts, and one on pages that are full."""


@pytest.mark.parametrize("kind", mostly(FACTS, *QUICK))
def test_every_handout_is_built_with_every_fact(kind: str, tmp_path: Path) -> None:
    """None is withheld, and what was typed is read on those that have a place for it."""
    base = ours() if kind in FULL_PAGES else in_full()
    content = changed(base, FACTS[kind])
    for outcome, facts in built(content, tmp_path):
        assert outcome.made is not None
        printed = squeezed(facts.text)
        for (*keys, last), fact in FACTS[kind].items():
            everywhere = last in ("name", "phone") and outcome.made.name != "card"
            says_all = outcome.made.name == "large-print-full" and "cover" not in keys
            if everywhere or says_all:
                texts = read_out(fact)
                assert all(squeezed(text) in printed for text in texts), outcome.made.name


DIALED = {
    "(718) 400-0867 ext. 12": "tel:+17184000867;ext=12",
    "718-400-0867, extension 1234": "tel:+17184000867;ext=1234",
    "718-400-0867x12": "tel:+17184000867;ext=12",
    "(718) 400-0812 #12": "tel:+17184000812;ext=12",
}
"""Numbers as they are written, and what their links dial."""


@pytest.mark.parametrize("number", mostly(DIALED, "(718) 400-0867 ext. 12"))
def test_the_link_dials_the_extension(number: str, tmp_path: Path) -> None:
    """Whoever touches the number reaches the extension, which is printed beside it."""
    content = changed(in_full(), {PHONE: {"number": number}})
    for outcome, facts in built(content, tmp_path):
        phones = [link.uri for link in facts.links if (link.uri or "").startswith("tel:+")]
        assert phones, outcome.path.name
        assert set(phones) == {DIALED[number]}
        assert squeezed(number) in squeezed(facts.text)

"""The crisis line: what the list says of each country, and a clinic's own words laid over it."""

from __future__ import annotations

import re
from datetime import date

import phonenumbers
import pytest
from pydantic import ValidationError

from brochures.content import crisis
from brochures.content.crisis import CrisisLine, CrisisWords, country_lines, line_for
from brochures.content.phone_numbers import dial

COUNTRIES = sorted(country_lines())


def printed(line: CrisisLine | None) -> str:
    """Return the sentences of a line as they are read."""
    assert line
    call = line.call.replace("{number}", line.number)
    chat = (line.chat or "").replace("{website}", str(line.website))
    return f"{line.title} {call} {chat}".rstrip()


def wrong(data: object) -> dict[str, str]:
    """Return what is wrong with a content's words about the crisis line, by their keys."""
    with pytest.raises(ValidationError) as caught:
        CrisisWords.model_validate(data)
    found = caught.value.errors(include_url=False)
    return {
        ".".join(map(str, each["loc"])): str(each.get("ctx", {}).get("error", each["type"]))
        for each in found
    }


@pytest.mark.parametrize(
    ("country", "says", "dials"),
    [
        ("US", "Call or text 988, day or night. Chat at 988lifeline.org.", "tel:988"),
        ("PR", "Call or text 988, day or night. Chat at 988lifeline.org.", "tel:988"),
        ("CA", "Call or text 988, day or night. More at 988.ca.", "tel:988"),
        ("GB", "Call 116 123, day or night. More at samaritans.org.", "tel:116123"),
        ("IE", "Call 116 123, day or night. More at samaritans.org.", "tel:116123"),
        ("AU", "Call 13 11 14, day or night. Chat at lifeline.org.au.", "tel:131114"),
        ("NZ", "Call or text 1737, day or night. More at 1737.org.nz.", "tel:1737"),
        (
            "DE",
            "Call 0800 111 0 111, day or night. More at telefonseelsorge.de.",
            "tel:08001110111",
        ),
        ("FR", "Call 3114, day or night. More at 3114.fr.", "tel:3114"),
    ],
)
def test_the_line_of_a_country(country: str, says: str, dials: str) -> None:
    """A country's line says how it is reached, with nothing that it does not offer, and dials."""
    line = line_for(country, "en")
    assert printed(line) == f"Thinking about suicide? {says}"
    assert line
    assert (line.uri, line.for_clinicians) == (dials, "Patients in suicidal crisis")


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_line_of_the_list_can_be_dialed(country: str) -> None:
    """The number is one that phones of the country dial, short or long."""
    assert country in phonenumbers.SUPPORTED_REGIONS
    number = country_lines()[country].number
    assert dial(number, country, short=True)


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_line_of_the_list_has_its_source(country: str) -> None:
    """Each line says by which pages it was checked, when, and in which languages it answers."""
    line = country_lines()[country]
    assert line.name
    assert line.sources
    assert all(re.fullmatch(r"https://[^/ ]+\.[a-z]+/\S+", each) for each in line.sources)
    assert line.checked >= date(2026, 11, 27)
    assert all(re.fullmatch("[a-z]{2}", language) for language in line.languages)
    assert line.languages


@pytest.mark.parametrize("words", [None, CrisisWords(always=True), CrisisWords(title="Help")])
def test_a_country_without_a_line_has_none(words: CrisisWords | None) -> None:
    """Where the list has no line and the content gives no number, there is none to print."""
    assert line_for("ES", "es", words) is None


def test_a_clinic_gives_the_line_of_its_country() -> None:
    """A number is enough for a line; nothing is said of it that the content does not say."""
    assert printed(line_for("ES", "en", CrisisWords(number="024"))) == (
        "Thinking about suicide? Call 024."
    )
    words = CrisisWords(number="024", website="www.sanidad.gob.es/linea024")
    assert printed(line_for("ES", "en", words)) == (
        "Thinking about suicide? Call 024. More at www.sanidad.gob.es/linea024."
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (CrisisWords(title="In crisis?"), "In crisis? Call or text 988, day or night."),
        (CrisisWords(number="9-8-8"), "Call or text 9-8-8, day or night. Chat at 988lifeline.org."),
        (CrisisWords(number="888-692-9355"), "Call 888-692-9355. Chat at 988lifeline.org."),
        (CrisisWords(website="nyc988.example.org"), "day or night. More at nyc988.example.org."),
        (CrisisWords(call="Dial {number} now."), "Dial 988 now. Chat at 988lifeline.org."),
        (CrisisWords(chat="Write at {website}."), "day or night. Write at 988lifeline.org."),
    ],
)
def test_a_clinic_has_words_of_its_own(words: CrisisWords, says: str) -> None:
    """Each word of the clinic replaces one, and the others say only what stays true."""
    assert says in printed(line_for("US", "en-US", words))


def test_the_title_for_physicians_is_replaced() -> None:
    """The page for physicians may have a title of the clinic's own."""
    line = line_for("US", "en", CrisisWords(for_clinicians="Suicidal patients"))
    assert line
    assert line.for_clinicians == "Suicidal patients"


def test_the_usual_words_are_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each usual sentence is asked for in the content's language; the clinic's own are not."""
    asked = []

    def translate(language: str, context: str, english: str) -> str:
        asked.append((language, context, english))
        return f"<{english}>"

    monkeypatch.setattr(crisis, "translate", translate)
    line = line_for("GB", "cy", CrisisWords(title="Help"))
    assert line == CrisisLine(
        title="Help",
        call="<Call {number}, day or night.>",
        chat="<More at {website}.>",
        number="116 123",
        website="samaritans.org",
        for_clinicians="<Patients in suicidal crisis>",
    )
    assert {each[:2] for each in asked} == {
        ("cy", "crisis.call"),
        ("cy", "crisis.more"),
        ("cy", "crisis.for-clinicians"),
    }


def test_always_stands_alone() -> None:
    """The text `always` is the whole of what has to be said to print the line everywhere."""
    assert CrisisWords.model_validate("always") == CrisisWords(always=True)
    assert CrisisWords.model_validate({"always": True, "title": "Help"}).always
    assert not CrisisWords.model_validate({"title": "Help"}).always


@pytest.mark.parametrize(("data", "shown"), [("never", "never"), (False, "no"), (True, "yes")])
def test_the_line_cannot_be_turned_off(data: object, shown: str) -> None:
    """What is neither `always` nor keys is told what can stand there."""
    found = wrong(data)
    assert list(found) == [""]
    assert f'"{shown}" cannot stand here. Write "always"' in found[""]


@pytest.mark.parametrize(
    ("data", "key", "says"),
    [
        ({"call": "Call us."}, "call", "{number} exactly once"),
        ({"call": "Call {number} {nmae}."}, "call", "nothing else in curly brackets"),
        ({"chat": "Chat."}, "chat", "{website} exactly once"),
        ({"number": "call 988"}, "number", "string_pattern_mismatch"),
        ({"website": "https://988lifeline.org"}, "website", "string_pattern_mismatch"),
        ({"nmae": "x"}, "nmae", "extra_forbidden"),
    ],
)
def test_wrong_words_are_refused(data: dict[str, str], key: str, says: str) -> None:
    """A sentence without its number, a number with letters and a misspelt key are named."""
    found = wrong(data)
    assert list(found) == [key]
    assert says in found[key]


def test_an_editor_takes_always_and_keys() -> None:
    """The JSON Schema has room for `always` and for keys, and for nothing else."""
    schema = CrisisWords.model_json_schema()
    assert schema["type"] == ["object", "string"]
    assert re.search(schema["pattern"], "always")
    assert not re.search(schema["pattern"], "never")
    assert schema["additionalProperties"] is False

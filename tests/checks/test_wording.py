"""What the rules about wording find in a text, and what they let pass, by language and country."""

# ruff: noqa: RUF001 - letters that only look like Latin ones

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from brochures.checks import RULES, wording
from brochures.checks.wording import EXCEPTIONS, KINDS, not_asked, unasked
from brochures.content.clinic import Clinic
from brochures.content.model import Content
from brochures.data import wording as lists
from brochures.formats import formats
from tests.checks import pages
from tests.checks.said_texts import findings, said, shown
from tests.samples import minimal

FOUND = {
    "unsafe-wording": {
        "He committed suicide.": "committed suicide",
        "Some commit suicide.": "commit suicide",
        "Committing suicide": "Committing suicide",
        "a successful suicide": "successful suicide",
        "an unsuccessful attempt": "unsuccessful attempt",
        "after a failed attempt": "failed attempt",
        "A suicide epidemic": "suicide epidemic",
        "an epidemic of suicide": "epidemic of suicide",
        "Suicide is caused by grief.": "Suicide is caused by",
        "suicide because of debts": "suicide because of",
        "an overdose": "overdose",
        "by hanging": "hanging",
        "a shooting": "shooting",
    },
    "device-approval": {
        "It is FDA approved.": "FDA approved",
        "FDA-approval": "FDA-approval",
        "FDA registered": "FDA registered",
        "FDA-certified": "FDA-certified",
        "approved by the FDA": "approved by the FDA",
        "approval from the U.S. FDA": "approval from the U.S. FDA",
        "approved by the US FDA": "approved by the US FDA",
        "with the fda's approval": "fda's approval",
    },
    "superlative": {
        "the only clinic": "the only",
        "Our best care": "Our best",
        "the most effective way": "the most effective",
        "We have the only coil.": "We have the only",
        "It is the only one.": "is the only",
        "a proven way": "proven",
        "We guarantee it.": "guarantee",
        "a cure": "cure",
        "It cured me.": "cured",
        "risk-free": "risk-free",
        "There are no risks.": "no risks",
        "a breakthrough": "breakthrough",
        "miraculous": "miraculous",
        "number one": "number one",
        "We are #1 here.": "#1",
        "side effect free": "side effect free",
        "no side effects": "no side effects",
        "100% safe": "100%",
        "100 percent": "100 percent",
    },
    "share-without-source": {
        "40% get better.": "40%",
        "12.5 % get better.": "12.5 %",
        "5 percent get better.": "5 percent",
        "7 out of 10 people": "7 out of 10",
        "1 in every 20": "1 in every 20",
    },
}
"""Texts in which a rule finds something, and the words that it shows."""

PASSED = {
    "unsafe-wording": [
        "She died by suicide.",
        "Treatments that failed are not your fault.",
        "a successful treatment",
        "a change of mood",
    ],
    "device-approval": [
        "It is FDA-cleared.",
        "authorized by the FDA",
        "Ask your doctor, who approved it.",
    ],
    "superlative": [
        "You improve only a little.",
        "It is best to call.",
        "Security matters.",
        "few side effects",
        "a small risk",
        "1,100 people",
    ],
    "share-without-source": [
        "10 in the morning",
        "40% get better (source: a study).",
        "7 out of 10 (NIMH, 2023)",
        "40% got better, as was published in May.",
        "Page 1 of 3",
        "at 120% of motor threshold",
        "at 80 % of your motor threshold",
        "a 0.9 % saline solution",
        "Put on 5% lidocaine cream.",
        "Take 2 in 24 hours.",
    ],
}
"""Texts near those, in which it finds nothing."""


@pytest.fixture(scope="module")
def minimal_content() -> Content:
    """Return the smallest content that is valid."""
    return pages.content()


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [(rule, text, words) for rule, texts in FOUND.items() for text, words in texts.items()],
)
def test_what_is_found_in_english(rule: str, text: str, words: str) -> None:
    """The rule shows the words that it objects to."""
    assert shown(rule, text) == [words]


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in PASSED.items() for text in texts]
)
def test_what_passes_in_english(rule: str, text: str) -> None:
    """The rule has nothing to say of a text that is near what it objects to."""
    assert findings(rule, said(text)) == []


def test_the_clinics_own_name_is_no_claim(minimal_content: Content) -> None:
    """A clinic called '#1 Dental' is printed under its name; the same words elsewhere are found."""
    clinic = minimal_content.clinic.model_copy(update={"name": "#1 Dental"})
    content = minimal_content.model_copy(update={"clinic": clinic})
    assert not findings("superlative", said("#1 Dental", "Call #1 Dental.", content=content))
    (what,) = findings("superlative", said("#1 Dental is #1 here.", content=content))
    assert what == "'#1' is a claim that has to be shown."
    assert findings("superlative", said("#1 Dentalia", content=content))
    assert findings("superlative", said("#1 Dental"))


@pytest.mark.parametrize(
    "text",
    ["Suicide can be prevented.", "suicidal thoughts", "If you want to kill yourself, call."],
)
def test_a_page_that_speaks_of_suicide_names_the_crisis_line(
    text: str, minimal_content: Content
) -> None:
    """Number and website of the crisis line stand on the same page; one of them is too little."""
    rule = "crisis-line"
    here = "Call or text 988. Chat at 988lifeline.org."
    assert findings(rule, said(text, content=minimal_content))
    assert findings(rule, said(text, "Call 988.", content=minimal_content))
    assert findings(rule, said(text, "Chat at 988lifeline.org.", content=minimal_content))
    assert not findings(rule, said(text, here, content=minimal_content))
    assert not findings(rule, said("You are not alone.", content=minimal_content))


def test_the_old_number_is_not_enough(minimal_content: Content) -> None:
    """A page with the number that the crisis line used to have is told so."""
    for number in ("1-800-273-8255", "(800) 273-TALK"):
        subject = said("Thinking about suicide?", f"Call {number}.", content=minimal_content)
        assert "not enough" in "".join(findings("crisis-line", subject))
    assert "not enough" not in "".join(
        findings("crisis-line", said("Thinking about suicide?", content=minimal_content))
    )


@pytest.mark.parametrize(
    ("rule", "language", "text", "words"),
    [
        ("unsafe-wording", "es-US", "Mi hermano cometió suicidio.", "cometió suicidio"),
        ("unsafe-wording", "fr-CA", "une tentative de suicide ratée", "tentative de suicide ratée"),
        ("unsafe-wording", "de-DE", "Gedanken an Selbstmord", "Selbstmord"),
        ("superlative", "es-US", "la mejor clínica", "la mejor"),
        ("superlative", "fr-CA", "un traitement garanti", "garanti"),
        ("superlative", "de-DE", "ganz ohne Risiko", "ohne Risiko"),
        ("share-without-source", "es-US", "Ayuda a 7 de cada 10 personas.", "7 de cada 10"),
        ("share-without-source", "fr-CA", "40 % des patients", "40 %"),
        ("share-without-source", "de-DE", "40 Prozent", "40 Prozent"),
        ("device-approval", "es-US", "aprobado por la FDA", "aprobado por la FDA"),
        ("unsafe-wording", "pl", "Popełnił samobójstwo.", "Popełnił samobójstwo"),
        ("superlative", "zh-Hant-US", "我們提供最好的治療。", "最好的"),
        ("superlative", "ru-US", "Мы гарантируем результат.", "гарантируем"),
        ("share-without-source", "ar", "يساعد ٤٠٪ من المرضى", "٤٠٪"),
        ("share-without-source", "bn", "১০ জনের মধ্যে ৭ জন", "১০ জনের মধ্যে ৭"),
        ("device-approval", "ko-KR", "FDA 승인을 받은 기기", "FDA 승인을"),
    ],
)
def test_what_is_found_in_other_languages(rule: str, language: str, text: str, words: str) -> None:
    """A rule asks in each language that has a list, and of no other language's words."""
    assert shown(rule, text, language) == [words]
    assert shown(rule, text, "ja-JP") == []
    assert shown(rule, text, None) == []


def test_a_source_is_told_in_the_language() -> None:
    """A share passes where its source is told in the text's own language."""
    text = "Ayuda a 7 de cada 10 personas (fuente: un estudio)."
    assert shown("share-without-source", text, "es") == []
    assert shown("share-without-source", text.replace("fuente: un estudio", "study"), "es")


def of(content: Content, country: str | None = None, **changes: object) -> Content:
    """Return a content as it may be: of a clinic in another country, say."""
    values = {name: getattr(content, name) for name in Content.model_fields} | changes
    clinic = content.clinic
    if country:
        facts = {name: getattr(clinic, name) for name in Clinic.model_fields}
        values["clinic"] = SimpleNamespace(**(facts | {"country": country}))
    return cast("Content", SimpleNamespace(**values))


def test_what_a_country_forbids(minimal_content: Content) -> None:
    """What US law forbids to say is found in a US clinic's words, and in those of nobody known."""
    text = "It is FDA-approved."
    assert findings("device-approval", said(text, content=of(minimal_content, "US")))
    assert findings("device-approval", said(text))
    assert not findings("device-approval", said(text, content=of(minimal_content, "GB")))


MENTION = {
    "en-US": "Thinking about suicide?",
    "es-US": "¿Piensa en el suicidio?",
    "fr-CA": "Vous pensez au suicide ?",
    "de-AT": "Denken Sie an Suizid?",
    "zh-CN": "您有自杀的念头吗？",
    "zh-TW": "您有自殺的念頭嗎？",
    "ru-US": "Думаете о самоубийстве?",
    "ht-US": "W ap panse ak swisid?",
    "bn-US": "আত্মহত্যার কথা ভাবছেন?",
    "ko-US": "자살을 생각하십니까?",
    "ar-US": "هل تفكر في الانتحار؟",
    "ur-US": "کیا آپ خودکشی کا سوچ رہے ہیں؟",
    "pl-US": "Myślisz o samobójstwie?",
    "he-US": "חושבים על התאבדות?",
    "yi-US": "טראַכט איר וועגן זעלבסטמאָרד?",
}


@pytest.mark.parametrize("language", MENTION)
def test_the_crisis_line_is_the_contents_own(language: str, minimal_content: Content) -> None:
    """In each language with a list, a mention asks for the line of the content, whichever it is."""
    line = SimpleNamespace(number="116 123", website="helpline.example.org")
    content = of(minimal_content, "GB", language=language, known_crisis_line=line)
    subject = said(MENTION[language], content=content)
    assert findings("crisis-line", subject) == ["there is no 116 123 and no helpline.example.org."]
    here = "116 123, helpline.example.org"
    assert not findings("crisis-line", said(MENTION[language], here, content=content))
    other = said(MENTION[language], "988 and 988lifeline.org", content=content)
    assert findings("crisis-line", other)


def test_a_crisis_line_of_a_number_alone(minimal_content: Content) -> None:
    """A line without a website is whole with its number; other digits are not its number."""
    line = SimpleNamespace(number="988", website=None)
    content = of(minimal_content, known_crisis_line=line)
    assert not findings("crisis-line", said("suicide", "Call 988.", content=content))
    assert findings("crisis-line", said("suicide", "Call 1988.", content=content))
    for text in ("请拨打988或", "988로 전화하세요", "৯৮৮ নয়, 988এ ফোন করুন"):
        assert not findings("crisis-line", said("suicide", text, content=content))


def test_a_mention_where_no_crisis_line_is_known(minimal_content: Content) -> None:
    """Words that speak of suicide without any line are found; others need no line."""
    content = of(minimal_content, "XX", known_crisis_line=None)
    (what,) = findings("crisis-line", said("Thinking about suicide?", content=content))
    assert "no crisis line is known" in what
    assert not findings("crisis-line", said("Sleeping badly?", content=content))


def test_a_mention_that_is_none_of_the_content(minimal_content: Content) -> None:
    """A file of older words is asked for the line of the country, though today's need none."""
    quiet = minimal_content.model_copy(update={"topic": Content.model_validate(minimal()).topic})
    assert quiet.crisis_line is None
    (what,) = findings("crisis-line", said("Thinking about suicide?", content=quiet))
    assert what == "there is no 988 and no 988lifeline.org."


def test_the_crisis_line_of_a_file_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """An English file that nothing is known of names the line of any country; if none, the US's.

    It is not asked in other languages, nor where no line is known.
    """
    assert findings("crisis-line", said("suicide")) == ["there is no 988 and no 988lifeline.org."]
    assert not findings("crisis-line", said("suicide", "Call 116 123.", "samaritans.org"))
    assert not findings("crisis-line", said("suicide", "988, 988lifeline.org"))
    assert not findings("crisis-line", said("suicidio", language="es"))
    assert not findings("crisis-line", said("suicide", language=None))
    monkeypatch.setattr(wording, "country_lines", dict)
    assert not findings("crisis-line", said("suicide"))


def test_what_cannot_be_asked_in_a_language() -> None:
    """Rules whose list or measure a language lacks are named: their silence is no praise."""
    measured = ("reading-grade", "passive-sentences")
    listed = (
        "crisis-line",
        "unsafe-wording",
        "device-approval",
        "superlative",
        "share-without-source",
    )
    assert unasked("en-US") == ()
    assert unasked("es-US") == ("passive-sentences",)
    assert unasked("zh-CN") == measured
    assert unasked("ja-JP") == listed + measured
    assert unasked(None) == listed + measured
    assert "device-approval" not in unasked("ja-JP", "GB")


def test_what_cannot_be_asked_of_a_handout() -> None:
    """A handout names the rules that its language rules out, and none that never applies to it."""
    content = Content.model_validate(minimal() | {"language": "nl"})
    measured = {"reading-grade", "passive-sentences"}

    def of(name: str, language: str = "nl") -> set[str]:
        subject = said(language=language, content=content)
        return set(not_asked(replace(subject, made=formats(content)[name])))

    assert of("large-print") == {*KINDS, *measured}
    assert of("one-page") == of("card") == KINDS.keys()
    assert of("large-print", "en") == set()
    assert set(not_asked(said(language="nl"))) == KINDS.keys()


def test_every_list_has_a_rule() -> None:
    """Each list is asked for by a rule, which is named where the list is missing."""
    kinds = {kind for country in (None, "US") for kind in lists.listed("en", country)}
    named = {kind for each in (*KINDS.values(), *EXCEPTIONS.values()) for kind in each}
    assert named == kinds - {"old-crisis-number"}
    assert RULES.keys() >= KINDS.keys()


def test_a_translation_that_nobody_has_reviewed() -> None:
    """Words in another language without a translator are withheld.

    Those of a fictional clinic get a warning: the mark across its pages says it already.
    """
    foreign = pages.content().model_copy(update={"language": "es-US", "review": None})
    clinic = foreign.clinic
    phone = clinic.phone.model_copy(update={"number": "(718) 555-0100"})
    marked = foreign.model_copy(update={"clinic": clinic.model_copy(update={"phone": phone})})
    for words, warning in ((foreign, False), (marked, True)):
        foreign_page = pages.page(words=words, html='<html lang="es-US">')
        found = pages.broken(foreign_page)["translation-reviewed"]
        assert [finding.warning for finding in found] == [warning]

"""The word lists: each entry finds what it is for, and lets pass what is near it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import pytest

from brochures.data import wording
from brochures.data.wording import compiled, countries, languages, listed, patterns

FOUND: dict[tuple[str, str], list[str]] = {
    ("crisis", "en"): [
        "suicide",
        "Suicidal thoughts",
        "if you want to kill yourself",
        "killing himself",
        "to take their own life",
    ],
    ("crisis", "es"): [
        "pensamientos suicidas",
        "quitarse la vida",
        "se quitó la vida",
        "acabar con su vida",
        "ganas de matarme",
    ],
    ("crisis", "fr"): [
        "des idées suicidaires",
        "mettre fin à vos jours",
        "envie de se tuer",
        "en finir avec la vie",
    ],
    ("crisis", "de"): [
        "Suizidgedanken",
        "Alterssuizid",
        "Selbstmord",
        "Selbsttötung",
        "Freitod",
        "lebensmüde",
        "sich umbringen",
        "sich das Leben nehmen",
        "Sie nahm sich das Leben.",
        "Er brachte sich um.",
    ],
    ("unsafe", "en"): [
        "He committed suicide.",
        "a failed attempt",
        "unsuccessful attempts",
        "a suicide epidemic",
        "an epidemic of suicides",
        "Suicide was caused by debts.",
        "suicide because of debts",
        "by hanging",
    ],
    ("unsafe", "es"): [
        "cometió suicidio",
        "un suicidio fallido",
        "intentos de suicidio frustrados",
        "una epidemia de suicidios",
        "El suicidio fue causado por las deudas.",
        "un suicidio por culpa de las deudas",
        "Se suicidó porque tenía deudas.",
        "una sobredosis",
        "ahorcarse",
        "dispararme",
        "pegarse un tiro",
    ],
    ("unsafe", "fr"): [
        "Il a commis un suicide.",
        "des suicides réussis",
        "une tentative de suicide ratée",
        "rater son suicide",
        "une vague de suicides",
        "Le suicide a été causé par les dettes.",
        "un suicide à cause d\u2019une dette",
        "Elle s'est suicidée parce qu'elle souffrait.",
        "une overdose",
        "se pendre",
        "Il s'est pendu.",
        "par pendaison",
        "se tirer une balle",
    ],
    ("unsafe", "de"): [
        "Selbstmordgedanken",
        "der Freitod",
        "einen Suizid begehen",
        "Er verübte Suizid.",
        "ein erfolgreicher Suizid",
        "nach gescheiterten Versuchen",
        "eine Suizidwelle",
        "eine Epidemie von Suiziden",
        "Der Suizid wurde verursacht durch Schulden.",
        "Suizid wegen Schulden",
        "eine Überdosis",
        "sich erhängen",
        "erschießen",
        "Er erschoss sich.",
    ],
    ("superlative", "en"): [
        "our newest coil",
        "We have the only coil.",
        "a proven way",
        "guaranteed",
        "cures",
        "risk free",
        "no risk",
        "breakthrough",
        "a miracle",
        "number one",
        "#1",
        "side-effect-free",
        "no side effects",
        "100 percent",
    ],
    ("superlative", "es"): [
        "la única clínica",
        "nuestro único objetivo",
        "los mejores médicos",
        "nuestras mejores ideas",
        "el tratamiento más eficaz",
        "la más avanzada",
        "líderes en salud mental",
        "una clínica líder",
        "clínicamente probado",
        "Está demostrado.",
        "de eficacia comprobada",
        "resultados demostrados",
        "Se lo garantizamos.",
        "una cura",
        "sin ningún riesgo",
        "No hay ningún riesgo.",
        "libre de riesgos",
        "revolucionaria",
        "un milagro",
        "el número uno",
        "#1",
        "sin efectos secundarios",
        "ningún efecto adverso",
        "libre de efectos secundarios",
        "100 %",
        "cien por ciento",
    ],
    ("superlative", "fr"): [
        "la seule clinique",
        "nos meilleurs médecins",
        "le traitement le plus efficace",
        "la plus récente",
        "un leader",
        "C'est prouvé.",
        "Il a fait ses preuves.",
        "garanti",
        "la guérison",
        "sans aucun risque",
        "zéro risque",
        "révolutionnaire",
        "une percée médicale",
        "un miracle",
        "numéro un",
        "#1",
        "sans effets secondaires",
        "aucun effet indésirable",
        "100 pour cent",
        "cent pour cent",
    ],
    ("superlative", "de"): [
        "die einzige Klinik",
        "unser einziges Ziel",
        "einzigartig",
        "die beste Behandlung",
        "das modernste Gerät",
        "unsere besten Ärzte",
        "unser neuestes Gerät",
        "Es ist erwiesen.",
        "wissenschaftlich belegt",
        "garantiert",
        "Heilung",
        "geheilt",
        "risikolos",
        "ohne jedes Risiko",
        "kein Risiko",
        "ein Durchbruch",
        "ein Wundermittel",
        "ein Wunder",
        "die Nummer eins",
        "#1",
        "nebenwirkungsfrei",
        "ohne Nebenwirkungen",
        "keine Nebenwirkungen",
        "100 Prozent",
        "hundertprozentig",
    ],
    ("share", "en"): ["12.5% of people", "7 out of 10"],
    ("share", "es"): ["12,5 % de las personas", "7 de cada 10"],
    ("share", "fr"): ["12,5 % des patients", "7 personnes sur 10", "près de 7 sur 10"],
    ("share", "de"): [
        "12,5 Prozent",
        "7 von 10 Menschen",
        "7 von 10 Betroffenen",
        "etwa 7 von 10",
    ],
    ("dose", "en"): [
        "a 0.9 % saline solution",
        "at 80% of the motor threshold",
        "2 in 24 hours",
    ],
    ("dose", "es"): ["80 % del umbral motor", "suero al 0,9 %"],
    ("dose", "fr"): ["80 % du seuil moteur", "sérum à 0,9 %"],
    ("dose", "de"): ["80 Prozent der Schwelle", "0,9 % Kochsalzlösung"],
    ("placeholder", "en"): [
        "Your tagline here",
        "clinic name goes here",
        "Insert your address here",
        "Text goes here",
    ],
    ("placeholder", "es"): ["su lema aquí", "escriba su nombre aquí"],
    ("placeholder", "fr"): ["votre slogan ici", "insérez votre texte ici"],
    ("placeholder", "de"): ["Ihr Motto hier", "hier Text eingeben"],
    ("source", "en"): ["Source: a trial", "(NIMH, 2023)"],
    ("source", "es"): ["según dos estudios", "publicado en mayo", "doi", "(OMS, 2023)"],
    ("source", "fr"): ["selon une étude", "publiée en mai", "doi", "(OMS, 2023)"],
    ("source", "de"): ["Quelle", "eine Langzeitstudie", "veröffentlicht", "doi", "(WHO, 2023)"],
    ("device-approval", "en"): [
        "FDA-approved",
        "approved by the U.S. FDA",
        "the FDA's approval",
    ],
    ("device-approval", "es"): [
        "aprobado por la FDA",
        "la aprobación de la FDA",
        "La FDA aprobó el equipo.",
        "registrado ante la FDA",
    ],
    ("device-approval", "fr"): [
        "approuvée par la FDA",
        "l'approbation de la FDA",
        "La FDA a approuvé l'appareil.",
    ],
    ("device-approval", "de"): [
        "von der US-FDA zugelassen",
        "die FDA-Zulassung",
        "die Zulassung durch die FDA",
    ],
    ("old-crisis-number", "en"): ["1-800-273-8255"],
}
"""Texts that each list finds: at least one for every entry."""


PASSED: dict[tuple[str, str], list[str]] = {
    ("crisis", "en"): ["to kill the pain", "Call yourself."],
    ("crisis", "es"): ["matar el tiempo", "quitarse la ropa", "la vida", "acabar con el dolor"],
    ("crisis", "fr"): ["mettre fin au traitement", "tuer le temps", "de nos jours", "la vie"],
    ("crisis", "de"): ["das Leben", "sich das Leben leichter machen", "müde", "umbauen"],
    ("unsafe", "en"): ["died by suicide", "treatments that failed", "a successful treatment"],
    ("unsafe", "es"): [
        "murió por suicidio",
        "un intento de suicidio",
        "La ansiedad se dispara.",
        "un tratamiento exitoso",
    ],
    ("unsafe", "fr"): [
        "est mort par suicide",
        "une tentative de suicide",
        "pendant la séance",
        "un essai réussi",
    ],
    ("unsafe", "de"): [
        "starb durch Suizid",
        "Suizidgedanken",
        "ein Suizidversuch",
        "eine erfolgreiche Behandlung",
        "die Dosis",
    ],
    ("superlative", "en"): ["improve", "only a few", "It is best to call.", "security", "#10"],
    ("superlative", "es"): [
        "un único número",
        "sentirse mejor",
        "lo mejor es llamar",
        "más seguro",
        "Ya ha probado dos medicamentos.",
        "el curso",
        "pocos efectos secundarios",
        "un riesgo pequeño",
    ],
    ("superlative", "fr"): [
        "un seul numéro",
        "vous vous sentez mieux",
        "plus efficace",
        "le plus rapidement possible",
        "vous éprouvez",
        "la guérilla",
        "peu d'effets secondaires",
        "un risque faible",
    ],
    ("superlative", "de"): [
        "eine Nummer",
        "Am besten rufen Sie an.",
        "Ihr Arzt hat Sie überwiesen.",
        "der Heilpraktiker",
        "unheilbar",
        "kein Wunder",
        "wenige Nebenwirkungen",
        "ein kleines Risiko",
    ],
    ("share", "en"): ["Page 1 of 3", "24 hours", "10 in the morning"],
    ("share", "es"): ["Página 1 de 3", "24 horas", "el 3 de mayo de 2026"],
    ("share", "fr"): ["Page 1 sur 3", "24 heures sur 24", "7 jours sur 7"],
    ("share", "de"): ["Seite 1 von 3", "24 Stunden", "jeden 1. Montag"],
    ("dose", "en"): ["5% of people", "2 in 10 people", "80% of your doctors"],
    ("dose", "es"): ["el 5 % de las personas"],
    ("dose", "fr"): ["5 % des patients"],
    ("dose", "de"): ["5 Prozent der Menschen"],
    ("placeholder", "en"): ["Write here what you take.", "Your name is here on the list."],
    ("placeholder", "es"): ["su nombre está aquí"],
    ("placeholder", "fr"): ["votre nom est ici"],
    ("placeholder", "de"): ["Ihr Name steht hier"],
    ("source", "en"): ["in 2023", "resources"],
    ("source", "es"): ["en 2023", "estudiantes"],
    ("source", "fr"): ["en 2023", "étudier"],
    ("source", "de"): ["im Jahr 2023", "Studierende"],
    ("device-approval", "en"): ["FDA-cleared", "authorized by the FDA"],
    ("device-approval", "es"): ["autorizado por la FDA", "aprobado por su médico"],
    ("device-approval", "fr"): ["autorisé par la FDA", "approuvé par votre médecin"],
    ("device-approval", "de"): ["von der FDA freigegeben", "die FDA", "zugelassen"],
    ("old-crisis-number", "en"): ["1-800-273-0000", "988", "718-273-8255"],
}
"""Texts near those, in which a list finds nothing."""


def country_of(kind: str) -> str | None:
    """Return the country that has a list of this kind; None where languages have it."""
    return None if any(kind in listed(language) for language in languages()) else "US"


def lists() -> Iterator[tuple[str, str, str | None]]:
    """Yield kind, language and country of every list."""
    for language in languages():
        for kind in listed(language):
            yield kind, language, None
        for country in countries():
            for kind in listed(language, country).keys() - listed(language).keys():
                yield kind, language, country


EVERY = sorted(lists(), key=str)


IN_ANY_LANGUAGE = {"old-crisis-number"}


def finds(kind: str, language: str, text: str) -> bool:
    """Say whether a list finds something in a text."""
    pattern = patterns(kind, language, country_of(kind))
    assert pattern
    return bool(pattern.search(text))


@pytest.mark.parametrize(("kind", "language", "country"), EVERY)
def test_every_entry_finds_an_example(kind: str, language: str, country: str | None) -> None:
    """Each entry compiles, and alone finds one of the examples of its list."""
    examples = FOUND[kind, "en" if kind in IN_ANY_LANGUAGE else language]
    idle = [
        phrase
        for phrase in listed(language, country)[kind]
        if not any(map(compiled([phrase]).search, examples))
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("kind", "language", "text"),
    [(*which, text) for which, texts in FOUND.items() for text in texts],
)
def test_every_example_is_found(kind: str, language: str, text: str) -> None:
    """A list finds its examples, in capitals too, and within a sentence."""
    assert finds(kind, language, text)
    assert finds(kind, language, text.upper())
    assert finds(kind, language, f"({text})")


@pytest.mark.parametrize(
    ("kind", "language", "text"),
    [(*which, text) for which, texts in PASSED.items() for text in texts],
)
def test_near_misses_pass(kind: str, language: str, text: str) -> None:
    """A list finds nothing in a text that only looks like what it is for."""
    assert not finds(kind, language, text)


def test_every_list_has_examples_and_near_misses() -> None:
    """A list without examples, or without texts that it lets pass, fails the tests."""
    tried = {(kind, language) for kind, language, _ in EVERY if kind not in IN_ANY_LANGUAGE}
    tried |= {(kind, "en") for kind in IN_ANY_LANGUAGE}
    assert FOUND.keys() == tried
    assert PASSED.keys() == tried


def test_every_language_has_the_same_lists() -> None:
    """What is asked in one language is asked in the others; the US asks more."""
    assert {frozenset(listed(language)) for language in languages()} == {frozenset(listed("en"))}
    assert {frozenset(listed(language, "US")) for language in languages()} == {
        frozenset({*listed("en"), "device-approval", "old-crisis-number"})
    }


@pytest.mark.parametrize("path", sorted(wording.FOLDER.rglob("*.yaml")), ids=attrgetter("stem"))
def test_every_list_names_its_source(path: Path) -> None:
    """Above each list stands where it is from, and at the top of a file of which day it is."""
    text = path.read_text("utf-8")
    assert re.match(r"# .* as of \d{4}-\d\d-\d\d", text)
    above = "".join(line if line.startswith("#") else f"\n{line}" for line in text.splitlines())
    lists = re.findall(r"^(#.*|)\n([\w-]+):$", above, re.MULTILINE)
    unknown = [kind for comment, kind in lists if "From: " not in comment and kind != "source"]
    assert lists
    assert unknown == []

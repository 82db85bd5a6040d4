"""Rules about words: what is said, to whom, and how plainly. The content keeper can waive them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from brochures.checks.blocks import Blocks, squeezed, written
from brochures.checks.language import can_tell
from brochures.checks.readability import Reading, grade, is_passive, sentences
from brochures.checks.readability import words as words_of
from brochures.checks.rule import RULES, Flaw, Group, Subject, advise, at, check, unsure
from brochures.content.crisis import CountryLine, CrisisLine, country_lines
from brochures.content.fictional import mark_of
from brochures.content.model import MAX_YEARS_TO_REVIEW, Content
from brochures.data import readability
from brochures.data.wording import languages, listed, patterns
from brochures.formats.model import Format
from brochures.pdf import Facts

GROUP: Group = "words"

LONGEST_MEAN = 15.0
LONGEST_SENTENCE = 25
MOST_PASSIVE = 0.08
ALL = 100
"""Percent, or people of a hundred."""

HOME = "US"
"""The country whose rules are asked of a file that nothing is known of."""

KINDS = {
    "crisis-line": ("crisis",),
    "unsafe-wording": ("unsafe",),
    "device-approval": ("device-approval",),
    "superlative": ("superlative",),
    "share-without-source": ("share", "source"),
}
"""The word lists that a rule goes by; where one is missing the rule cannot be asked."""

EXCEPTIONS = {"share-without-source": ("dose",), "nothing-left-over": ("placeholder",)}
"""Lists that a rule goes by where there are any: it can be asked without."""

CELLS = frozenset({"Caption", "TD", "TH"})

LEFT_OVER = re.compile(
    r"""
    \{+ [^{}]* \}+                         # {name}, {{ name }}
    | \bTODO\b | \bTBD\b                  # capitals: small letters make a word of some language
    | \b(?i: lorem[ ]ipsum | x{3,} )\b
    | \[ [^\[\]]+ \] \( [^()]* \)              # a link that leads nowhere
    | \[ (?! (?: sic | \W* ) \] ) (?= [^\[\]]* [^\W\d_] ) [^\[\]]+ \]   # [Name here], but not [2]
    | </? [A-Za-z][\w-]* (?: \s+ [\w-]+ = [^<>]* | (?: [ ] [\w-]+ ){0,4} ) \s* /? >  # <b>
    | & (?: [a-z]+ | \#\d+ ) ;              # &nbsp;
    | \*\* | (?<!\w) (?P<mark> __ | ~~ | ` ) (?=\S) [^_~`]+ (?P=mark) (?!\w)  # __bold__
    """,
    re.VERBOSE,
)
"""What a template, a form or another program's markup leaves in a text."""


def unasked(language: str | None, country: str = HOME) -> tuple[str, ...]:
    """Return the names of the rules about words that cannot be asked in a language.

    They go by lists or by measures that other languages have.
    """
    kinds = {kind for known in languages() for kind in listed(known, country)}
    missing = kinds - listed(language, country).keys()
    measured = {
        "reading-grade": readability.measure(language) is not None,
        "passive-sentences": bool(readability.words(language).participles),
        "in-its-language": not language or can_tell(language),
    }
    return tuple(
        rule.name
        for rule in RULES.values()
        if missing.intersection(KINDS.get(rule.name, ())) or not measured.get(rule.name, True)
    )


def not_asked(subject: Subject) -> tuple[str, ...]:
    """Return the names of the rules about words that its language keeps from judging a PDF.

    Those that would not apply in any language are not among them.
    """
    names = unasked(subject.facts.language, _country(subject.content))
    measures = {"prose", "reading"}
    return tuple(n for n in names if subject.has_prose or not RULES[n].needs & measures)


def _country(content: Content | None) -> str:
    """Return the country whose rules hold."""
    return content.clinic.country if content else HOME


def _contact(line: CrisisLine | CountryLine | None) -> Sequence[str]:
    """Return number and website of a crisis line, as far as there are."""
    return tuple(filter(None, (line.number, line.website))) if line else ()


def _lacking(line: Sequence[str], text: str) -> list[str]:
    """Return what of a crisis line, number or website, does not stand in a text."""
    # Other scripts write letters right beside a number, as Chinese does, or Korean its endings.
    return [part for part in line if not re.search(rf"(?a)(?<!\w){re.escape(part)}(?!\w)", text)]


def _matches(
    blocks: Blocks, pattern: re.Pattern[str] | None, what: str, name: str = ""
) -> Iterator[Flaw]:
    """Yield a flaw for each match of a pattern; nothing where the language has no list.

    What stands in a `name` is passed over.
    """
    if pattern is None:
        return
    for block in blocks:
        for found in pattern.finditer(_without(name, block.text)):
            flaw = at(block.tag, what.format(found[0]))
            yield Flaw(flaw.what, block.text, flaw.page, flaw.box)


def _without(name: str, text: str) -> str:
    """Return a text with a mark that is no letter in place of a name."""
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "\ufffc", text) if name else text


@check
def crisis_line(
    facts: Facts, blocks: Blocks, content: Content | None = None, english: Blocks | None = None
) -> Iterator[Flaw]:
    """A handout that speaks of taking one's life names the crisis line.

    Why: a reader in danger has to find help on the sheet in the hand.
    Fix: keep number and website of `crisis` on the handout (content keeper).
    From: SAMHSA
    """
    language = content.language if content else facts.language
    pattern = patterns("crisis", language)
    spoken = (blocks if content else english) or ()
    mention = next((one for one in spoken if pattern and pattern.search(one.text)), None)
    # Whose a file from elsewhere is, is not known: the line of any country will do.
    own = _contact(content.known_crisis_line if content else country_lines().get(HOME))
    enough = [own] if content else map(_contact, country_lines().values())
    text = " ".join(facts.text.split())
    if mention is None or any(line and not _lacking(line, text) for line in enough):
        return
    if own:
        old = patterns("old-crisis-number", language, _country(content))
        more = " The old number alone is not enough." if old and old.search(text) else ""
        yield at(mention.tag, f"there is no {' and no '.join(_lacking(own, text))}.{more}")
    elif content:
        yield at(mention.tag, "no crisis line is known for it. Write one into `crisis`.")


@check
def unsafe_wording(facts: Facts, blocks: Blocks) -> Iterator[Flaw]:
    """Taking one's life is spoken of in safe words.

    Why: some words blame, glorify or teach, and lead others to it.
    Fix: say that somebody died by it; name no method and no single cause (content keeper).
    From: media guidance on reporting it; the lists of words are ours
    """
    pattern = patterns("unsafe", facts.language)
    yield from _matches(blocks, pattern, "{!r} is not safe wording.")


@check
def device_approval(facts: Facts, blocks: Blocks, content: Content | None = None) -> Iterator[Flaw]:
    """No device is called approved in a country where it is cleared.

    Why: to take clearing or registration for an approval is misbranding.
    Fix: write 'cleared' or 'authorized', as the authority did (content keeper).
    From: 21 CFR 807.97
    """
    pattern = patterns("device-approval", facts.language, _country(content))
    yield from _matches(blocks, pattern, "{!r} must not be said of a device.")


@check
def superlative(facts: Facts, blocks: Blocks, content: Content | None = None) -> Iterator[Flaw]:
    """Nothing is praised beyond what can be shown; the clinic's own name is passed over.

    Why: claims such as 'only', 'best', 'proven' or 'cure' have to be substantiated.
    Fix: say what it does, or waive the rule with a reason and a name (content keeper).
    From: FTC Health Products Compliance Guidance; the lists of words are ours
    """
    pattern = patterns("superlative", facts.language)
    name = content.clinic.name if content else ""
    yield from _matches(blocks, pattern, "{!r} is a claim that has to be shown.", name)


@check
def share_without_source(facts: Facts, blocks: Blocks) -> Iterator[Flaw]:
    """A percentage comes with its source, unless it is no share of anything but a dose.

    Why: a number without a source cannot be checked.
    Fix: name the study and its year beside the number (content keeper).
    From: FTC Health Products Compliance Guidance; how a source is told is ours
    """
    share, source = (patterns(kind, facts.language) for kind in ("share", "source"))
    if share is None or source is None:
        return
    dose = patterns("dose", facts.language)
    for number, block in enumerate(blocks):
        text = dose.sub("", block.text) if dose else block.text
        found = next(filter(_is_share, share.finditer(text)), None)
        if found and not any(source.search(text) for text in _beside(blocks, number)):
            yield at(block.tag, f"{found[0]!r} has no source.")


def _is_share(found: re.Match[str]) -> bool:
    """Say whether a number can be a share: there is no more than all of something."""
    most = re.match(r"\d+", found[0])
    return most is None or int(most[0]) <= ALL


def _beside(blocks: Blocks, number: int) -> Iterator[str]:
    """Yield a text and, of a cell, what follows its table: there its source may stand."""
    yield blocks[number].text
    if blocks[number].tag.type in CELLS:
        yield next((each.text for each in blocks[number:] if each.tag.type not in CELLS), "")


@check
def reading_grade(facts: Facts, prose: Blocks, reading: Reading) -> Iterator[Flaw]:
    """What patients read is no harder than grade 8, or than its language's own measure allows.

    Why: half of all adults cannot follow a harder text, fewer still when they are ill.
    Fix: use shorter sentences and everyday words (content keeper).
    From: AMA (6); NIH (6 to 8); Flesch-Kincaid; other languages: brochures/data/readability
    """
    language, measure = facts.language, readability.measure(facts.language)
    if measure is None or reading.grade is None:
        return
    if measure.hardness(reading.grade) > measure.hardness(measure.limit):
        each = [sentence for block in prose for sentence in sentences(block.text)]
        hardest = max(
            (one for one in each if words_of(one, language)),
            key=lambda one: measure.hardness(grade([one], language)),
        )
        wanted = f", not {measure.limit:g} or more" if measure.higher_is_easier else ""
        said = f"its {measure.name} is {reading.grade:.1f}{wanted}. The hardest sentence:"
        yield Flaw(said, hardest, warning=not measure.tried)


def _counted_in(language: str | None) -> tuple[str, float]:
    """Return what the length of a sentence is counted in, and how many of them make a word."""
    if characters := readability.characters_a_word(language):
        return "characters", characters
    if syllables := readability.syllables_apart(language):
        return "syllables", syllables
    return "words", 1


@check
def short_sentences(facts: Facts, reading: Reading) -> Iterator[Flaw]:
    """Sentences for patients have 15 words or fewer on average.

    Why: who finds it hard to concentrate loses the thread of a long sentence.
    Fix: make two sentences of one (content keeper).
    From: HHS NOFO Builder; ours: 30 characters in Chinese and Japanese, 19 syllables in Vietnamese
    """
    unit, size = _counted_in(facts.language)
    if reading.words_a_sentence > LONGEST_MEAN * size:
        yield Flaw(f"they have {reading.words_a_sentence:.1f} {unit} on average.")


@check
def no_long_sentence(facts: Facts, prose: Blocks) -> Iterator[Flaw]:
    """No sentence for patients has more than 25 words.

    Why: its end is read when its beginning is forgotten.
    Fix: make two sentences of it (content keeper).
    From: ours: 50 characters in Chinese and Japanese, 32 syllables in Vietnamese
    """
    unit, size = _counted_in(facts.language)
    for block in prose:
        for sentence in sentences(block.text):
            length = len(words_of(sentence, facts.language))
            if length > LONGEST_SENTENCE * size:
                flaw = at(block.tag, f"it has {length} {unit}.")
                yield Flaw(flaw.what, sentence, flaw.page, flaw.box)


@advise
def passive_sentences(prose: Blocks, reading: Reading) -> Iterator[Flaw]:
    """Few sentences for patients are passive, in English: 8 in 100 at most.

    Why: 'you take it' is clearer than 'it is taken': it says who does what.
    Fix: say who does it (content keeper).
    From: HHS NOFO Builder
    """
    if reading.passive is not None and reading.passive > MOST_PASSIVE:
        each = (sentence for block in prose for sentence in sentences(block.text))
        first = next(filter(is_passive, each))
        yield Flaw(f"{reading.passive:.0%} of the sentences are passive, such as:", first)


@check
def speaks_to_the_reader(
    facts: Facts, made: Format, english: Blocks | None = None
) -> Iterator[str]:
    """A handout for patients says 'you', and has headings and lists.

    Why: people act on what is said to them, and find it by headings and lists.
    Fix: write to the reader, and give each section a title and items (content keeper).
    From: PEMAT-P, items 8 to 11
    """
    if not made.for_patients or "sections" in made.without:
        return
    if english and not re.search(r"\byou\b", facts.text, re.IGNORECASE):
        yield "nowhere it says 'you'."
    if not any(facts.find("L")):
        yield "it has no list."


@check
def message_first(
    facts: Facts, blocks: Blocks, made: Format, content: Content
) -> Iterator[Flaw | str]:
    """What to do next stands on the cover, on the first page or in the first third.

    Why: many readers get no further.
    Fix: shorten what stands before the phone number (content keeper), or move that (designer).
    From: CDC Clear Communication Index
    """
    # However long the clinic's name is, it says who calls for what.
    text = " ".join(facts.text.split()).replace(content.clinic.name, "")
    place = text.find(content.clinic.phone.parts[0])
    if "next_step" not in made.without and made.for_patients and not 0 <= place <= len(text) / 3:
        before = blocks if place < 0 else [b for b in blocks if 0 <= text.find(b.text) < place]
        longest = max((block.text for block in before), key=len, default="")
        yield Flaw("the phone number does not stand in the first third.", longest)


@check
def translation_reviewed(content: Content) -> Iterator[Flaw]:
    """Words that are not in English name the qualified translator who reviewed them.

    Why: a machine's translation can turn advice into its opposite.
    Fix: have a qualified translator review the words, then name them in `review` (content keeper).
    From: HHS, section 1557 (45 CFR 92.201)
    """
    original = content.review.translator if content.review else None
    named = content.reviewed_by if content.is_translation else original
    if content.language.startswith("en") or named:
        return
    flaw = Flaw(f"it is in {content.language}, and no translator is named.")
    # The mark across the pages of a fictional clinic says already that nobody is to rely on them.
    yield unsure(flaw) if mark_of(content) else flaw


@check
def review_date(facts: Facts, content: Content, made: Format | None = None) -> Iterator[Flaw]:
    """The handout says its version, when it was checked, and by when it is checked again.

    Why: an old sheet in a drawer has to show that it is old.
    Fix: keep `review` in content.yaml, and its label on the handout (content keeper).
    From: PIF TICK; Macmillan (3 years at most)
    """
    review = content.review
    if review is None or (made and "review" in made.without):
        return
    text = squeezed(facts.text)  # a date may be broken where a script sets no spaces
    for day in (review.reviewed_on, review.review_by):
        if squeezed(written(day, content)) not in text:
            yield Flaw("it is not on the handout.", written(day, content))
    if review.review_by.year - review.reviewed_on.year > MAX_YEARS_TO_REVIEW:
        yield Flaw(f"the next check is more than {MAX_YEARS_TO_REVIEW} years away.")


@advise
def review_due(content: Content, today: date) -> Iterator[str]:
    """The words have been checked in time.

    Why: what is known, and what the clinic offers, changes.
    Fix: have a clinician read the words, then put that day into `review` (content keeper).
    From: PIF TICK
    """
    if content.review and today > content.review.review_by:
        yield f"the next check was due on {content.review.review_by}."


@check
def nothing_left_over(facts: Facts, blocks: Blocks) -> Iterator[Flaw]:
    """No mark is left that should have been filled in, nor one of another program.

    Why: '{name}', '[Your text here]' or '<b>' tells the reader that nobody looked.
    Fix: write what belongs there; bold is **so**, a link [so](https://...) (content keeper).
    From: ours
    """
    for block in blocks:
        placeholder = patterns("placeholder", facts.language)
        found = LEFT_OVER.search(block.text) or (placeholder and placeholder.search(block.text))
        if found:
            yield at(block.tag, f"{found[0]!r} is left over.")

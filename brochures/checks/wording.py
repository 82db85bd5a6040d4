"""Rules about words: what is said, to whom, and how plainly. The content keeper can waive them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from brochures.checks.blocks import Blocks, written
from brochures.checks.readability import Reading, grade, is_passive, sentences
from brochures.checks.readability import words as words_of
from brochures.checks.rule import Flaw, Group, advise, at, check
from brochures.content.model import MAX_YEARS_TO_REVIEW, Content
from brochures.formats.model import Format
from brochures.pdf import Facts

GROUP: Group = "words"

HARDEST_GRADE = 8.0
LONGEST_MEAN = 15.0
LONGEST_SENTENCE = 25
MOST_PASSIVE = 0.08

SUICIDE = re.compile(r"\bsuicid(?:e|al)\b|\bkill (?:your|my|them)sel(?:f|ves)\b", re.IGNORECASE)
OLD_LINE = re.compile(r"1?[ .-]*\(?800\)?[ .-]*273[ .-]*(?:8255|TALK)", re.IGNORECASE)
UNSAFE = re.compile(
    r"\bcommit(?:s|ted|ting)? suicide\b"
    r"|\b(?:un)?successful (?:suicide|attempt)|\bfailed (?:suicide|attempt)"
    r"|\bsuicide epidemic\b|\bepidemic of suicide"
    r"|\bsuicide (?:is|was) caused by\b|\bsuicide because of\b"
    r"|\b(?:overdos|hang|shoot)\w*\b",
    re.IGNORECASE,
)
APPROVED = re.compile(
    r"\bFDA[- ]?(?:approv|register|certif)\w*|\bapprov\w+ (?:by|from) the (?:U\.?S\.? )?FDA\b"
    r"|\bFDA(?:'s)? approval\b",
    re.IGNORECASE,
)
SUPERLATIVE = re.compile(
    r"\b(?:the|our) (?:only|best|leading|safest|most effective|fastest|newest)\b"
    r"|\b(?:we have|is) the only\b|\bproven\b|\bguarante\w+|\bcur(?:e|es|ed|ing)\b"
    r"|\brisk[- ]free\b|\bno risks?\b|\bbreakthrough\b|\bmirac\w+|\bnumber one\b|#1\b"
    r"|\bside[- ]effect[- ]free\b|\bno side effects\b|\b100 ?(?:%|percent)",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"\b\d+(?:\.\d+)? ?(?:%|percent\b)|\b\d+ (?:out of|in) (?:every )?\d+\b", re.IGNORECASE
)
SOURCE = re.compile(r"\b(?:source|study|trial|published|doi)\b|\b(?:19|20)\d\d\)", re.IGNORECASE)
LEFT_OVER = re.compile(r"\{\w*\}|\bTODO\b|\bTBD\b|\blorem ipsum\b|\bx{3,}\b", re.IGNORECASE)


def _matches(blocks: Blocks, pattern: re.Pattern[str], what: str) -> Iterator[Flaw]:
    for block in blocks:
        for found in pattern.finditer(block.text):
            flaw = at(block.tag, what.format(found[0]))
            yield Flaw(flaw.what, block.text, flaw.page, flaw.box)


@check
def crisis_line(facts: Facts, blocks: Blocks) -> Iterator[Flaw]:
    """Where suicide is mentioned, the 988 line stands on the same handout.

    Why: a reader in danger has to find help on the sheet in the hand.
    Fix: keep `crisis` in content.yaml with 988 and 988lifeline.org (content keeper).
    From: SAMHSA
    """
    text = " ".join(facts.text.split())
    mentions = [block for block in blocks if SUICIDE.search(block.text)]
    here = re.search(r"\b988\b", text) and "988lifeline.org" in text
    if mentions and not here:
        old = " The old 1-800 number alone is not enough." if OLD_LINE.search(text) else ""
        yield at(mentions[0].tag, f"988 and 988lifeline.org are missing.{old}")


@check
def unsafe_wording(english: Blocks) -> Iterator[Flaw]:
    """Suicide is spoken of in safe words.

    Why: some words blame, glorify or teach, and lead others to it.
    Fix: say 'died by suicide', name no method and no single cause (content keeper).
    From: media guidance on reporting suicide; the list of words is ours
    """
    yield from _matches(english, UNSAFE, "{!r} is not safe wording.")


@check
def fda_approved(english: Blocks) -> Iterator[Flaw]:
    """No device is called approved by the FDA.

    Why: the FDA clears or authorizes such devices; 'approved' is misbranding.
    Fix: write 'FDA-cleared' or 'authorized by the FDA' (content keeper).
    From: 21 CFR 807.97
    """
    yield from _matches(english, APPROVED, "{!r} must not be said of a device.")


@check
def superlative(english: Blocks) -> Iterator[Flaw]:
    """Nothing is praised beyond what can be shown.

    Why: claims such as 'only', 'best', 'proven' or 'cure' have to be substantiated.
    Fix: say what it does, or waive the rule with a reason and a name (content keeper).
    From: FTC Health Products Compliance Guidance; the list of words is ours
    """
    yield from _matches(english, SUPERLATIVE, "{!r} is a claim that has to be shown.")


@check
def share_without_source(english: Blocks) -> Iterator[Flaw]:
    """A percentage comes with its source.

    Why: a number without a source cannot be checked.
    Fix: name the study and its year beside the number (content keeper).
    From: FTC Health Products Compliance Guidance; how a source is told is ours
    """
    for block in english:
        found = SHARE.search(block.text)
        if found and not SOURCE.search(block.text):
            yield at(block.tag, f"{found[0]!r} has no source.")


@check
def reading_grade(prose: Blocks, reading: Reading) -> Iterator[Flaw]:
    """What patients read is no harder than grade 8.

    Why: half of all adults cannot follow a harder text, fewer still when they are ill.
    Fix: use shorter sentences and everyday words (content keeper).
    From: AMA (6); NIH (6 to 8); Flesch-Kincaid
    """
    if reading.grade > HARDEST_GRADE:
        each = [sentence for block in prose for sentence in sentences(block.text)]
        hardest = max((one for one in each if words_of(one)), key=lambda one: grade([one]))
        yield Flaw(f"its grade is {reading.grade:.1f}. The hardest sentence:", hardest)


@check
def short_sentences(reading: Reading) -> Iterator[Flaw]:
    """Sentences for patients have 15 words or fewer in the mean.

    Why: who finds it hard to concentrate loses the thread of a long sentence.
    Fix: make two sentences of one (content keeper).
    From: HHS NOFO Builder
    """
    if reading.words_a_sentence > LONGEST_MEAN:
        yield Flaw(f"they have {reading.words_a_sentence:.1f} words in the mean.")


@check
def no_long_sentence(prose: Blocks) -> Iterator[Flaw]:
    """No sentence for patients has more than 25 words.

    Why: its end is read when its beginning is forgotten.
    Fix: make two sentences of it (content keeper).
    From: ours
    """
    for block in prose:
        for sentence in sentences(block.text):
            if len(words_of(sentence)) > LONGEST_SENTENCE:
                flaw = at(block.tag, f"it has {len(words_of(sentence))} words.")
                yield Flaw(flaw.what, sentence, flaw.page, flaw.box)


@advise
def passive_sentences(prose: Blocks, reading: Reading) -> Iterator[Flaw]:
    """Few sentences for patients are passive: 8 in 100 at most.

    Why: 'you take it' is clearer than 'it is taken': it says who does what.
    Fix: say who does it (content keeper).
    From: HHS NOFO Builder
    """
    if reading.passive > MOST_PASSIVE:
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
    if not made.for_patients:
        return
    if english and not re.search(r"\byou\b", facts.text, re.IGNORECASE):
        yield "nowhere it says 'you'."
    if not any(facts.find("L")):
        yield "it has no list."


@check
def message_first(facts: Facts, made: Format, content: Content) -> Iterator[str]:
    """What to do next stands on the cover, on the first page or in the first third.

    Why: many readers get no further.
    Fix: say whom to call right after the title (designer).
    From: CDC Clear Communication Index
    """
    text = " ".join(facts.text.split())
    place = text.find(content.clinic.phone.number)
    if made.for_patients and not 0 <= place <= len(text) / 3:
        yield "the phone number does not stand in the first third."


@check
def translation_reviewed(content: Content) -> Iterator[str]:
    """Words that are not in English name the qualified translator who reviewed them.

    Why: a machine's translation can turn advice into its opposite.
    Fix: have a qualified translator review the words, then name them in `review` (content keeper).
    From: HHS, section 1557 (45 CFR 92.201)
    """
    if not content.language.startswith("en") and not content.review.translator:
        yield f"it is in {content.language}, and no translator is named."


@check
def review_date(facts: Facts, content: Content) -> Iterator[Flaw]:
    """The handout says its version, when it was checked, and by when it is checked again.

    Why: an old sheet in a drawer has to show that it is old.
    Fix: keep `review` in content.yaml, and its label on the handout (content keeper).
    From: PIF TICK; Macmillan (3 years at most)
    """
    review = content.review
    text = " ".join(facts.text.split())
    for day in (review.reviewed_on, review.review_by):
        if written(day, content) not in text:
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
    if today > content.review.review_by:
        yield f"the next check was due on {content.review.review_by}."


@check
def nothing_left_over(blocks: Blocks) -> Iterator[Flaw]:
    """No mark is left that should have been filled in.

    Why: '{name}' or 'TODO' tells the reader that nobody looked.
    Fix: write what belongs there (content keeper).
    From: ours
    """
    for block in blocks:
        if found := LEFT_OVER.search(block.text):
            yield at(block.tag, f"{found[0]!r} is left over.")

"""Rules about words: the language that they are in, judged from the words themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from brochures.checks.blocks import Block, Blocks, names
from brochures.checks.rule import Flaw, Group, at, check
from brochures.content.locales import own_name
from brochures.content.model import Content
from brochures.pdf import Facts, Tag

GROUP: Group = "words"

ENOUGH = 120
"""So many letters tell a language from others; a Chinese one counts for three."""

SURELY_NOT = 0.01
"""The most that a language's share of what is likely can be, 0 to 1, for it to be another one."""

LIKE = {"nb": "no", "fil": "tl", "iw": "he"}
"""What the model calls languages that have several tags."""

NO_LANGUAGE = "zxx"
"""What the model calls text that is in none, such as letters at random."""

YIDDISH, AYIN, MOST_AYINS = "yi", "\u05e2", 0.065
"""Yiddish is written in Hebrew letters, with ayin for its commonest vowel: a tenth of all letters,
where in Hebrew it is a thirtieth (counted in both translations of the small words). The model does
not know it."""

ENGLISH = frozenset(
    "a about and are as at be but by can for from has have how if in is it more not of on or our"
    " that the their they this to us we what when with you your".split()
)
FEWEST_ENGLISH = 0.2
"""Share of these words in a text that is English without asking further: a third is usual."""

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_CAPITALS = re.compile(r"\w*[A-Z]{2,}\w*")


@check
def in_its_language(facts: Facts, blocks: Blocks, content: Content | None = None) -> Iterator[Flaw]:
    """Each section, and each longer text, is in the language that it says it is in.

    Why: a screen reader says the words by its rules, and who asked for it may read no other.
    Fix: translate the text, or correct `language` (content keeper).
    From: WCAG 2.2, 3.1.1 and 3.1.2; judged by py3langid
    """
    language = (content.language if content else facts.language) or ""
    known = _bare(names(content)) if content else ()
    if not can_tell(language):
        return
    wrong: set[int] = set()
    own = [block for block in blocks if not _is_passage(block.tag, language)]
    for section in (*_sections(own), *([block.tag] for block in own)):
        tags = [tag for tag in section if id(tag) not in wrong]
        text = _judged(" ".join(" ".join(tag.text.split()) for tag in tags), known)
        if _letters(text) >= ENOUGH and (other := another(text, language)):
            wrong |= set(map(id, tags))
            yield at(tags[0], f"it is not in {own_name(language)}, but seems to be in {other}.")


def can_tell(language: str) -> bool:
    """Return whether it can be told if words are in a language."""
    plain = _plain(language)
    return plain in ("en", YIDDISH) or plain in _model().labels


def another(text: str, language: str) -> str | None:
    """Return the name of the language that a text is in, where it is surely another one."""
    plain = _plain(language)
    words = re.findall(r"[^\W\d_']+(?:'[^\W\d_]+)?", text.lower())
    if plain == "en" and sum(word in ENGLISH for word in words) >= FEWEST_ENGLISH * len(words) > 0:
        return None  # the model takes a second to load
    if AYIN in text:
        found = YIDDISH if text.count(AYIN) > MOST_AYINS * _letters(text) else "he"
        return None if found == plain else own_name(found)
    likely = {code: float(share) for code, share in _model().rank(text) if code != NO_LANGUAGE}
    if plain == YIDDISH or likely.get(plain, 0) < SURELY_NOT:
        best = max(likely, key=lambda code: likely[code])
        return None if best == plain else _named(best)
    return None


def _is_passage(tag: Tag, language: str) -> bool:
    return bool(tag.language) and _plain(tag.language or "") != _plain(language)


def _plain(language: str) -> str:
    code = language.lower().partition("-")[0]
    return LIKE.get(code, code)


def _named(code: str) -> str:
    try:
        return own_name(code)
    except ValueError:
        return code


def _bare(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for each in said for word in re.findall(r"\w{2,}", each))


def _judged(text: str, names: Sequence[str]) -> str:
    """Return a text without names and abbreviations, which are in no language."""
    text = _CAPITALS.sub(" ", text)
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, names))})\b", " ", text) if names else text


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text)) + 2 * len(_HAN.findall(text))


def _sections(blocks: Sequence[Block]) -> Iterator[list[Tag]]:
    """Yield the blocks below each heading, with it."""
    section: list[Tag] = []
    for block in blocks:
        if block.tag.type in ("H1", "H2") and section:
            yield section
            section = []
        section.append(block.tag)
    if section:
        yield section


@cache
def _model() -> Any:  # noqa: ANN401 - py3langid has no types
    # Half a second.
    from py3langid.langid import (  # type: ignore[import-untyped]  # noqa: PLC0415
        MODEL_FILE,
        LanguageIdentifier,
    )

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

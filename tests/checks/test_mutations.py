"""Damage done to the finished handouts is found by the rule that should find it.

A mutation takes a good handout and breaks one thing in the PDF itself, as a change in a template,
in WeasyPrint or in what corrects its PDF might. It finds its place by the tags, never by the
clinic's words. A run of the tests ends with how many mutations were caught.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import pytest
from pikepdf import Pdf

from brochures.checks.inspection import inspected
from brochures.content.model import Content
from brochures.render.result import Typeset
from tests.checks import damage_to_reading as reading
from tests.checks import damage_to_sight as sight
from tests.checks.pages import TODAY, mutated
from tests.thorough import thorough


class Mutation(NamedTuple):
    """Damage to a handout, and the rule that has to find it."""

    format: str
    function: Callable[[Pdf], None]
    rule: str
    missed: str = ""
    """Why no rule finds it yet."""


MUTATIONS = [
    # words
    Mutation("trifold", reading.cut_a_last_line, "nothing-lost"),
    Mutation("large-print-full", reading.cut_a_last_line, "nothing-lost"),
    Mutation("half-fold", reading.cut_a_last_line, "nothing-lost"),
    Mutation("trifold", reading.cut_the_first_message, "nothing-lost"),
    Mutation("trifold", reading.cut_the_mail, "contact-last-in-tags"),
    Mutation("large-print-full", reading.cut_the_mail, "contact-last-on-paper"),
    Mutation("trifold", reading.cut_the_spelled_phone, "nothing-lost"),
    Mutation("trifold", reading.cut_the_crisis_line, "crisis-line"),
    Mutation("trifold", reading.cut_the_review, "review-date"),
    Mutation("trifold", reading.cut_the_call, "message-first"),
    Mutation("trifold", reading.erase_what_is_read, "nothing-lost"),
    Mutation("large-print-full", reading.read_another_number, "nothing-lost"),
    Mutation("large-print-full", reading.read_another_crisis_line, "crisis-line"),
    Mutation("trifold", reading.read_twice, "said-once"),
    # access
    Mutation("trifold", reading.untag_a_paragraph, "untagged"),
    Mutation("trifold", sight.draw_untagged, "untagged"),
    Mutation("trifold", reading.swap_two_panels, "reading-order"),
    Mutation("trifold", reading.swap_two_headings, "read-as-written"),
    Mutation("trifold", reading.swap_two_lines, "nothing-lost"),
    Mutation("large-print-full", sight.swap_two_pages, "pages-numbered"),
    Mutation("trifold", reading.read_the_contact_first, "contact-last-in-tags"),
    Mutation("large-print-full", reading.read_the_contact_first, "contact-last-in-tags"),
    Mutation("trifold", reading.untag_the_document, "tagged"),
    Mutation("trifold", reading.claim_nothing, "tagged"),
    Mutation("trifold", reading.suspect_the_tags, "pdf-ua-1"),
    Mutation("trifold", reading.lose_the_way_back, "pdf-ua-1"),
    Mutation("trifold", reading.invent_a_tag, "pdf-ua-1"),
    Mutation("trifold", reading.blank_an_alternative_text, "alternative-text"),
    Mutation("large-print-full", reading.drop_an_alternative_text, "alternative-text"),
    Mutation("trifold", reading.swap_two_alternative_texts, "read-as-written"),
    Mutation("trifold", reading.forget_the_language, "language-set"),
    Mutation("trifold", reading.mistake_the_language, "language-set"),
    Mutation("trifold", reading.mistype_the_language, "pdf-ua-1"),
    Mutation("trifold", reading.mumble_a_passage, "language-of-passages"),
    Mutation("trifold", reading.forget_the_title, "title-set"),
    Mutation("one-page", reading.hide_the_title, "title-set"),
    Mutation("one-page", reading.skip_a_level, "heading-skipped"),
    Mutation("large-print-full", reading.add_a_title, "heading-first"),
    Mutation("one-page", reading.add_an_empty_heading, "heading-empty"),
    Mutation("large-print-full", reading.demote_a_heading, "bookmarks"),
    Mutation("trifold", reading.flatten_a_list, "list-structure"),
    Mutation("large-print-full", reading.tag_a_page_number, "page-numbers-are-artifacts"),
    Mutation("large-print-full", reading.unmark_a_page_number, "untagged"),
    Mutation("large-print-full", reading.drop_a_page_number, "pages-numbered"),
    Mutation("large-print-full", reading.drop_all_bookmarks, "bookmarks"),
    Mutation("large-print-full", reading.drop_a_bookmark, "bookmarks"),
    Mutation("large-print-full", reading.swap_two_bookmarks, "bookmarks"),
    Mutation("large-print-full", reading.lead_a_bookmark_elsewhere, "bookmarks"),
    Mutation("large-print-full", reading.lead_the_contents_elsewhere, "links-lead-right"),
    Mutation("trifold", reading.lead_the_phone_elsewhere, "phones-are-links"),
    Mutation("trifold", reading.lead_the_crisis_line_elsewhere, "phones-are-links"),
    Mutation("trifold", reading.silence_a_link, "links-are-tagged"),
    Mutation("trifold", reading.untag_a_link, "links-are-tagged"),
    Mutation("trifold", reading.lose_a_link, "pdf-ua-1"),
    Mutation("trifold", reading.hide_a_link, "links-lead-right"),
    Mutation("trifold", reading.move_a_link, "links-lead-right"),
    Mutation("trifold", reading.forget_the_tab_order, "tab-order"),
    Mutation("trifold", sight.unembed_a_font, "fonts-embedded"),
    Mutation("trifold", sight.unmap_a_font, "fonts-embedded"),
    Mutation("trifold", sight.set_in_another_face, "fonts-named"),
    # sight
    Mutation("trifold", sight.pale_a_text, "enough-contrast"),
    Mutation("trifold", sight.fade_a_text, "enough-contrast"),
    Mutation("large-print-full", sight.grey_a_text, "near-black"),
    Mutation("trifold", sight.hide_a_text, "no-hidden-text"),
    Mutation("trifold", sight.clip_a_text, "no-hidden-text"),
    Mutation("trifold", sight.darken_behind_a_text, "enough-contrast"),
    Mutation("trifold", sight.shade_half_a_text, "no-text-over-pictures"),
    Mutation("trifold", sight.cover_a_text, "no-text-over-pictures"),
    Mutation("trifold", sight.lay_a_text_over_another, "no-text-over-text"),
    Mutation("one-page", sight.shrink_a_text, "smallest-type"),
    Mutation("large-print-full", sight.shrink_a_text, "smallest-type"),
    Mutation("trifold", sight.squeeze_a_text, "smallest-type"),
    Mutation("large-print-full", sight.shrink_a_heading, "headings-stand-out"),
    Mutation("trifold", sight.thin_a_heading, "headings-stand-out"),
    Mutation("trifold", sight.lean_a_text, "no-italics"),
    Mutation("trifold", sight.set_in_italics, "no-italics"),
    Mutation("trifold", sight.underline_a_text, "no-underline"),
    Mutation("trifold", sight.indent_a_text, "start-aligned"),
    Mutation("trifold", sight.close_up_the_lines, "leading"),
    # paper
    Mutation("trifold", sight.turn_a_page, "not-rotated"),
    Mutation("trifold", sight.crop_a_page, "page-boxes"),
    Mutation("trifold", sight.trim_a_page, "page-size"),
    Mutation("trifold", sight.trim_beyond_the_page, "page-boxes"),
    Mutation("large-print-full", sight.stretch_a_page, "page-size"),
    Mutation("trifold", sight.delete_a_page, "page-count"),
    Mutation("large-print-full", sight.delete_a_page, "text-complete"),
    Mutation("large-print-full", sight.add_a_blank_page, "blank-page"),
    Mutation("trifold", sight.print_anyhow, "two-sided"),
    Mutation("trifold", sight.print_scaled, "actual-size"),
    Mutation("trifold", sight.weigh_down, "size-of-file"),
    Mutation("trifold", sight.drop_a_fold_mark, "fold-marks"),
    Mutation("trifold", sight.draw_at_the_edge, "drawings-clear-of-edges"),
    Mutation("trifold", sight.move_over_a_fold, "clear-of-folds"),
    Mutation("trifold", sight.move_to_the_edge, "clear-of-edges"),
    Mutation("trifold", sight.move_off_the_paper, "in-panels"),
    Mutation("one-page", sight.move_the_mail_up, "contact-last-on-paper"),
    Mutation("trifold", sight.shrink_the_phone, "phone-found-at-once"),
]


def broken(folder: Path, name: str, pdf: bytes, content: Content) -> set[str]:
    """Return the names of what keeps a PDF from being published, the independent judges' too."""
    path = folder / f"{name}.pdf"
    path.write_bytes(pdf)
    return {finding.rule for finding in inspected(path, content, TODAY).findings}


@pytest.fixture(scope="module")
def intact(
    handouts: Mapping[str, Typeset], content: Content, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], set[str]]:
    """What keeps a good handout from being published: nothing."""
    folder = tmp_path_factory.mktemp("intact")
    return cache(lambda name: broken(folder, name, handouts[name].pdf, content))


MISSED = partial(pytest.mark.xfail, raises=AssertionError)


@pytest.mark.mutation
@pytest.mark.parametrize(
    "mutation",
    [
        pytest.param(
            each,
            id=f"{each.format}-{each.function.__name__}",
            marks=[
                *([MISSED(reason=each.missed)] if each.missed else []),
                *([thorough] if number % 10 else []),
            ],
        )
        for number, each in enumerate(MUTATIONS)
    ],
)
def test_mutation_is_caught(
    mutation: Mutation,
    handouts: Mapping[str, Typeset],
    intact: Callable[[str], set[str]],
    content: Content,
    tmp_path: Path,
) -> None:
    """The damage breaks the rule that should find it, and the handout was good before."""
    assert intact(mutation.format) == set()
    damaged = mutated(handouts[mutation.format].pdf, mutation.function)
    assert mutation.rule in broken(tmp_path, mutation.format, damaged, content)

"""The words of the print desk."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from brochures.content.fields import MOST_ITEMS, Part, Text, holds


class Handout(Part):
    """What the print desk says of a handout."""

    name: Text
    about: Text
    """What it is for."""
    readers: Text


class Handouts(Part):
    """The handouts on the print desk."""

    trifold: Handout
    large_print: Handout
    one_page: Handout


class PrintSteps(Part):
    """How to print and fold, step by step; each handout shows those that it needs."""

    paper: Annotated[Text, holds("{paper}")]
    """Must contain {paper}."""
    actual_size: Text
    one_side: Text
    short_edge: Text
    long_edge: Text
    fold_flap: Text
    fold_cover: Text


class Mail(Part):
    """A ready e-mail to a physician."""

    subject: Annotated[Text, holds("{clinic}")]
    """Must contain {clinic}."""
    lines: Annotated[tuple[Text, ...], Field(min_length=1, max_length=MOST_ITEMS)]
    """Its paragraphs. They may contain {file}, {handout}, {clinic}, {phone} and {email}."""


class DeskLabels(Part):
    """The small words of the print desk."""

    open: Text
    download: Text
    copy_mail: Text
    copied: Text
    steps: Text
    mail: Text
    picture: Annotated[Text, holds("{page}", "{name}")]
    """Must contain {page} and {name}: describes a picture of a page."""
    passed: Text
    about: Text
    withheld: Text
    unpublished: Text
    stale: Text
    """The file that is here does not hold today's words."""
    draft: Text
    overdue: Annotated[Text, holds("{review_by}")]
    """Must contain {review_by}."""
    one_side: Text
    both_sides: Text
    pages: Text
    language: Text
    grade: Text
    size: Text
    version: Text
    reviewed: Text
    review_by: Text
    judges: Text
    judged: Annotated[Text, holds("{rules}", "{judges}")]
    """Must contain {rules} and {judges}."""
    advice: Text
    waived: Text
    card: Text


class Desk(Part):
    """The print desk: the page from which the front desk prints."""

    title: Text
    lead: Text
    file_name: Annotated[Text, holds("{clinic}", "{handout}")]
    """Must contain {clinic} and {handout}: the name under which a handout is downloaded."""
    handouts: Handouts
    steps: PrintSteps
    mail: Mail
    labels: DeskLabels

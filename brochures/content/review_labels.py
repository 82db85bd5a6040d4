"""The words of the page for reviewers, in English; catalogs hold those of other languages.

No content holds or overrides them. The docstrings of the fields tell translators what a text is.
"""

from __future__ import annotations

from typing import Annotated

from brochures.content.catalog import spoken
from brochures.content.fields import Part, Text, holds

CONTEXT = "review"
"""Begins the context of each of these texts in a catalog."""


class ReviewLabels(Part):
    """The page for a physician or a nurse who checks the words before they are printed."""

    title: Annotated[Text, holds("{topic}")] = "Please review: {topic}"
    """The title of the page. Must contain {topic}, what the brochure is about."""
    draft: Text = "This is a draft for review. Please do not hand it out."
    """Stands above all else."""
    no_script: Text = (
        "Comments need JavaScript, and this browser does not run it. You can read the words here,"
        " or print this page and write on it."
    )
    """Said where the browser runs no scripts."""
    read: Text = "Read each section."
    """The first of three steps: what to do on this page."""
    answer: Text = "Say whether it is right. If it is not, write what to change."
    """The second step."""
    send_back: Text = "At the end, save your comments and send us the file."
    """The third step."""
    topic: Text = "Topic"
    """Names what the brochure is about."""
    language: Text = "Language"
    """Names the language of the words."""
    version: Text = "Version"
    """Names the version of the words."""
    made_on: Text = "Made on"
    """Names the day on which this page was made."""

    pages: Text = "The pages"
    """The heading over pictures of the handouts."""
    handout: Annotated[Text, holds("{name}", "{number}")] = "{name} (pages: {number})"
    """A line to unfold. Must contain {name}, that of a handout, and {number}, of its pages."""
    picture: Annotated[Text, holds("{name}", "{page}", "{pages}")] = (
        "{name}, page {page} of {pages}"
    )
    """Describes a picture. Must contain {name}, that of a handout, {page} and {pages}."""

    titles: Text = "Titles"
    """Names a section: what the handouts are called."""
    cover: Text = "Cover"
    """Names a section: the front of a folded sheet."""
    clinic: Text = "The clinic"
    """Names a section: name, address and phone number."""
    small_words: Text = "Small words"
    """Names a section: short labels that the clinic has changed."""
    for_patients: Text = "For patients"
    """Stands before words that patients read."""
    for_physicians: Text = "For physicians"
    """Stands before words that physicians read."""
    short: Text = "In fewer words"
    """Stands before the same in fewer words."""
    brief: Text = "In one line"
    """Stands before the same in one line."""
    easy: Text = "In easy words"
    """Stands before the same for people who find reading hard."""
    medical: Text = "Medical name"
    """Stands before the name that physicians use."""
    medical_short: Text = "Medical name, shorter"
    """Stands before the same name in fewer words."""
    flap: Text = "On the flap"
    """Stands before words on the part of a folded sheet that is opened first."""
    drawing: Text = "In the drawing"
    """Stands before the names of the parts of a drawing."""
    alt: Text = "What the picture shows"
    """Stands before words for people who cannot see a picture."""
    write: Text = "To fill in by hand"
    """Stands before the headings of columns that people write in."""
    interpreters: Text = "Interpreters"
    """Stands before languages for which the clinic gets an interpreter."""

    right: Text = "This is right"
    """One of two choices beside each section."""
    change: Text = "This should be changed"
    """The other choice."""
    comment: Text = "Comment"
    """Names the field for what should be changed, and why."""
    send: Text = "Send us your comments"
    """The heading over the end of the page."""
    progress: Annotated[Text, holds("{number}", "{all}")] = "{number} of {all} sections looked at"
    """How far the reviewer is. Must contain {number} and {all}."""
    left: Text = "Still to look at"
    """Stands before links to the sections without an answer."""
    name: Text = "Your name"
    """Names a field."""
    qualification: Text = "Your qualification (optional)"
    """Names a field, such as for MD or RN."""
    no_name: Text = "Please write your name, so that we know whose comments these are."
    """Said where the name is missing."""
    no_answer: Text = "There is nothing to save yet. Please look at a section first."
    """Said where no section has an answer."""
    save: Text = "Save my comments"
    """A button: downloads a file with the comments."""
    saved: Annotated[Text, holds("{file}")] = (
        "Your comments are in the file {file}, in your downloads. Please send it back to the person"
        " who sent you this page."
    )
    """Said once the file is downloaded. Must contain {file}, its name."""
    kept: Text = "What you write is kept in this browser. You can close the page and go on later."
    """Stands near the button."""
    signature: Text = "Date and signature"
    """Stands before a line to write on, on paper."""


def review_labels(language: str) -> tuple[str, ReviewLabels]:
    """Return the words of the page in a language, or else in English, and that language."""
    return spoken(ReviewLabels(), language, CONTEXT)

"""The small words around a content's texts, in English; catalogs hold those of other languages.

A content overrides some under `labels:`. The docstrings of the fields tell translators, too, what a
text is.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from brochures.content.fields import MOST_ITEMS, FactError, Line, Part, Text, holds

MAIL_MARKS = ("{file}", "{handout}", "{clinic}", "{phone}", "{email}")
"""What a line of the e-mail to a physician may have filled in."""


def _known_marks(text: str) -> str:
    """Refuse a mark that nothing fills in."""
    for mark in re.findall(r"\{.*?\}", text):
        if mark not in MAIL_MARKS:
            raise FactError(
                f"Nothing is known to fill in for {mark} here.",
                f"Write one of {', '.join(MAIL_MARKS)}, or no curly brackets.",
                at=mark,
            )
    return text


class Links(Part):
    """What a screen reader says of a link: where it leads."""

    call: Annotated[Line, holds("{name}")] = "Call {name}"
    """A link that dials. Must contain {name}, the clinic's name."""
    call_crisis: Annotated[Line, holds("{number}")] = "Call {number}, the crisis line"
    """A link that dials. Must contain {number}, that of the crisis line."""
    write: Annotated[Line, holds("{name}")] = "Write an email to {name}"
    """A link that begins an e-mail. Must contain {name}, the clinic's name."""
    open: Annotated[Line, holds("{website}")] = "Open the website {website}"
    """Must contain {website}."""
    go_to: Annotated[Line, holds("{title}")] = "Go to {title}"
    """A link within the handout. Must contain {title}, that of a section."""


class Papers(Part):
    """What papers are called."""

    letter: Line = "US Letter"
    """The paper of 8.5 x 11 in, as the print window calls it."""
    a4: Line = "A4"
    """The paper of 210 x 297 mm, as the print window calls it."""


class DeskLabels(Part):
    """The print desk: the page from which the front desk prints."""

    title: Text = "Print desk"
    """The title of the page."""
    lead: Text = "Choose a handout. Print one copy first. Then print the rest."
    """What to do there, below its title."""
    file_name: Annotated[Text, holds("{clinic}", "{topic}", "{handout}")] = (
        "{clinic} - {topic} - {handout}.pdf"
    )
    """The name of a file that is downloaded. Must contain {clinic}, {topic} and {handout}."""
    print: Annotated[Text, holds("{handout}")] = "Print {handout}"
    """A button: opens the handout, to be printed. Must contain {handout}, what that kind of handout
    is called; it begins with a small letter unless it comes first."""
    new_tab: Text = "opens in a new tab"
    """What a screen reader says of that button."""
    press: Annotated[Text, holds("{keys}")] = "In the new tab, press {keys} and choose:"
    """Stands before what to choose in the print window. Must contain {keys}."""
    keys: Text = "Ctrl+P"
    """The keys that print on Windows and Linux."""
    keys_mac: Text = "Cmd+P"
    """The keys that print on a Mac."""
    keys_either: Annotated[Text, holds("{keys}", "{keys_mac}")] = "{keys} or {keys_mac}"
    """Where it is not known which ones. Must contain {keys} and {keys_mac}."""
    actual_size: Text = "Actual size"
    """A choice in the print window, in its words: neither larger nor smaller."""
    one_side: Text = "One side"
    """A choice in the print window, in its words: print on one side."""
    both_sides: Text = "Both sides"
    """A choice in the print window, in its words: print on both sides."""
    short_edge: Text = "Short edge"
    """A choice in the print window, in its words: the sheet turns on its short edge."""
    long_edge: Text = "Long edge"
    """A choice in the print window, in its words: the sheet turns on its long edge."""
    download: Text = "Download"
    """A link: downloads the handout."""
    copy_mail: Text = "Copy email text"
    """A button: copies the e-mail to a physician."""
    copied: Text = "Copied. Paste it into your email."
    """What is said once the e-mail's text is copied."""
    steps: Text = "How to print it"
    """The heading over the steps at the printer, and a line to unfold them."""
    upside_down: Text = "The back is upside down?"
    """A line to unfold: what to do then."""
    turn: Annotated[Text, holds("{edge}")] = (
        "In the print window, choose the other edge: **{edge}**. Print one copy again."
    )
    """What to do where the back comes out upside down. Must contain {edge}, a choice in the print
    window; what stands between two stars each is bold."""
    mail: Text = "Email text for a physician"
    """The heading over the ready e-mail."""
    picture: Annotated[Text, holds("{page}", "{name}")] = "{name}, page {page}"
    """Describes a picture of a page. Must contain {page}, and {name}, the handout's name."""
    passed: Text = "All checks passed. Show details"
    """A line to unfold: the handout is in order."""
    about: Text = "Details of the file that is here"
    """A line to unfold: the handout is not in order."""
    withheld: Text = "A newer version was withheld. Show why"
    """A line to unfold: the newer version did not pass the checks, so the older one stays."""
    unpublished: Text = "It is not published yet."
    """Said where there is no file of a handout."""
    stale: Text = "This file does not hold today's words. Build it again. Show why"
    """A line to unfold: the words have changed since the file was made."""
    draft: Text = "This is a draft. Do not hand it out."
    """A warning above a draft."""
    waiting: Annotated[Text, holds("{languages}")] = (
        "Not to be handed out yet: {languages}. A qualified translator has to review these words."
    )
    """Stands below the handouts. Must contain {languages}, into which the words are translated."""
    overdue: Annotated[Text, holds("{review_by}")] = (
        "These words should have been checked again by {review_by}."
    )
    """A warning above all handouts. Must contain {review_by}, a date."""
    topic: Text = "Topic"
    """Names the topic of the handouts, where there are several to choose from."""
    language: Text = "Language"
    """Names the language of the handout, and languages to choose from."""
    all: Text = "All"
    """A button: handouts of all topics, or in all languages."""
    shown: Annotated[Text, holds("{number}", "{all}")] = "{number} of {all} handouts are shown."
    """Said once a topic or a language is chosen. Must contain {number} and {all}, how many."""
    grade: Text = "Reading grade"
    """Names how hard the words are: a school grade in English, else points of a scale."""
    size: Text = "File size"
    """Names the size of the file."""
    version: Text = "Version"
    """Names the version of the words."""
    reviewed: Text = "Last checked"
    """Names the day when a person last checked the words."""
    review_by: Text = "Next check"
    """Names the day by which a person must check the words again."""
    judges: Text = "Checked by"
    """Names what has checked the file: a number of rules, and programs."""
    judged: Annotated[Text, holds("{rules}", "{judges}")] = "{rules} rules, {judges}"
    """Must contain {rules}, their number, and {judges}, the names of programs."""
    not_asked: Text = "Not checked in this language"
    """Names the rules about words that cannot be asked in the language of the handout."""
    advice: Text = "Worth a look"
    """The heading over what could be better."""
    waived: Text = "Let stand by decision"
    """The heading over texts that may break a rule, because a person decided so."""
    card: Text = "Download our contact for address books"
    """A link: downloads the clinic's contact as a vCard."""


class PrintSteps(Part):
    """How to print and fold, step by step; each handout shows those that it needs.

    What stands between two stars each is bold: what to choose.
    """

    paper: Annotated[Text, holds("{paper}")] = "Put **{paper}** paper into the printer."
    """Must contain {paper}, the paper's name."""
    actual_size: Text = "In the print window, choose **Actual size** or 100%."
    """The words are those of the print window."""
    one_side: Text = "Print on **one side**."
    """For one page."""
    short_edge: Text = "Choose both sides, and flip on the **short edge**."
    """For sheets that lie. The words are those of the print window."""
    long_edge: Text = "Choose both sides, and flip on the **long edge**."
    """For upright sheets. The words are those of the print window."""
    sheets: Annotated[Text, holds("{pages}", "{sheets}")] = "{pages} pages on {sheets} sheets."
    """How long a handout is. Must contain {pages} and {sheets}, two numbers."""
    staple: Text = "Staple them."
    """Follows how many sheets there are, two or more."""
    fold_flap: Text = (
        "Lay the sheet with its cover face down. Fold the **right-hand flap** in first, along the "
        "small marks."
    )
    """The tri-fold's first fold. With the cover face down, the flap is the panel at the right."""
    fold_flap_left: Text = (
        "Lay the sheet with its cover face down. Fold the **left-hand flap** in first, along the "
        "small marks."
    )
    """The same of a tri-fold that is read from right to left: its flap is the panel at the left."""
    fold_cover: Text = "Fold the cover over it."
    """The tri-fold's second fold: the cover comes to lie over the flap."""
    fold_once: Text = "Fold it once along the small marks."
    """The only fold of a sheet with four pages."""
    cut: Text = "Cut along the small marks."
    """For a sheet of cards."""


class Mail(Part):
    """A ready e-mail to a physician."""

    subject: Annotated[Text, holds("{title}", "{clinic}")] = "{title} - a summary from {clinic}"
    """Must contain {title}, that of the page for physicians, and {clinic}."""
    lines: Annotated[
        tuple[Annotated[Text, AfterValidator(_known_marks)], ...],
        Field(min_length=1, max_length=MOST_ITEMS),
    ] = (
        "Dear colleague,",
        "Please find attached our handout ({handout}): {file}",
        "To refer a patient, call {phone}.",
        "You can also write to {email}.",
        "{clinic}",
    )
    """Its paragraphs. They may contain {file}, {handout}, {clinic}, {phone} and {email}. One with a
    fact that the clinic does not give is left out."""


class Labels(Part):
    """The small words around the texts. Only those that are to be others need to stand here."""

    # A line each: some are printed with every item, and WeasyPrint takes a second for each page to
    # measure a page number of 1,500 characters.
    contents: Line = "What is in here"
    """The heading over the list of sections."""
    page: Annotated[Line, holds("{page}", "{pages}")] = "Page {page} of {pages}"
    """The page number. Must contain {page} and {pages}."""
    call: Line = "Call us"
    """Stands before the phone number."""
    risks: Line = "Risks"
    """Stands before what may go wrong with a treatment."""
    not_known: Line = "What is not known"
    """Stands before what nobody knows yet of a treatment."""
    offered: Line = "We offer this"
    """Marks a treatment or service that the clinic offers."""
    or_dial: Annotated[Line, holds("{spelled}")] = "or dial {spelled}"
    """Follows the phone number. Must contain {spelled}, the same number with letters."""
    fact: Annotated[Line, holds("{name}", "{value}")] = "{name}: {value}"
    """How a fact follows its name, such as "Pages: 8". Must contain {name} and {value}."""
    phone: Line = "Phone"
    """Names the phone number."""
    email: Line = "Email"
    """Names the e-mail address."""
    address: Line = "Address"
    """Names the street address."""
    fax: Line = "Fax"
    """Names the fax number."""
    website: Line = "Website"
    """Names the address of the website."""
    hours: Line = "Hours"
    """Names the opening hours."""
    npi: Line = "NPI"
    """Names the clinic's National Provider Identifier, a number in the United States."""
    transit: Line = "How to get here"
    """Names the way to the clinic, by bus and train or by car."""
    access: Line = "Access"
    """Names how people with disabilities get in, such as a door without steps."""
    who: Line = "Who to refer"
    """On the page for physicians: the heading over whom to refer."""
    refer: Line = "To refer, call"
    """On the page for physicians: stands before the phone number."""
    send: Line = "What to send"
    """On the page for physicians: the heading over the papers to send with a patient."""
    review: Annotated[Text, holds("{version}", "{reviewed_on}", "{review_by}")] = (
        "These words were last checked on {reviewed_on}. We will check them again by {review_by}. "
        "Version {version}."
    )
    """When the words were checked. Must contain {version}, and {reviewed_on} and {review_by}, two
    dates."""
    review_named: Annotated[
        Text, holds("{reviewer}", "{version}", "{reviewed_on}", "{review_by}")
    ] = (
        "{reviewer} last checked these words on {reviewed_on}. We will check them again by "
        "{review_by}. Version {version}."
    )
    """The same where it is known who checked them. Must contain {reviewer}, {version}, and
    {reviewed_on} and {review_by}, two dates."""
    draft: Line = "DRAFT"
    """The mark across every page of a draft."""
    sample: Line = "Sample"
    """The mark on a handout that only shows how one looks."""
    source: Annotated[Line, holds("{source}")] = "Source: {source}"
    """Where figures come from. Must contain {source}."""
    ask_in: Annotated[Line, holds("{languages}")] = "Ask us for this in: {languages}"
    """Stands on handouts that there are in other languages, too. Must contain {languages}, each in
    its own words, such as Español."""
    point: Line = "Please point to your language."
    """The title of the sheet that tells the front desk which language somebody speaks."""
    help: Text = "Point here. We will get you a free interpreter."
    """Stands on that sheet beside the name of the language, for each language in itself."""
    scan: Line = "Scan to save our contact."
    """Stands beside the QR code of the clinic's contact."""
    code: Line = "QR code with our name, phone and address."
    """What the QR code of the clinic's contact is, for people who cannot see it."""
    of: Annotated[Line, holds("{number}", "{all}")] = "{number} of {all}"
    """So many of a few, such as 3 of 10. Must contain {number} and {all}."""
    links: Links = Links()
    papers: Papers = Papers()
    desk: DeskLabels = DeskLabels()
    steps: PrintSteps = PrintSteps()
    mail: Mail = Mail()

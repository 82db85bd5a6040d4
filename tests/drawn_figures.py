"""Figures and next steps of a content, drawn with as many labels and steps as they need."""

from __future__ import annotations

from hypothesis import strategies as st

from brochures.data.labelled import labelled_drawings
from tests.drawn_facts import Data, texts


def figures(words: int) -> st.SearchStrategy[Data]:
    """Draw a figure with a label for each part of its drawing."""

    def of(art: str) -> st.SearchStrategy[Data]:
        parts = len(labelled_drawings()[art])
        labels = st.lists(texts(1, characters=12), min_size=parts, max_size=parts)
        return st.fixed_dictionaries(
            {"art": st.just(art), "labels": labels},
            optional={"title": texts(words, characters=160), "text": texts(words)},
        )

    return st.sampled_from(sorted(labelled_drawings())).flatmap(of)


def next_steps(words: int, most: int) -> st.SearchStrategy[Data]:
    """Draw what to do next, and perhaps rows to write on below one of the steps."""
    columns = st.lists(texts(1, characters=7), min_size=1, max_size=4)

    def of(steps: list[str]) -> st.SearchStrategy[Data]:
        rows = st.fixed_dictionaries(
            {"step": st.integers(1, max(1, len(steps))), "columns": columns},
            optional={"rows": st.integers(1, 6)},
        )
        return st.fixed_dictionaries(
            {"title": texts(words, characters=160), "steps": st.just(steps)},
            optional={"lead": texts(words), **({"write": rows} if steps else {})},
        )

    return st.lists(texts(words), max_size=most).flatmap(of)

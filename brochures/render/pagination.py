"""Pages that were laid out before: where words changed, only those that differ are laid out again.

WeasyPrint can lay out single pages again, and those after them until one begins where it began
before: that is how it fills in numbers of pages. Here it begins with the pages of the last layout,
and is told which ones to lay out again: those that show a part of the body that changed, and the
page before them, whose end may depend on it.

Clinics that share words share most pages of large print, and an edited one keeps most of them.
The handouts are the same, byte for byte (`tests/render/test_pagination.py`), and the switch of
`weasyprint_speed` turns it off.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias
from xml.etree import ElementTree as ET

from weasyprint import layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout.page import set_page_type_computed_styles

from brochures.render import weasyprint_speed
from brochures.render.weasyprint_speed import patched

# What WeasyPrint gives is untyped.
# ruff: noqa: ANN401

_initialize_page_maker = layout.initialize_page_maker
_make_all_pages = layout.make_all_pages
_make_margin_boxes = layout.make_margin_boxes
_layout_backgrounds = layout.layout_backgrounds

MOST = 4
"""Layouts that are kept, of a handout in one or in several fits: a page takes about half a MB."""

_Counted: TypeAlias = tuple[int | None, dict[str, list[int]]]
"""The index of a page, and what is counted there."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Pages that were laid out, and what they came from."""

    around: Hashable
    """All that they depend on but for the parts of the body."""
    tree: ET.Element
    parts: Sequence[str]
    pages: Sequence[boxes.PageBox]
    contents: Sequence[Sequence[boxes.Box]]
    """What stands on each page but for its margins, which are laid out last."""
    there: Sequence[frozenset[int | None]]
    """The indices of the parts that stand on each page."""
    starts: Sequence[tuple[Any, ...]]
    """Where and how each page begins, and where one after the last would."""
    running: Mapping[str, Mapping[int, Sequence[boxes.Box]]]
    """What is repeated in margins, by its name and the number of the page that has it."""
    sizes: Mapping[str, Any]
    """Those of the first page, which lengths may refer to."""
    bottom: float
    """Where the content of a page ends, from its top, in CSS px."""
    anchors: Mapping[str, _Counted]
    lookups: Sequence[tuple[str, _Counted]]
    """Of each text with numbers of pages: what it is for, and where it stands."""


class Pagination:
    """The pages of a handout, as they were laid out last."""

    def __init__(self) -> None:
        self._last: _Layout | None = None
        self.kept: frozenset[int] = frozenset()
        """Indices of the pages that look as they did."""

    @contextmanager
    def after_known(self, tree: ET.Element, *given: Hashable) -> Iterator[None]:
        """Lay out only the pages that differ from the last ones with the same givens, and note all.

        Takes the tree of the document, and all else that its layout depends on.
        """
        last = _known(*given)
        with last._again(tree, *given, drawn=True):
            yield
        self._last, self.kept = last._last, last.kept

    @contextmanager
    def after_these(self, tree: ET.Element, *given: Hashable) -> Iterator[None]:
        """Lay out only the pages that differ from these, and note all: the others are not drawn."""
        with self._again(tree, *given, drawn=False):
            yield

    @contextmanager
    def _again(self, tree: ET.Element, *given: Hashable, drawn: bool) -> Iterator[None]:
        last, self._last = self._last, None  # where the layout fails, nothing is known
        turn = _Turn(tree, given, last if weasyprint_speed.ENABLED else None, drawn=drawn)
        with (
            patched(layout, "initialize_page_maker", turn.begin),
            patched(layout, "make_all_pages", turn.pages),
            patched(layout, "make_margin_boxes", turn.margins),
            patched(layout, "layout_backgrounds", turn.backgrounds),
        ):
            yield
        self._last, self.kept = turn.noted(), turn.kept


@lru_cache(maxsize=MOST)
def _known(*_given: Hashable) -> Pagination:
    return Pagination()


def forget() -> None:
    """Forget all pages: what WeasyPrint warned of when it laid them out it would not say again."""
    _known.cache_clear()


class _Turn:
    """One layout. Its methods take the place of WeasyPrint's functions."""

    def __init__(
        self, tree: ET.Element, given: Hashable, last: _Layout | None, *, drawn: bool
    ) -> None:
        styles = [_text(style) for style in tree.iter("style")]
        (body,) = tree.iter("body")
        self._around = (repr(tree.items()), repr(body.items()), *styles, given)
        self._tree = tree
        self._drawn = drawn
        self._index = {part: index for index, part in enumerate(body)}
        self._parts = [_text(part) for part in body]
        alike = last and (last.around, len(last.parts)) == (self._around, len(self._parts))
        self._last = last if alike else None
        self._places: Mapping[str, int | None] = {}
        """The page of each anchor."""
        self._pages: list[boxes.PageBox] = []
        self._contents: list[Sequence[boxes.Box]] = []
        self._carried = False
        """Whether something that floats goes on from one page to the next."""
        self.kept: frozenset[int] = frozenset()

    def begin(self, context: Any, root: boxes.Box) -> None:
        """Begin with the pages of the last layout, if any can be kept."""
        _initialize_page_maker(context, root)
        self._context = context
        targets = context.target_collector
        lookups = targets.counter_lookup_items
        last = self._last
        changed = self._changed(last) if last else None
        known = [kind for kind, _ in last.lookups] if last else []
        if last is None or changed is None or known != [kind for _, kind in lookups]:
            self._last = None
            return
        context.page_maker = [
            _start(start, differs=page in changed) for page, start in enumerate(last.starts)
        ]
        context.style_for.initial_page_sizes.update(last.sizes)
        context.page_bottom = last.bottom
        for name, found in last.running.items():
            context.running_elements[name].update(found)
        for page, contents in zip(last.pages, last.contents, strict=True):
            page.children = [*contents]
        for name, target in targets.target_lookup_items.items():
            if name in last.anchors:
                _set_counted(target, last.anchors[name])
        for lookup, (kind, counted) in zip(lookups.values(), last.lookups, strict=True):
            _set_counted(lookup, counted)
            if kind == "content":
                _parse(lookup)
        self._places = {name: page for name, (page, _) in last.anchors.items()}

    def _changed(self, last: _Layout) -> set[int] | None:
        """Return the pages that have to be laid out again; None where all have to be."""
        changed: set[int] = set()
        for part, (old, new) in enumerate(zip(last.parts, self._parts, strict=True)):
            if old != new:
                pages = [page for page, parts in enumerate(last.there) if part in parts]
                if not pages:
                    return None  # it stands in margins, or nowhere yet
                changed.update(pages, [max(pages[0] - 1, 0)])
        return changed

    def pages(
        self, context: Any, root: boxes.Box, html: Any, pages: Sequence[boxes.PageBox]
    ) -> Iterator[boxes.PageBox]:
        """Make the pages that have to be made, and note them all."""
        self._html = html
        self._pages, self._contents = [], []
        old = self._last.pages if self._last else ()
        for page in _make_all_pages(context, root, html, pages or old):
            self._pages.append(page)
            self._contents.append([*page.children])
            self._carried = self._carried or bool(context.broken_out_of_flow)
            yield page
        if self._last:
            self._renumber()
            if self._drawn:  # else others may be about to draw them
                self._adopt(self._last)
        pairs = zip(old, self._pages, strict=True) if len(old) == len(self._pages) else ()
        self.kept = frozenset(number for number, (was, now) in enumerate(pairs) if was is now)

    def _renumber(self) -> None:
        """Have pages that say where others begin laid out again, once those begin elsewhere.

        WeasyPrint does it for all of them when it learns the number of pages, which is known here.
        """
        targets = self._context.target_collector
        places = {name: item.page_maker_index for name, item in targets.target_lookup_items.items()}
        if places != self._places:
            self._places = places
            for (_, kind), lookup in targets.counter_lookup_items.items():
                if kind == "content" and lookup.missing_target_counters:
                    _parse(lookup)
                    *_, remake = self._context.page_maker[lookup.page_maker_index]
                    remake["content_changed"] = True

    def _adopt(self, last: _Layout) -> None:
        """Have the pages that are kept refer to the elements of this document.

        The structure tree goes by them: a text may begin on one page and end on the next.
        """
        (old_body,), (body,) = last.tree.iter("body"), self._tree.iter("body")
        new = {last.tree: self._tree, old_body: body}
        for old, part, was, now in zip(old_body, body, last.parts, self._parts, strict=True):
            if was == now:
                new.update(zip(old.iter(), part.iter(), strict=True))
        for page in self._pages:
            for box in page.descendants(placeholders=True) if page in last.pages else ():
                box.element = new.get(box.element, box.element)

    def margins(self, context: Any, page: boxes.PageBox, state: Any) -> Sequence[boxes.Box]:
        """Lay out the margins of a page that will be drawn."""
        if self._passed_over():
            return ()
        if self._last:  # nobody has asked yet for the styles of a page that stays but for these
            set_page_type_computed_styles(page.page_type, self._html, context.style_for)
        made: Sequence[boxes.Box] = _make_margin_boxes(context, page, state)
        return made

    def backgrounds(self, page: boxes.PageBox, get_image: Any) -> None:
        """Lay out the backgrounds of a page that will be drawn."""
        if not self._passed_over():
            _layout_backgrounds(page, get_image)

    def _passed_over(self) -> bool:
        """Say whether the page whose margins are laid out now will not be drawn."""
        return not self._drawn and self._context.current_page - 1 in self.kept

    def noted(self) -> _Layout | None:
        """Return the layout that was done; None where its pages cannot be kept."""
        there = [*map(self._there, self._pages, self._contents)]
        # Those are copied onto every page, such as the mark of a draft.
        fixed = any(page.fixed_boxes for page in self._pages)
        if self._carried or fixed or any(None in parts for parts in there):
            return None
        context = self._context
        targets = context.target_collector
        return _Layout(
            around=self._around,
            tree=self._tree,
            parts=self._parts,
            pages=self._pages,
            contents=self._contents,
            there=there,
            starts=context.page_maker,
            running=context.running_elements,
            sizes=context.style_for.initial_page_sizes,
            bottom=context.page_bottom,
            anchors={
                name: _counted(target) for name, target in targets.target_lookup_items.items()
            },
            lookups=[
                (kind, _counted(lookup))
                for (_, kind), lookup in targets.counter_lookup_items.items()
            ],
        )

    def _there(self, page: boxes.PageBox, contents: Sequence[boxes.Box]) -> frozenset[int | None]:
        """Return the indices of the parts that stand on a page; None for what is no part."""
        if self._last and page in self._last.pages:
            return self._last.there[self._last.pages.index(page)]
        root, *_ = contents
        return frozenset(
            self._index.get(box.element) for body in root.children for box in body.children
        )


def _start(start: tuple[Any, ...], *, differs: bool) -> tuple[Any, ...]:
    """Return how a page begins, as it is before a layout, with whether it has to be done."""
    *where, remake = deepcopy(start)
    # Notes of texts with numbers of pages are those of another document.
    return (*where, {**remake, "content_changed": differs, "content_lookups": []})


def _counted(item: Any) -> _Counted:
    return item.page_maker_index, item.cached_page_counter_values


def _set_counted(item: Any, counted: _Counted) -> None:
    item.page_maker_index, item.cached_page_counter_values = deepcopy(counted)


def _parse(lookup: Any) -> None:
    """Set a text with numbers of pages again, now that they are known."""
    lookup.parse_again(lookup.cached_page_counter_values)


def _text(element: ET.Element) -> str:
    return ET.tostring(element, "unicode")

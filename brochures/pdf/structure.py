"""The structure tree: the tags in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from brochures.pdf.limits import MAX_DEPTH, MAX_TAGS, UnreadablePDF
from brochures.pdf.model import Annotation, Content, Tag
from brochures.pdf.page_content import MarkedContent
from brochures.pdf.qpdf_values import Dict, Values, is_reference

MAX_ROLES = 20
"""How many custom types may map to one another before a standard one is reached."""

NOTHING: Mapping[str, object] = MappingProxyType({})


class Structure:
    """Builds tags out of structure elements.

    Takes the file's values, its pages and annotations by reference, and a function that
    returns what a marked content of a page holds.
    """

    def __init__(
        self,
        values: Values,
        pages: Mapping[str, int],
        annotations: Mapping[str, Annotation],
        content: Callable[[int | None, MarkedContent], Content],
    ) -> None:
        self._values = values
        self._pages = pages
        self._annotations = annotations
        self._content = content
        self._left = MAX_TAGS
        self._above: set[str] = set()
        self._roles: Dict = {}
        self._classes: Dict = {}

    def roots(self, tree: object) -> tuple[Tag, ...]:
        """Return the tags at the top of /StructTreeRoot; raise `UnreadablePDF` for a loop."""
        root = self._values.dict(tree)
        self._roles = self._values.dict(root.get("/RoleMap"))
        self._classes = self._values.dict(root.get("/ClassMap"))
        found = self._children(root.get("/K"), None, 1)
        return tuple(child for child in found if isinstance(child, Tag))

    def _children(
        self, kids: object, page: int | None, depth: int
    ) -> Iterator[Tag | Content | Annotation]:
        values = self._values
        whole = values.resolve(kids)
        for kid in whole if isinstance(whole, list) else [kids]:
            if (mcid := values.integer(kid)) is not None:
                yield self._content(page, (mcid, False))
                continue
            item = values.dict(kid)
            where = self._page(item, page)
            if "/S" in item:
                yield self._tag(kid, item, where, depth)
            elif (mcid := values.integer(item.get("/MCID"))) is not None:
                yield self._content(where, (mcid, "/Stm" in item))
            elif isinstance(target := item.get("/Obj"), str) and target in self._annotations:
                yield self._annotations[target]

    def _page(self, item: Dict, page: int | None) -> int | None:
        reference = item.get("/Pg")
        return self._pages.get(reference, page) if isinstance(reference, str) else page

    def _tag(self, kid: object, item: Dict, page: int | None, depth: int) -> Tag:
        self._left -= 1
        if self._left < 0:
            raise UnreadablePDF(f"It has more than {MAX_TAGS:,} tags.")
        if depth > MAX_DEPTH:
            raise UnreadablePDF(f"Its tags are nested more than {MAX_DEPTH} deep.")
        reference = kid if is_reference(kid) else None
        if reference in self._above:
            raise UnreadablePDF(f"Its tags run in a circle (object {reference}).")
        if reference:
            self._above.add(reference)
        values = self._values
        raw = values.name(item["/S"]) or ""
        tag = Tag(
            type=self._standard(raw),
            raw_type=raw,
            language=values.text(item.get("/Lang")),
            alt=values.text(item.get("/Alt")),
            actual_text=values.text(item.get("/ActualText")),
            expansion=values.text(item.get("/E")),
            title=values.text(item.get("/T")),
            id=values.text(item.get("/ID")),
            attributes=self._attributes(item),
            page=page,
            children=tuple(self._children(item["/K"], page, depth + 1)) if "/K" in item else (),
        )
        if reference:
            self._above.discard(reference)
        return tag

    def _standard(self, raw: str) -> str:
        role = raw
        for _ in range(MAX_ROLES):
            mapped = self._values.name(self._roles.get(f"/{role}"))
            if mapped is None:
                break
            role = mapped
        return role

    def _attributes(self, item: Dict) -> Mapping[str, object]:
        """Return an element's attributes, its classes' first: its own go before theirs."""
        if "/A" not in item and "/C" not in item:
            return NOTHING
        values = self._values
        classes = [values.name(name) for name in self._each(item.get("/C"))]
        owners = [
            *(owner for name in classes for owner in self._each(self._classes.get(f"/{name}"))),
            *self._each(item.get("/A")),
        ]
        return MappingProxyType(
            {
                key.removeprefix("/"): values.plain(value)
                for owner in owners
                for key, value in values.dict(owner).items()
                if key != "/O"
            }
        )

    def _each(self, value: object) -> list[object]:
        value = self._values.resolve(value)
        return value if isinstance(value, list) else [value]

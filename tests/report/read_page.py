"""Reads a page as far as tests ask about it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str | None]


@dataclass
class Page(HTMLParser):
    """Elements in their order, each with its attributes and the text that begins in it."""

    elements: list[tuple[str, Attributes, list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        self.elements.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        """Called by the parser."""
        if self.elements:
            self.elements[-1][2].append(data)

    def texts(self, tag: str) -> list[str]:
        """Text of each element of a kind."""
        return ["".join(text).strip() for name, _, text in self.elements if name == tag]

    def attributes(self, tag: str) -> list[Attributes]:
        """Attributes of each element of a kind."""
        return [attributes for name, attributes, _ in self.elements if name == tag]

    def tags(self) -> set[str]:
        """Kinds of elements."""
        return {name for name, _, _ in self.elements}

    def addresses(self) -> list[str]:
        """Everything that a browser could fetch."""
        names = ("src", "srcset", "href", "data", "action", "poster")
        found = (attributes.get(name) for _, attributes, _ in self.elements for name in names)
        return [address for address in found if address is not None]


def read_page(content: bytes) -> Page:
    """Parse a page."""
    page = Page()
    page.feed(content.decode())
    page.close()
    return page


def inline_png(address: str | None) -> bytes:
    """The PNG of a data URL."""
    start = "data:image/png;base64,"
    assert address is not None
    assert address.startswith(start)
    return base64.b64decode(address[len(start) :], validate=True)

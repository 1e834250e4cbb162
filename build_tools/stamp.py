"""Shell + page -> file. A shell is a page of the site engine with `@@name@@` where the parts of a page go."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from build_tools.foot import foot
from build_tools.metadata import told
from build_tools.model import Page, Site

MARK = re.compile(r"@@([a-z]+)@@")


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell cut at its marks: text, name, text, name, … text; the text is in bytes already."""

    texts: tuple[bytes, ...]
    names: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> "Shell":
        pieces = MARK.split(html)
        return cls(tuple(text.encode() for text in pieces[::2]), tuple(pieces[1::2]))

    def stamp(self, parts: Mapping[str, str]) -> bytes:
        """Fill every mark. KeyError when the shell asks for a part that pages do not have."""
        pieces = [b""] * (len(self.texts) + len(self.names))
        pieces[::2] = self.texts
        pieces[1::2] = [parts[name].encode() for name in self.names]
        return b"".join(pieces)


def parts(page: Page, site: Site) -> dict[str, str]:
    """The parts of a page by the names that shells use, each ready for its place in HTML."""
    crumbs = "".join(f'<li><a href="{page.root}{path}">{escape(label)}</a></li>' for path, label in page.crumbs)
    contents = "".join(f'<li><a href="#{identity}">{escape(label)}</a></li>' for identity, label in page.contents)
    return {
        "title": escape(page.title),
        "description": escape(page.description),
        "path": escape(page.path),
        "body": page.body,
        "crumbs": crumbs,
        "contents": contents,
        "foot": foot(page, site),
        "told": told(page, site),
        "picture": page.level or "base",
    }


def stamp(pages: Iterable[Page], shell: Callable[[str], Shell], site: Site) -> Iterator[tuple[str, bytes]]:
    """Each page in the shell of its kind, with its path on the site. One at a time: all together would fill the memory."""
    for page in pages:
        yield f"{page.path}index.html", shell(page.shell).stamp(parts(page, site))

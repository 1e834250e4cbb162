"""A page -> what machines are told of it: JSON-LD in the words of schema.org, safe inside of a script element."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from build_tools.model import KnowledgeBase, Page, Site

TYPES = {
    "article": "ScholarlyArticle",
    "book": "Book",
    "inbook": "Chapter",
    "incollection": "Chapter",
    "phdthesis": "Thesis",
    "mastersthesis": "Thesis",
    "techreport": "Report",
    "online": "WebPage",
}
ADDRESSES = frozenset({"@id", "url", "item", "contentUrl"})
SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def reference(kb: KnowledgeBase, key: str) -> dict[str, Any]:
    """A work by its address, or its type and title; nothing for one that could not be found."""
    work = kb.works.get(key)
    if work is None or kb.lock_entry(key).outcome == "not found":
        return {}
    link = next((address for _, address in work.links), "")
    return {"@id": link} if link else {"@type": TYPES.get(work.type, "CreativeWork"), "name": work.title or work.short}


def told(page: Page, site: Site) -> str:
    """The JSON of a page: what it is about, and the way that leads to it."""
    parts = [part for part in (_about(page, site), _way(page, site)) if part]
    return embedded({"@context": "https://schema.org", "@graph": parts})


def embedded(value: Mapping[str, Any]) -> str:
    """JSON in ASCII letters that neither ends a script element nor opens a comment, whatever stands in it."""
    return json.dumps(value, separators=(",", ":")).translate(SAFE)


def _about(page: Page, site: Site) -> dict[str, Any]:
    if not page.about:
        return {}
    kind, *rest = page.about.items()
    about = dict([kind, ("@id", page.path), *rest])
    if page.path in ("", "data/"):
        about = {**about, "name": site.name}
    if page.level and site.name:
        about["isPartOf"] = {"@type": "Dataset", "@id": "data/", "name": site.name}
    return dict(_whole(about, page, site))


def _way(page: Page, site: Site) -> dict[str, Any]:
    if not page.crumbs:
        return {}
    way = page.crumbs if len(page.crumbs) > 1 else (*page.crumbs, (page.path, page.title))  # a list of one is none
    steps = [
        {"@type": "ListItem", "position": place, "name": name, "item": _from_root(path, page, site)}
        for place, (path, name) in enumerate(way, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _whole(about: Mapping[str, Any], page: Page, site: Site) -> Iterator[tuple[str, Any]]:
    """The same with addresses that lead from anywhere, or from the page as long as the site has none of its own."""
    for name, value in about.items():
        if isinstance(value, Mapping):
            yield name, dict(_whole(value, page, site))
        elif isinstance(value, list):
            yield name, [dict(_whole(one, page, site)) if isinstance(one, Mapping) else one for one in value]
        else:
            yield name, _from_root(value, page, site) if name in ADDRESSES else value


def _from_root(path: str, page: Page, site: Site) -> str:
    return path if path.startswith(("https://", "http://")) else (site.address or page.root) + path

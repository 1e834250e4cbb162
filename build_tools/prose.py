"""Contributors' text -> safe HTML. The door of the sanitiser.

Allowed: *emphasis*, `code`, ^super^, ~sub~, [text](https://…) and [text](id). Everything else is shown as it was typed.
"""

import re
from collections.abc import Callable, Iterator
from html import escape

import nh3

MARKS = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<target>[^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)"
    r"|(?<![\w*])\*(?P<em>[^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])"
    r"|\^(?P<sup>[^\s^]{1,20})\^|(?<!~)~(?P<sub>[^\s~]{1,20})~(?!~)"
)
LINK = re.compile(r"\[[^\[\]\n]+\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
TAGS = {"em", "code", "sup", "sub", "a"}
PLAIN = re.compile(r"[`\[*^~<>&\"']")


def links(text: str) -> Iterator[str]:
    """The target of each link in a text."""
    if "](" in text:
        yield from LINK.findall(text)


def render(text: str, address: Callable[[str], str], root: str = "../../") -> str:
    """HTML of a text. `address` gives the page of an id from the root of the site, "" for a stranger."""
    if PLAIN.search(text) is None:
        return text
    html, position = [], 0
    for mark in MARKS.finditer(text):
        html.append(escape(text[position : mark.start()]))
        html.append(_marked(mark, address, root))
        position = mark.end()
    if position == 0:
        return escape(text)
    html.append(escape(text[position:]))
    return nh3.clean("".join(html), tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel="noopener noreferrer")


def plain(text: str) -> str:
    """The text without its marks, for titles and descriptions."""
    if PLAIN.search(text) is None:
        return text
    return MARKS.sub(lambda mark: next(group for name, group in mark.groupdict().items() if group and name != "target"), text)


def _marked(mark: re.Match[str], address: Callable[[str], str], root: str) -> str:
    if mark["label"]:
        target = mark["target"]
        known = target if target.startswith("https://") else address(target)
        if not known:
            return escape(mark[0])
        href = known if known.startswith("https://") else root + known
        return f'<a href="{escape(href)}">{escape(mark["label"])}</a>'
    name = next(name for name in ("code", "em", "sup", "sub") if mark[name])
    return f"<{name}>{escape(mark[name])}</{name}>"

"""The past of a base -> an Atom feed (RFC 4287): the latest commits, each with the claims that it touched.

Without an address of the site its links are relative to the feed, and its id is one that no other kind of feed has.
"""

from collections.abc import Iterator
from html import escape
from uuid import NAMESPACE_URL, uuid5

from build_tools.counts import safe, some
from build_tools.model import Commit, KnowledgeBase
from build_tools.prose import plain

PATH = "changes/feed.xml"
MOST, MOST_CLAIMS = 30, 20
LONGEST = 200  # characters of a title


def feed(kb: KnowledgeBase, name: str, address: str) -> bytes:
    """The feed of a site by its name and its address, "" when nobody knows where it will be."""
    commits = kb.past.commits[:MOST]
    identity = address + PATH if address else uuid5(NAMESPACE_URL, PATH).urn
    updated = commits[0].moment if commits else f"{kb.on if kb.on != 'unknown' else '1970-01-01'}T00:00:00Z"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<title>{_text(name)}: changes</title>",
        f"<id>{_text(identity)}</id>",
        f"<updated>{updated}</updated>",
        f"<author><name>{_text(name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{_text(address + PATH if address else "feed.xml")}"/>',
        f'<link rel="alternate" type="text/html" href="{_text(f"{address}changes/" if address else "./")}"/>',
        *(line for commit in commits for line in _entry(kb, commit, address)),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _entry(kb: KnowledgeBase, commit: Commit, address: str) -> Iterator[str]:
    page = f"{address}changes/" if address else "./"
    yield "<entry>"
    yield f"<title>{_text(commit.subject[:LONGEST] or 'without words')}</title>"
    yield f"<id>{uuid5(NAMESPACE_URL, f'commit:{commit.id}').urn}</id>"
    yield f"<updated>{commit.moment}</updated>"
    yield f'<link rel="alternate" type="text/html" href="{_text(page)}#c-{commit.id[:12]}"/>'
    yield f'<content type="text">{_text(" ".join(_told(kb, commit)))}</content>'
    yield "</entry>"


def _told(kb: KnowledgeBase, commit: Commit) -> Iterator[str]:
    """How many claims were added, changed or removed and what the first of them say; then what else was touched."""
    claims = list(commit.claims())
    for how in dict.fromkeys(one.how for one in claims):
        named = [_claim(kb, one.claim) for one in claims if one.how == how]
        rest = f" And {len(named) - MOST_CLAIMS:,} more." if len(named) > MOST_CLAIMS else ""
        yield f"{some(len(named), 'claim')} {how}: {' '.join(named[:MOST_CLAIMS])}{rest}"
    if commit.others:
        yield f"{'Also touched' if claims else 'Touched'}: {', '.join(commit.others)}."


def _claim(kb: KnowledgeBase, identity: str) -> str:
    return plain(kb.claims[identity].statement) if identity in kb.claims else f"{identity}."


def _text(words: str) -> str:
    return escape(safe(words))

"""The old addresses of claims that were renamed: each leads on to the claim."""

from html import escape

from build_tools.model import Claim, KnowledgeBase
from build_tools.prose import plain

TITLE = "Old addresses"
FILES = ()
LICENCE = "CC BY 4.0"

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta http-equiv="refresh" content="0; url=../{id}/">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<link rel="canonical" href="../{id}/">
</head>
<body><p>This claim has a new address: <a href="../{id}/">{title}</a></p></body>
</html>
"""


def export(kb: KnowledgeBase) -> dict[str, bytes]:
    old = ((former, claim) for claim in kb.claims.values() for former in claim.formerly if former not in kb.claims)
    return {f"claims/{former}/index.html": _page(claim) for former, claim in old}


def _page(claim: Claim) -> bytes:
    return PAGE.format(id=claim.id, title=escape(plain(claim.statement))).encode()

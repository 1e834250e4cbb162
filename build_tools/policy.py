"""A page of HTML -> the same with a content policy in its head: scripts and styles of the site only, and inline none but its own.

A page cannot send headers from a plain file server, so the policy is a meta tag; the theme's inline scripts are let in by hash.
"""

import re
from base64 import b64encode
from hashlib import sha256

SCRIPT = re.compile(r"<script(?![^>]*\s(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
HEAD = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
RULES = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'"
)


def protect(html: str) -> str:
    """The page with its policy right after the charset, before anything that could load or run."""
    scripts = "".join(f" 'sha256-{digest}'" for digest in dict.fromkeys(map(_digest, SCRIPT.findall(html))))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{RULES.format(scripts=scripts)}">'
    return HEAD.sub(lambda charset: charset[0] + meta, html, count=1)


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()

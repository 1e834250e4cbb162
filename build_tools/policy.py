"""A rendered page -> the same page with a content policy for just its own scripts, valid HTML, and no idle white space."""

import re
from base64 import b64encode
from hashlib import sha256

KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL | re.IGNORECASE)
SPACE = re.compile(r"\s+")
INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
WRONG = re.compile(r'(?<=type="checkbox")( id="[^"]*") autocomplete="off"| tabindex(?:="")?(?=[ >])')  # what the theme writes
CHARSET = '<meta charset="utf-8">'
RULES = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; form-action 'self'; base-uri 'none'; object-src 'none'"
)


def finish(html: str, *, wasm: bool = False) -> str:
    """Squeeze a page and put its policy into its head; `wasm` allows WebAssembly, which the search needs.

    ValueError when the page has no place for the policy: without one nothing would hold a stranger's script back.
    """
    squeezed = WRONG.sub(lambda match: match[1] or "", squeeze(html))
    if CHARSET not in squeezed:
        raise ValueError(f"the page has no {CHARSET}, after which its content policy goes")
    rules = policy(squeezed, wasm=wasm)
    return squeezed.replace(CHARSET, f'{CHARSET}<meta http-equiv="Content-Security-Policy" content="{rules}">', 1)


def policy(html: str, *, wasm: bool) -> str:
    """The content policy of a page: only our own host, and of scripts in the page those that the engine wrote."""
    hashes = sorted({b64encode(sha256(script.encode()).digest()).decode() for script in INLINE.findall(html)})
    allowed = "".join(f" 'sha256-{value}'" for value in hashes) + (" 'wasm-unsafe-eval'" if wasm else "")
    return RULES.format(scripts=allowed)


def squeeze(html: str) -> str:
    """White space to one character each, except where it is shown or run."""
    pieces = KEPT.split(html)
    shown = [SPACE.sub(" ", piece) for piece in pieces[::3]]
    kept = [*pieces[1::3], ""]
    return "".join(text + block for text, block in zip(shown, kept, strict=True)).strip() + "\n"

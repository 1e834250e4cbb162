"""The theme's style sheets -> one with the rules that our frame can meet: a fifth of the bytes, and the same look."""

import re
from collections.abc import Iterator

WORDS = frozenset({"md-typeset", "md-button", "md-button--primary"})  # classes of the theme that our pages have
TOKEN = re.compile(r"""[{};]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^"')]*\)""")
COMMA = re.compile(r",(?![^(\[]*[)\]])")
NEGATED = re.compile(r":not\([^()]*\)")
COLOURS = re.compile(r"data-md-color-(?:primary|accent)=(?!custom)")  # the theme offers some twenty; ours are in kb.css
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
ICON = re.compile(r"""(--md-[\w-]+-icon)\s*:\s*url\((?:"[^"]*"|'[^']*'|[^)]*)\);?""")
FRAMES = re.compile(r"@(?:-webkit-)?keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*\}")


def needed(css: str) -> str:
    """The style sheet without rules for classes that no page of ours has, and without what only those rules use."""
    kept = "".join(_rules(css))
    kept = ICON.sub(lambda match: match[0] if f"var({match[1]})" in kept else "", kept)
    plain = FRAMES.sub("", kept)
    return FRAMES.sub(lambda match: match[0] if re.search(rf"\banimation[^;}}]*\b{match[1]}\b", plain) else "", kept)


def _rules(css: str) -> Iterator[str]:
    """Each rule that is needed, in order; those within @media and the like by the same measure."""
    start, open_at, depth = 0, 0, 0
    for token in TOKEN.finditer(css):
        if token[0] == "{":
            open_at = token.start() if depth == 0 else open_at
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if depth == 0:
                yield _rule(css[start:open_at].strip(), css[open_at + 1 : token.start()])
                start = token.end()
        elif token[0] == ";" and depth == 0:
            yield css[start : token.end()]
            start = token.end()


def _rule(head: str, body: str) -> str:
    if head.startswith(("@media", "@supports")):
        inside = "".join(_rules(body))
        return f"{head}{{{inside}}}" if inside else ""
    if head.startswith("@"):
        return f"{head}{{{body}}}"
    met = [selector for selector in COMMA.split(head) if _can_be_met(selector)]
    return f"{','.join(met)}{{{body}}}" if met and body.strip() else ""


def _can_be_met(selector: str) -> bool:
    return set(CLASS.findall(NEGATED.sub("", selector))) <= WORDS and not COLOURS.search(selector)

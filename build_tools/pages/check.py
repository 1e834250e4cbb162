"""A page per check, made of its docstring: the rule, a bad example, a good one."""

from collections.abc import Iterator
from textwrap import dedent

from build_tools.model import KnowledgeBase, Page
from build_tools.registry import members, summary
from build_tools.template import fill

SECTION = "checks"


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    checks = members("checks")
    for name, module in checks.items():
        path = f"checks/{name}/"
        body = fill(
            "check.html", kb, path, name=name, level=module.LEVEL, since=module.SINCE, blocks=_blocks(module.__doc__ or "")
        )
        yield Page(path, name, summary(module), body, crumbs=(("checks/", "Checks"),))
    rows = [(name, summary(module), module.LEVEL) for name, module in checks.items()]
    yield Page("checks/", "Checks", "", fill("checks.html", kb, "checks/", checks=rows))


def _blocks(doc: str) -> Iterator[tuple[str, str]]:
    """Paragraphs and indented examples; blank lines inside an example stay."""
    example: list[str] = []
    for block in doc.strip().split("\n\n"):
        if block.startswith("    "):
            example.append(block)
            continue
        if example:
            yield "code", dedent("\n\n".join(example))
            example = []
        yield "text", " ".join(block.split())
    if example:
        yield "code", dedent("\n\n".join(example))

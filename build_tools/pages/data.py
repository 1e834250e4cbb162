"""The data page: every file of data, with licence and checksum."""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Page
from build_tools.registry import members, summary
from build_tools.template import fill


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    modules = members("exports").values()
    files = [(path, summary(module), module.LICENCE) for module in modules for path in module.FILES]
    yield Page("data/", "Data", "", fill("data.html", kb, "data/", files=files))

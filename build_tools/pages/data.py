"""The data page: every file of data, with licence and checksum."""

from collections.abc import Iterator

from build_tools.model import KnowledgeBase, Page
from build_tools.registry import members, summary
from build_tools.template import fill

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    modules = members("exports").values()
    files = [(path, summary(module), module.LICENCE) for module in modules for path in module.FILES]
    about = {"@type": "Dataset", "url": "data/", "license": LICENCE, "distribution": [_download(path) for path, _, _ in files]}
    yield Page("data/", "Data", "", fill("data.html", kb, "data/", files=files), about=about)


def _download(path: str) -> dict[str, str]:
    kind = {"encodingFormat": "application/json"} if path.endswith("json") else {}
    return {"@type": "DataDownload", "name": path.rpartition("/")[2], "contentUrl": path, **kind}

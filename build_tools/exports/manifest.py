"""What files of data there are, each with its licence; the checksum of each stands beside it."""

from build_tools.model import KnowledgeBase
from build_tools.registry import members, summary
from build_tools.write import as_json

TITLE = "The list of files"
FILES = ("data/manifest.json",)
LICENCE = "CC0"


def export(kb: KnowledgeBase) -> dict[str, bytes]:
    files = [
        {"path": path, "what": summary(module), "licence": module.LICENCE, "sha256": f"{path}.sha256"}
        for name, module in members("exports").items()
        for path in module.FILES
        if name != "manifest"
    ]
    counts = {"claims": len(kb.claims), "works": len(kb.works), "terms": len(kb.terms), "questions": len(kb.questions)}
    return {"data/manifest.json": as_json({"version": 1, "counts": counts, "files": files})}

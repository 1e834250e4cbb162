"""kb/claims/<topic>/<id>.yaml -> claims."""

from pathlib import Path

from pydantic import TypeAdapter

from build_tools.fields import ID
from build_tools.files import list_folder
from build_tools.model import Claim
from build_tools.place import Problem, Where
from build_tools.shapes import bad_id, read_folder, stray

SHAPE = TypeAdapter(Claim)
FOLDER = "kb/claims"


def read_claims(root: Path, problems: list[Problem]) -> tuple[dict[str, Claim], dict[str, list[str]]]:
    """Return the claims by id, and every id that a file has, readable or not, with the files that have it."""
    claims: dict[str, Claim] = {}
    files: dict[str, list[str]] = {}
    for topic, is_folder in list_folder(root, FOLDER, problems):
        folder = f"{FOLDER}/{topic}"
        if not is_folder:
            problems.append(stray(folder, is_folder=False))
            continue
        if not ID.fullmatch(topic):
            problems.append(bad_id(Where(folder), topic))
        for entry, is_inner_folder in list_folder(root, folder, []):
            if entry.endswith(".yaml") and not is_inner_folder:
                files.setdefault(entry.removesuffix(".yaml"), []).append(f"{folder}/{entry}")
        for identity, claim in read_folder(root, folder, SHAPE, problems, topic=topic).items():
            claims.setdefault(identity, claim)
            old = enumerate(claim.formerly)
            problems += [bad_id(claim.place.value("formerly", at), name) for at, name in old if not ID.fullmatch(name)]
    return claims, files

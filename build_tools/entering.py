"""A new file -> its place in the base: nothing is overwritten, and an entry is added only where all else then reads as before."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from build_tools import pipeline
from build_tools.counts import count, safe
from build_tools.files import read_text
from build_tools.model import KnowledgeBase, Problem
from build_tools.new_file import TERMS, Answers, NewFile, first
from build_tools.proposals import Alike, near_duplicates
from build_tools.report import text as report
from build_tools.write import create_file, replace_file
from build_tools.yaml_reader import read_yaml


def enter(root: Path, file: NewFile) -> str:
    """Write the file, or add the entry; why not, or ""."""
    if file.path != TERMS or not (root / TERMS).exists():
        return "" if create_file(root / file.path, file.text.encode()) else f"{file.path} is there already"
    old, problems = read_text(root, TERMS)
    before, more = read_yaml(TERMS, old or "")
    if old is None or before is None or problems or more:
        return f"{TERMS} cannot be read as it is; `kb check` says why"
    whole = old.rstrip("\n") + "\n" + file.text
    after, problems = read_yaml(TERMS, whole)
    if problems or after is None or _bare(after).pop(file.id, None) is None or list(after)[: len(before)] != list(before):
        return f"{TERMS} would not read as before with the new entry"
    replace_file(root / TERMS, whole.encode())
    return ""


def _bare(tree: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in tree.items() if key != "@place"}


def problems_with(root: Path, file: NewFile) -> tuple[str, bool]:
    """What `kb check` says of the new file, and whether there is an error in it."""
    base = pipeline.read(root)
    here = (one for one in pipeline.check(base) if one.where.file == file.path and one.level != "note")
    found = [problem for problem in here if _within(root, file, problem)]
    told = report.report(root, found, count(base)).splitlines()[:-1] or ["`kb check` finds nothing wrong with it."]
    return "\n".join([*told, *_open_quotes(base, file)]), any(problem.level == "error" for problem in found)


def _open_quotes(kb: KnowledgeBase, file: NewFile) -> Iterator[str]:
    """How to have the quotes checked whose texts are not at hand."""
    claim = kb.claims.get(file.id)
    said = claim.said() if claim else ()
    keys = {key for quote, key, part, _ in said if kb.verdict(key, quote, part).count == "unchecked"}
    for key in sorted(keys):
        yield f"The quote of '{key}' could not be checked: `kb text {key} FILE` keeps its text here for that."


def _within(root: Path, file: NewFile, problem: Problem) -> bool:
    if file.path != TERMS:
        return True
    lines = (root / TERMS).read_text(encoding="utf-8").count("\n")
    return problem.where.line > lines - file.text.count("\n")


# --- what is there already -----------------------------------------------------------------------


def doubles(kb: KnowledgeBase, kind: str, answers: Answers) -> tuple[list[str], bool]:
    """What to say of things that are there already in nearly the same words, and whether one is there in the same."""
    if kind == "term":
        return _terms(kb, [first(answers, "label"), *answers.get("synonyms", ())])
    if kind != "claim":
        return [], False
    found = near_duplicates(kb, first(answers, "statement"))[:3]
    return [line for one in found for line in _claim(kb, one)], any(one.same for one in found)


def _claim(kb: KnowledgeBase, found: Alike) -> Sequence[str]:
    claim = kb.claims[found.id]
    unlike = f"where yours has '{safe(found.ours)}', it has '{safe(found.theirs)}'"
    return (
        f"There is a claim in {'the same' if found.same else 'nearly the same'} words{'' if found.same else f'; {unlike}'}:",
        f"    {safe(claim.statement)}",
        f"    {safe(claim.place.file)}, page claims/{found.id}/",
    )


def _terms(kb: KnowledgeBase, names: Sequence[str]) -> tuple[list[str], bool]:
    wanted = {name.casefold() for name in names}
    same = [term for term in kb.terms.values() if wanted & {name.casefold() for name in (term.label, *term.synonyms)}]
    return [f"There is the term '{term.id}', {safe(term.label)}, already: {safe(term.definition)}" for term in same], bool(same)

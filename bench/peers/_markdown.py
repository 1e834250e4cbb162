"""The recorded words of each claim as a page of Markdown, for the engines that have a frame of their own."""

from pathlib import Path

from build_tools.model import Claim, KnowledgeBase


def write(kb: KnowledgeBase, folder: Path, cite: str = "{}", head: str = "") -> None:
    """A page for each claim, and one to begin with. `cite` is how a work is cited by its key."""
    (folder / "claims").mkdir(parents=True)
    (folder / "index.md").write_text("# Claims\n", encoding="utf-8")
    for claim in kb.claims.values():
        (folder / f"claims/{claim.id}.md").write_text(head + _page(kb, claim, cite), encoding="utf-8")


def _page(kb: KnowledgeBase, claim: Claim, cite: str) -> str:
    lines = [f"# {claim.statement}", f"Kind: {claim.kind}. Level: {kb.levels[claim.id].level}.", "## Who says so"]
    lines += [f"> {said.quote}\n\n{cite.format(said.source)}, {said.where}, {said.modality}" for said in claim.asserted_by]
    lines.append("## What was shown")
    for item in claim.evidence:
        lines.append(
            f"### {item.stance}: {item.design}\n\n{cite.format(item.work)}: {item.finding}\n\n> {item.quote}\n\n{item.where}"
        )
    lines.append("## Why this level")
    lines += [f"1. {step.says}" for step in kb.levels[claim.id].steps]
    lines.append("## Around it")
    lines += [f"- {link.how} [{kb.claims[link.to].statement}]({link.to}.md): {link.note}" for link in claim.relates]
    return "\n\n".join(lines) + "\n"

"""A page -> its foot: how to cite it, and where to mend it. What needs a repository is left out where mkdocs.yml names none."""

from collections.abc import Iterator
from html import escape
from urllib.parse import quote, urlencode

from build_tools.citing import address, bibtex, sentence
from build_tools.model import Page, Site


def foot(page: Page, site: Site) -> str:
    """HTML; "" for a page that was made from no file."""
    if not page.edit:
        return ""
    lines = " · ".join(_lines(page, site))
    return f'<footer class="kb-foot">{_cite(page, site) if page.level else ""}<p>{lines}</p></footer>'


def _cite(page: Page, site: Site) -> str:
    where = address(page, site)
    link = f'<p>Permanent link: <a href="{escape(where)}">{escape(where)}</a></p>' if where else ""
    return (
        f'<details class="kb-cite" id="cite" data-checked="{page.checked}"><summary>Cite this claim</summary>'
        f"<p>{escape(sentence(page, site))}</p><pre><code>{escape(bibtex(page, site), quote=False)}</code></pre>{link}</details>"
    )


def _lines(page: Page, site: Site) -> Iterator[str]:
    if site.repository:
        name = "claim" if page.level else "page"
        yield f'<a href="{escape(site.repository)}/{escape(site.edits)}{quote(page.edit)}">Edit this {name}</a>'
        known = {"page": address(page, site) or page.path, "title": f"Problem: {page.id}"}
        yield _issue(site, "Report a problem", "problem", known)
        if page.section == "topics":
            yield _issue(site, "Something is missing", "claim", {"topic": page.id})
    if page.level:
        yield f'<a href="{page.root}claims/{page.id}.json">This claim as JSON</a>'
    yield f"written in <code>{escape(page.edit)}</code>"


def _issue(site: Site, label: str, form: str, known: dict[str, str]) -> str:
    """A link to a form of .github/ISSUE_TEMPLATE/ whose fields are filled in as far as they are known."""
    query = urlencode({"template": f"{form}.yml", **known})
    return f'<a href="{escape(site.repository)}/issues/new?{escape(query)}">{label}</a>'

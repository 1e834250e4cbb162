"""A record -> a reference broken in one known way (R1 to R23), or changed in a way that is harmless (C1 to C12)."""

import random
import re
import string
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from fictional import FAMILIES, GIVEN, JOURNALS, cite

from build_tools.model import Name, Notice, Record

# ruff: noqa: RUF001  letters that look alike are the subject
Random = random.Random
Fields = dict[str, str]


@dataclass(frozen=True)
class Case:
    """What is cited, what the registries have, and what must be said of it."""

    fields: Fields
    records: tuple[Record, ...]
    expected: Mapping[str, str] = field(default_factory=dict)  # check: what its message must name
    verdict: str = "matches"
    standing: tuple[str, Notice] | None = None
    second: Fields | None = None
    override: tuple[str, str] | None = None


@dataclass(frozen=True)
class World:
    """Whence a mutation takes what is not of its record."""

    random: Random
    others: Iterator[Record]

    def other(self) -> Record:
        return next(self.others)


Mutation = Callable[[World, Record], Case | None]
ERROR, WARNING = "error", "warning"


def differs(name: str, level: str = ERROR) -> Mapping[str, str]:
    return {"field_differs" if level == ERROR else "field_inexact": f"'{name}'"}


def changed(record: Record, name: str, value: str, expected: Mapping[str, str], *more: Record) -> Case | None:
    fields = cite(record)
    if not fields.get(name) or fields[name] == value:
        return None
    return Case({**fields, name: value}, (record, *more), expected, "differs")


# --- R: the record is right, the reference is not ------------------------------------------------


def year_by_one(world: World, record: Record) -> Case | None:
    year = int(record.year or 0) + world.random.choice((-1, 1))
    return None if not record.year else changed(record, "year", str(year), differs("year", WARNING))


def year_by_more(world: World, record: Record) -> Case | None:
    if not record.year:
        return None
    off = world.random.randint(2, 9) * world.random.choice((-1, 1))
    near = min(int(year) for year in record.years or (record.year,)) if off < 0 else max(map(int, record.years or (record.year,)))
    return changed(record, "year", str(near + off), differs("year"))


def volume(world: World, record: Record) -> Case | None:
    number = re.sub(r"\D", "", record.volume)
    return changed(record, "volume", str(int(number) + world.random.randint(1, 9)), differs("volume")) if number else None


def volume_for_issue(_world: World, record: Record) -> Case | None:
    if not record.volume or not record.issue or record.volume == record.issue:
        return None
    fields = {**cite(record), "volume": record.issue, "number": record.volume}
    return Case(fields, (record,), differs("volume"), "differs")


def page_digits(world: World, record: Record) -> Case | None:
    pages = cite(record).get("pages", "")
    places = [at for at in range(len(pages) - 1) if pages[at : at + 2].isdigit() and pages[at] != pages[at + 1]]
    if not places:
        return None
    at = world.random.choice(places)
    return changed(record, "pages", pages[:at] + pages[at + 1] + pages[at] + pages[at + 2 :], differs("pages"))


def pages_backwards(_world: World, record: Record) -> Case | None:
    first, _, last = record.pages.partition("-")
    return changed(record, "pages", f"{last}--{first}", differs("pages")) if last and first.isdigit() and last.isdigit() else None


def pages_of_another(world: World, record: Record) -> Case | None:
    return changed(record, "pages", world.other().pages.replace("-", "--"), differs("pages"))


def spell(record: Record, names: list[Name], expected: Mapping[str, str]) -> Case | None:
    return changed(record, "author", cite(replace(record, authors=tuple(names)))["author"], expected)


def letter_of_a_name(world: World, record: Record) -> Case | None:
    names = list(record.authors)
    fitting = [place for place, name in enumerate(names) if name.given and re.fullmatch(r"[^\W\d_]{5,}", name.family)]
    if not fitting:
        return None
    place = world.random.choice(fitting)
    family = names[place].family
    at = world.random.randrange(1, len(family))
    letter = world.random.choice([one for one in string.ascii_lowercase if one != family[at]])
    spoilt = world.random.choice((family[:at] + family[at + 1 :], family[:at] + letter + family[at + 1 :]))
    names[place] = replace(names[place], family=spoilt)
    return spell(record, names, {**differs("author", WARNING), **differs("author")})


def author_left_out(world: World, record: Record) -> Case | None:
    names = [name for name in record.authors if name.given]
    if len(names) < 2 or len(names) < len(record.authors):
        return None
    names.pop(world.random.randrange(len(names)))
    return spell(record, names, differs("author"))


def author_added(world: World, record: Record) -> Case | None:
    names = list(record.authors)
    new = Name(
        world.random.choice([one for one in FAMILIES if one not in {name.family for name in names}]), world.random.choice(GIVEN)
    )
    names.insert(world.random.randint(1, len(names)), new)
    return spell(record, names, differs("author")) if record.authors else None


def authors_reordered(world: World, record: Record) -> Case | None:
    names = list(record.authors)
    if len({name.family for name in names}) < 2:
        return None
    one, other = world.random.sample(range(len(names)), 2)
    names[one], names[other] = names[other], names[one]
    return spell(record, names, differs("author"))


def first_author_replaced(world: World, record: Record) -> Case | None:
    if not record.authors:
        return None
    new = world.other().authors[0]
    old = record.authors[0].family
    if one_letter_apart(new.family, old):
        return None  # then it is a slip of class R5
    return spell(record, [new, *record.authors[1:]], differs("author"))


def one_letter_apart(one: str, other: str) -> bool:
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    if len(long) - len(short) > 1:
        return False
    cuts = {long[:at] + long[at + 1 :] for at in range(len(long))}
    return short == long or short in cuts or bool(cuts & {short[:at] + short[at + 1 :] for at in range(len(short))})


CONTENT = "vesicle lineage plasma marrow culture donor growth matrix ageing signal repair oxygen density rhythm".split()


def title_word(world: World, record: Record) -> Case | None:
    words = record.title.split()
    places = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not places or "<" in record.title:
        return None
    place = world.random.choice(places)
    words[place] = world.random.choice([word for word in CONTENT if word != words[place].lower()])
    return changed(record, "title", " ".join(words), {**differs("title"), "identifier_of_another_work": "DOI"})


REVERSED = (
    ("Increased", "Decreased"), ("increased", "decreased"), ("Early", "Late"), ("early", "late"), ("High", "Low"),
    ("high", "low"),
    ("with", "without"), ("type 1", "type 2"), ("adults", "children"), ("human", "murine"), ("in vivo", "in vitro"),
    ("before", "after"), ("older", "younger"), ("Loss", "Gain"), ("not", ""), ("CD34+", "CD34-"), ("Preserved", "Impaired"),
)  # fmt: skip


def title_reversed(world: World, record: Record) -> Case | None:
    pairs = [*REVERSED, *((new, old) for old, new in REVERSED if new)]
    fitting = [(old, new) for old, new in pairs if re.search(rf"(?<!\w){re.escape(old)}(?![\w-])", record.title)]
    if not fitting:
        return None
    old, new = world.random.choice(fitting)
    title = " ".join(re.sub(rf"(?<!\w){re.escape(old)}(?![\w-])", new, record.title, count=1).split())
    return changed(record, "title", title, {**differs("title"), "identifier_of_another_work": "DOI"})


LOST = {"lost_reference": "found nowhere"}
ANOTHER = {"identifier_of_another_work": "of another work"}


def invented(world: World) -> str:
    """A title that no record has."""
    one, other, third = world.random.sample(CONTENT, 3)
    return f"{one.capitalize()} and {other} as a measure of {third}, part {world.random.randint(20, 10**6)}"


def without(fields: Fields, *names: str) -> Fields:
    return {name: value for name, value in fields.items() if name not in names}


def invented_without_identifier(world: World, record: Record) -> Case | None:
    fields = {**without(cite(record), "doi", "pmid"), "title": invented(world)}
    return Case(fields, (record,), LOST, "not found")


def invented_with_dead_doi(world: World, record: Record) -> Case | None:
    fields = {**without(cite(record), "pmid"), "title": invented(world), "doi": f"10.5555/none.{world.random.randint(1, 10**9)}"}
    return Case(fields, (record,), LOST, "not found")


def hijacked(world: World, record: Record) -> Case | None:
    other = world.other()
    fields = {**without(cite(record), "pmid"), "title": invented(world), "doi": other.identifiers["doi"]}
    return Case(fields, (record, other), ANOTHER, "differs")


def wrong_journal(world: World, record: Record) -> Case | None:
    others = [full for full, short, _ in JOURNALS if record.container not in (full, short)]
    return changed(record, "journal", world.random.choice(others), differs("journal")) if record.container else None


def doi_of_another(world: World, record: Record) -> Case | None:
    other = world.other()
    fields = {**without(cite(record), "pmid"), "doi": other.identifiers["doi"]}
    return Case(fields, (record, other), ANOTHER, "differs")


def dead_doi(world: World, record: Record) -> Case | None:
    doi = record.identifiers["doi"]
    at = world.random.randrange(8, len(doi))
    letter = world.random.choice([one for one in "0123456789abcdef" if one != doi[at]])
    spoilt = world.random.choice(
        (doi[:at] + letter + doi[at + 1 :], doi[:at] + doi[at + 1 :], doi[:at] + doi[at] + doi[at:], doi[:-1])
    )
    fields = {**without(cite(record), "pmid"), "doi": spoilt}
    return Case(fields, (record,), {**LOST, "malformed_identifier": "DOI"}, "not found")


def pmid_of_another(world: World, record: Record) -> Case | None:
    other = world.other()
    fields = {**without(cite(record), "doi"), "pmid": other.identifiers["pmid"]}
    return Case(fields, (record, other), ANOTHER, "differs")


def doi_and_pmid_of_different(world: World, record: Record) -> Case | None:
    other = world.other()
    fields = {**cite(record), "pmid": other.identifiers["pmid"]}
    return Case(fields, (record, other), {"identifier_of_another_work": "PMID"}, "differs")


def standing(kind: str, word: str, check: str) -> Mutation:
    def make(world: World, record: Record) -> Case | None:
        notice = Notice(kind, f"10.5555/notice.{world.random.randint(1, 10**9)}", "2026-03", "PubMed")
        return Case(cite(record), (record,), {check: notice.doi}, "matches", (word, notice))

    return make


def notice_cited(prefix: str, related: str = "") -> Mutation:
    def make(world: World, record: Record) -> Case | None:
        doi = f"10.5555/notice.{world.random.randint(1, 10**9)}"
        title = f"{prefix}{record.title}" if prefix else world.other().title
        about = {related: (record.identifiers["doi"],)} if related else {}
        notice = replace(record, title=title, year="2026", years=(), identifiers={"doi": doi}, related=about, pages="1")
        fields = {**without(cite(record), "pmid"), "doi": doi}
        return Case(fields, (record, notice), {"notice_for_article": "about a work"}, "differs")

    return make


def preprint_of(record: Record) -> Record:
    doi = record.identifiers["doi"].replace("10.5555/", "10.5555/pre.")
    kept = {"container": "bioRxiv", "containers": (), "volume": "", "issue": "", "pages": "", "years": ()}
    related = {"preprint-of": (record.identifiers["doi"],)}
    return replace(
        record, type="preprint", identifiers={"doi": doi}, related=related, year=str(int(record.year or 2020) - 1), **kept
    )


VERSION = {"preprint_for_article": "preprint"}


def preprint_for_article(_world: World, record: Record) -> Case | None:
    preprint = preprint_of(record)
    fields = {**without(cite(record), "pmid"), "doi": preprint.identifiers["doi"]}
    return Case(fields, (record, preprint), VERSION, "differs") if record.container else None


def article_for_preprint(_world: World, record: Record) -> Case | None:
    fields = {**without(cite(record), "pmid", "volume", "number", "pages"), "journal": "bioRxiv"}
    return Case(fields, (record,), VERSION, "differs") if record.container else None


TWICE = {"work_under_two_keys": "same work", "shared_identifier": "belongs to"}


def under_two_keys(world: World, record: Record) -> Case | None:
    """A second entry with another identifier, or none, and the authors and the title in another style."""
    fields = cite(record)
    initials = " and ".join(f"{name.family}, {name.initials}" if name.given else f"{{{name.family}}}" for name in record.authors)
    second = {**fields, "title": fields["title"].upper() if "$" not in fields["title"] else fields["title"], "author": initials}
    kept = world.random.choice((("doi",), ("pmid",), ("doi", "pmid")))
    if not record.year or not record.authors:
        return None
    return Case(without(fields, "pmid"), (record,), TWICE, "matches", second=without(second, *kept))


def fabricated(world: World, record: Record) -> Case | None:
    other = world.other()
    fields = {**cite(other), "title": invented(world), "doi": f"10.5555/none.{world.random.randint(1, 10**9)}"}
    return Case(without(fields, "pmid", *world.random.choice(((), ("doi",)))), (record,), LOST, "not found")


LOOK_ALIKE = dict(zip("aceopxyAEOTHKMPC", "асеорхуАЕОТНКМРС", strict=True))
HIDDEN = ("\u200b", "\u200d", "\u2060", "\xad", "\ufeff")
ALIKE = {"mixed_alphabet": "", "hidden_character": "", "malformed_identifier": "", "lost_reference": ""}


def look_alike(name: str) -> Mutation:
    def make(world: World, record: Record) -> Case | None:
        fields = without(cite(record), "pmid")
        value = fields.get(name, "")
        places = [at for at, letter in enumerate(value) if letter in LOOK_ALIKE and in_a_word(value, at)]
        if not places:
            return None
        at = world.random.choice(places)
        spoilt = value[:at] + LOOK_ALIKE[value[at]] + value[at + 1 :]
        if world.random.random() < 0.3:
            spoilt = value[:at] + world.random.choice(HIDDEN) + value[at:]
        return Case({**fields, name: spoilt}, (record,), ALIKE, "differs" if name != "doi" else "not found")

    return make


def in_a_word(text: str, at: int) -> bool:
    return text[at - 1 : at].isalpha() or text[at + 1 : at + 2].isalpha()


MUTATIONS: dict[str, tuple[str, bool, Mutation]] = {  # class: (group of weights, whether critical, mutation)
    "R1 year off by one": ("year", False, year_by_one),
    "R2 year off by two or more": ("year", True, year_by_more),
    "R3 volume changed": ("pages", False, volume),
    "R3 volume and issue exchanged": ("pages", False, volume_for_issue),
    "R4 page digits exchanged": ("pages", False, page_digits),
    "R4 last page before first": ("pages", False, pages_backwards),
    "R4 pages of another article": ("pages", False, pages_of_another),
    "R5 a letter of a name": ("authors", False, letter_of_a_name),
    "R6 author left out": ("authors", False, author_left_out),
    "R6 author added": ("authors", False, author_added),
    "R6 authors reordered": ("authors", False, authors_reordered),
    "R7 first author replaced": ("authors", True, first_author_replaced),
    "R8 a word of the title": ("title", False, title_word),
    "R9 title reversed": ("title", True, title_reversed),
    "R10 invented title, no identifier": ("fabricated", True, invented_without_identifier),
    "R11 invented title, dead DOI": ("fabricated", True, invented_with_dead_doi),
    "R12 invented title, DOI of another work": ("fabricated", True, hijacked),
    "R13 wrong journal": ("journal", False, wrong_journal),
    "R14 DOI of another work": ("identifier", True, doi_of_another),
    "R15 dead DOI": ("identifier", True, dead_doi),
    "R16 PMID of another work": ("identifier", True, pmid_of_another),
    "R16 DOI and PMID of different works": ("identifier", True, doi_and_pmid_of_different),
    "R17 retracted": ("retraction", True, standing("retraction", "retracted", "retracted_evidence")),
    "R18 under concern (warning)": ("retraction", True, standing("concern", "concern", "evidence_under_concern")),
    "R18 corrected (warning)": ("retraction", True, standing("correction", "corrected", "corrected_evidence")),
    "R19 retraction notice cited": ("retraction", False, notice_cited("Retraction: ", "notice-of")),
    "R19 erratum cited": ("retraction", False, notice_cited("Erratum to: ")),
    "R19 comment cited": ("retraction", False, notice_cited("Comment on: ", "comment-on")),
    "R19 reply with a title of its own cited": ("retraction", False, notice_cited("", "comment-on")),
    "R20 preprint cited as the article (warning)": ("preprint", False, preprint_for_article),
    "R20 article cited as the preprint (warning)": ("preprint", False, article_for_preprint),
    "R21 one work under two keys": ("preprint", True, under_two_keys),
    "R22 wholly fabricated": ("fabricated", True, fabricated),
    "R23 look-alike or hidden letter in a name": ("authors", True, look_alike("author")),
    "R23 look-alike or hidden letter in a title": ("title", True, look_alike("title")),
    "R23 look-alike or hidden letter in a DOI": ("identifier", True, look_alike("doi")),
}


# --- C: harmless ---------------------------------------------------------------------------------

LATEX = {
    "ä": '{\\"a}', "ö": '{\\"o}', "ü": '{\\"u}', "ë": '{\\"e}', "é": "{\\'e}", "á": "{\\'a}", "í": "{\\'\\i}", "ó": "{\\'o}",
    "ć": "{\\'c}", "É": "{\\'E}", "à": "{\\`a}", "ñ": "{\\~n}", "ø": "{\\o}", "Ø": "{\\O}", "å": "{\\aa}", "Å": "{\\AA}",
    "ł": "{\\l}", "ı": "{\\i}", "ç": "{\\c c}", "Ç": "{\\c C}", "š": "{\\v s}", "Š": "{\\v S}", "ů": "{\\r u}",
    "ą": "{\\k a}", "ğ": "{\\u g}", "β": "$\\beta$", "α": "$\\alpha$", "κ": "$\\kappa$", "–": "--", "°": "{\\textdegree}",
}  # fmt: skip


def latex(_world: World, record: Record) -> Case | None:
    fields = {name: "".join(LATEX.get(letter, letter) for letter in value) for name, value in cite(record).items()}
    fields["title"] = (
        re.sub(r"\b([A-Z]+)(?=\b|[a-z])", r"{\1}", fields["title"]) if "$" not in fields["title"] else fields["title"]
    )
    return Case(fields, (record,))


def nfd(_world: World, record: Record) -> Case | None:
    return Case({name: unicodedata.normalize("NFD", value) for name, value in cite(record).items()}, (record,))


def typography(world: World, record: Record) -> Case | None:
    fields = cite(record)
    title = (
        fields["title"]
        .replace("-", world.random.choice("‐–"))
        .replace("fi", "ﬁ")
        .replace(" ", world.random.choice((" ", "\xa0")), 2)
    )
    words = title.split(" ")
    words[-1] = world.random.choice(("“{}”", "‘{}’", '"{}"', "{}")).format(words[-1])
    return Case({**fields, "title": " ".join(words)}, (record,))


def journal_form(world: World, record: Record) -> Case | None:
    if not record.container:
        return None
    short = record.containers[0] if record.containers else record.container
    full = record.container
    forms = (
        short,
        short.replace(".", ""),
        full.removeprefix("The "),
        full.upper(),
        full.replace("&", "and"),
        f"The {full}",
        f"{full} (London)",
    )
    return Case({**cite(record), "journal": world.random.choice(forms)}, (record,))


def journal_by_issn(_world: World, record: Record) -> Case | None:
    if "issn" not in record.identifiers:
        return None
    initials = "".join(word[0] for word in record.container.split())
    return Case({**cite(record), "journal": initials, "issn": record.identifiers["issn"]}, (record,))


def names_form(world: World, record: Record) -> Case | None:
    if not record.authors or not all(name.given for name in record.authors):
        return None
    form = world.random.choice((initials, joined_initials, first_initial, particle_behind, dashed, given_first))
    names = [form(name) for name in record.authors]
    return Case({**cite(record), "author": " and ".join(names)}, (record,))


def parts(name: Name) -> list[str]:
    return [part for part in re.split(r"[\s.-]+", name.given) if part]


def initials(name: Name) -> str:
    return f"{name.family}, {' '.join(f'{part[0]}.' for part in parts(name))}"


def joined_initials(name: Name) -> str:
    return f"{name.family}, {''.join(part[0] for part in parts(name))}"


def first_initial(name: Name) -> str:
    return f"{name.family}, {name.given[0]}."


def particle_behind(name: Name) -> str:
    match = re.match(r"((?:van der|de la|dos|von|van|de) )(.+)", name.family)
    return f"{match[2]}, {name.given} {match[1].strip()}" if match else f"{name.family}, {name.given}"


def dashed(name: Name) -> str:
    family = name.family.replace("-", " ") if "-" in name.family else re.sub(r"(?<=[a-zé]) (?=[A-Z])", "-", name.family)
    return f"{family}, {name.given}"


def given_first(name: Name) -> str:
    return f"{name.given} {{{name.family}}}" if " " in name.family else f"{name.given} {name.family}"


def and_others(world: World, record: Record) -> Case | None:
    if len(record.authors) < 3:
        return None
    names = cite(replace(record, authors=record.authors[: world.random.randint(1, len(record.authors) - 1)]))["author"]
    return Case({**cite(record), "author": f"{names} and others"}, (record,))


def group_besides(world: World, record: Record) -> Case | None:
    group = Name("The Fictional Passage Study Group")
    fields = cite(record)
    if world.random.random() < 0.5:
        return Case(fields, (replace(record, authors=(*record.authors, group)),)) if record.authors else None
    return Case({**fields, "author": f"{fields['author']} and {{{group.family}}}"}, (record,)) if record.authors else None


def pages_form(world: World, record: Record) -> Case | None:
    first, _, last = record.pages.partition("-")
    if not first:
        return None
    forms = [first, f"pp. {first}" if last else f"Article {first}"]
    if last and len(first) == len(last):
        same = next((at for at, (one, other) in enumerate(zip(first, last, strict=True)) if one != other), 0)
        forms += [f"{first}–{last[same:]}", f"{first}--{last}", f"{first}-{last}"]
    forms += [first.removeprefix("e")] if not last else []
    return Case({**cite(record), "pages": world.random.choice(forms)}, (record,))


def title_form(world: World, record: Record) -> Case | None:
    fields = cite(record)
    title = fields["title"]
    spelled = title.replace("β", "beta").replace("α", "alpha").replace("κ", "kappa")
    forms = [
        title + ".",
        re.sub("[ΒΑΚ]", lambda letter: letter[0].lower(), title.upper()),
        title.lower(),
        spelled,
        title[0] + title[1:].lower(),
    ]
    forms += [title.split(": ")[0]] if ": " in title else []
    return Case({**fields, "title": world.random.choice(forms)}, (record,))


def marked_up(world: World, record: Record) -> Case | None:
    """The registry's title has tags and entities that the reference has not."""
    title = re.sub(
        r"([βακ])", r'<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mi>\1</mml:mi></mml:math>', record.title
    )
    title = re.sub(r"\b(in vivo|in vitro)\b", r"<i>\1</i>", title).replace("&", "&amp;").replace("CD34+", "CD34<sup>+</sup>")
    mark = world.random.choice(("", "", "RETRACTED: "))
    return Case(cite(record), (replace(record, title=mark + title),))


def other_year(_world: World, record: Record) -> Case | None:
    others = [year for year in record.years if year != record.year]
    return Case({**cite(record), "year": others[0]}, (record,)) if others else None


def identifier_form(world: World, record: Record) -> Case | None:
    doi = record.identifiers["doi"]
    forms = (doi.upper(), f"https://doi.org/{doi}", f"http://dx.doi.org/{doi}", f"doi: {doi}", f"DOI:{doi.upper()}")
    return Case({**cite(record), "doi": world.random.choice(forms), "pmid": f"PMID: {record.identifiers['pmid']}"}, (record,))


def alias(world: World, record: Record) -> Case | None:
    old = f"10.5555/old.{world.random.randint(1, 10**9)}"
    return Case({**cite(record), "doi": old}, (replace(record, related={"same-as": (old,)}),))


def translated(world: World, record: Record) -> Case | None:
    fields, other = (
        cite(record),
        world.random.choice(("Späte Zellen in Schalen", "Cellules tardives", "Células tardías en placas")),
    )
    if world.random.random() < 0.5:
        return Case(fields, (replace(record, title=f"[{record.title}]."),))
    return Case({**fields, "title": f"{other} [{fields['title']}]"}, (record,))


def overridden(world: World, record: Record) -> Case | None:
    """The registry is wrong in a field, and an override says so."""
    if not record.year or not record.volume:
        return None
    wrong = world.random.choice(
        (("year", {"year": str(int(record.year) + 7), "years": ()}), ("volume", {"volume": f"{record.volume}9"}))
    )
    return Case(cite(record), (replace(record, **wrong[1]),), override=(wrong[0], next(iter(wrong[1].values()))))


VARIANTS: dict[str, Mutation] = {
    "as it stands": lambda _, record: Case(cite(record), (record,)),
    "C1 LaTeX accents and braces": latex,
    "C2 NFD": nfd,
    "C3 quotation marks, dashes, spaces, ligatures": typography,
    "C4 short titles, & and The": journal_form,
    "C4 any title, by ISSN": journal_by_issn,
    "C5 initials, particles, compounds": names_form,
    "C5 and others": and_others,
    "C5 groups": group_besides,
    "C6 short ranges, first pages, locators": pages_form,
    "C7 case, subtitle, final stop, Greek": title_form,
    "C7 tags in the registry's title": marked_up,
    "C8 print or online year": other_year,
    "C9 case and address of the DOI": identifier_form,
    "C9 declared alias": alias,
    "C11 translated titles": translated,
    "C12 override of a registry's mistake": overridden,
}

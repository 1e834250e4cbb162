"""A seed -> records of works that never were, as realistic as titles, names and journals of the field can be made.

DOIs are of the example prefix 10.5555; no title, person or journal is meant to exist.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace

from build_tools.model import Name, Record

# ruff: noqa: RUF001  letters of many languages are meant
Random = random.Random
CHANGES = ("Increased", "Decreased", "Reduced", "Preserved", "Delayed", "Early", "Late", "High", "Low")
MEASURES = """
proliferation|telomere length|exosome yield|secretion of VEGF-A|senescence-associated β-galactosidase activity|release of IL-6|
osteogenic differentiation|adipogenic differentiation|clonogenic potential|chromosomal stability|TGF-β1 signalling|
expression of CD146|miR-146a content of vesicles|population doubling time|mitochondrial membrane potential|
immunomodulatory potency|α-smooth muscle actin|oxygen consumption|vesicle uptake|DNA methylation age
""".replace("\n", "").split("|")
CELLS = """
mesenchymal stromal cells|multipotent stem cells|CD34+ progenitors|perivascular cells|adipose-derived cells|dental pulp cells|
umbilical cord cells|chondrocytes|tendon progenitors|amniotic cells
""".replace("\n", "").split("|")
WHERE = """
in adults with type 1 diabetes|in children with type 2 diabetes|with platelet lysate|without platelet lysate|in 3% oxygen|
under high glucose|under low glucose|in vivo|in vitro|in human donors|in murine models|after cryopreservation at −80 °C|
before expansion|after expansion|in serum-free medium|during ten passages|of older donors|of younger donors
""".replace("\n", "").split("|")
SUBTITLES = """
a randomised trial|a pilot study|role of NF-κB|the Fictional Cell Study|a multicentre comparison|evidence from 12 donors|
lessons from a bioreactor|an atlas of p16 and p21|first results|a dose–response study
""".replace("\n", "").split("|")
FAMILIES = """
Abara|Ångström|Bendtsen|Castellanos|Dąbrowska|Eriksen|Falkenrath|Gündoğan|Hernández Ruiz|Ishikawa|Jovanović|Kowalczyk|
Lindqvist|Müllerheim|Nakahara|O'Dwyer|Pettersen|Quintero|Ruiz-Velasco|Šimůnek|Thorvaldsen|Ueberschär|van der Holst|
de la Cueva|Wierzbicki|Xiang|Yıldırım|Zhang|Li|Wu|Chen|Park|Nguyen|Al-Rashidi|dos Anjos|von Trapenberg|Ødegaard|Çelikkol|
Fitzwilliam|Marchetti|Novotná|Rasmussen|Sørlie|Tanizaki|Villeneuve|Wojtyła|Brandvold|Escarrà|Grönlund|Haverkamp
""".replace("\n", "").split("|")
GIVEN = """
Anna|Björn|Carla Maria|Dmitri|Élodie|Fatima|Giorgio|Hanna-Liisa|Ivan|Jun|Katarzyna|Lars|Mei-Ling|Noor|Olav|Paula|Qiang|
Rosa M.|Søren|Tomáš|Uma|Víctor|Wei|Ximena|Yusuf|Zoë|Anton|Birgit|Cem|Dolores
""".replace("\n", "").split("|")
JOURNALS = (
    ("Journal of Fictional Cells", "J. Fict. Cells", "2055-5510"),
    ("The Annals of Imaginary Biology", "Ann. Imag. Biol.", "2055-5529"),
    ("Stromal Letters", "Stromal Lett.", "2055-5537"),
    ("Vesicles & Vehicles", "Vesicles Vehicles", "2055-5545"),
    ("International Review of Invented Therapy", "Int. Rev. Invent. Ther.", "2055-5553"),
    ("Passage (Basel)", "Passage", "2055-5561"),
    ("Cytology Tomorrow", "Cytol. Tomorrow", "2055-557X"),
    ("Revista de Células Ficticias", "Rev. Cél. Fict.", "2055-5588"),
    ("Made-Up Transplantation", "Made-Up Transpl.", "2055-5596"),
    ("Proceedings of the Academy of Nowhere", "Proc. Acad. Nowh.", "2055-560X"),
)


def records(random_: Random) -> Iterator[Record]:
    """One record after the other, no two with the same title or identifiers."""
    seen: set[str] = set()
    number = 0
    while True:
        title = _title(random_)
        if title not in seen:
            seen.add(title)
            number += 1
            yield _record(random_, title, number)


def _title(random_: Random) -> str:
    cells, other = random_.sample(CELLS, 2)
    first = f"{random_.choice(CHANGES)} {random_.choice(MEASURES)} of {cells} {random_.choice(WHERE)}"
    if random_.random() < 0.4:
        first += f" and of {other} {random_.choice(WHERE)}"
    return f"{first}: {random_.choice(SUBTITLES)}" if random_.random() < 0.6 else first


def _record(random_: Random, title: str, number: int) -> Record:
    journal, short, issn = random_.choice(JOURNALS)
    year, first = random_.randint(1995, 2025), random_.randint(1, 2400)
    online = year - random_.choice((0, 0, 0, 1))
    pages = f"e{random_.randint(1000, 99999)}" if random_.random() < 0.25 else f"{first}-{first + random_.randint(3, 24)}"
    families = random_.sample(FAMILIES, random_.randint(2, 9))
    return Record(
        type="article",
        title=title,
        authors=tuple(Name(family, random_.choice(GIVEN)) for family in families),
        container=journal,
        containers=(short,),
        year=str(year),
        years=tuple(dict.fromkeys((str(year), str(online)))),
        volume=str(random_.randint(2, 90)),
        issue=str(random_.randint(1, 12)),
        pages=pages,
        identifiers={"doi": f"10.5555/fict.{scattered(number)}", "pmid": str(90_000_000 + number), "issn": issn},
    )


def scattered(number: int) -> str:
    """A number as eight digits, so that no two numbers look alike."""
    return f"{number * 48_271_009 % 99_999_989:08}"


def as_fictional(record: Record, number: int) -> Record:
    """A real record of this base under identifiers that are nobody's."""
    return replace(record, identifiers={"doi": f"10.5555/base.{scattered(number)}", "pmid": str(80_000_000 + number)})


# --- the same record as somebody would cite it ---------------------------------------------------


def cite(record: Record) -> dict[str, str]:
    """The fields of a BibTeX entry that has all that the record has, in Unicode."""
    fields = {
        "title": re.sub(r"<[^>]+>", "", record.title),
        "author": " and ".join(f"{name.family}, {name.given}" if name.given else f"{{{name.family}}}" for name in record.authors),
        "journal": record.container,
        "year": record.year,
        "volume": record.volume,
        "number": record.issue,
        "pages": record.pages.replace("-", "--"),
        "doi": record.identifiers.get("doi", ""),
        "pmid": record.identifiers.get("pmid", ""),
    }
    return {name: value for name, value in fields.items() if value}


def entry(key: str, fields: dict[str, str], kind: str = "article") -> str:
    """An entry of references.bib. What has a meaning in BibTeX is escaped; braces and backslashes are the caller's."""
    escaped = {name: re.sub(r"(?<!\\)([%&#_])", r"\\\1", value) for name, value in fields.items()}
    return f"@{kind}{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in escaped.items()) + "}\n"

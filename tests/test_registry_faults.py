"""Whatever a registry does, nothing crashes, no verdict is wrong, what was known stays, and the run ends in time."""

import time

import pytest
from loopback import FAULTS, ONCE, QUICK, RESTING, SLOW, World, client_to, serving

from build_tools.findings import FINE, UNASKED
from build_tools.lock import read_lock
from build_tools.verify import verify

CASES = {  # the registry that alone can say something of a work, and who is asked on the way to it
    "crossref": "crossref",
    "datacite": "datacite",
    "pubmed": "pubmed",
    "openlibrary": "openlibrary",
    "doi.org": "datacite",
    "openalex": "crossref",
}
GOOD = {"crossref": (4, 5, 6), "datacite": (3, 7, 8), "pubmed": (1, 2, 9)}
TITLES = {
    "crossref": "Passage and the shape of example cells",
    "datacite": "Images of example cells at passages 2 to 12: Raw data",
}


def bib_of(world, kind):
    """Three works of a kind that only one registry knows, as entries, with a piece of the address of each."""
    if kind == "openlibrary":
        title = "The keeping of cells: a handbook"
        return f"@book{{w0, title = {{{title}}}, isbn = {{{world.book()}}}}}\n", ["9783161484100"]
    entries, pieces = [], []
    for place, number in enumerate(GOOD[kind]):
        if kind == "pubmed":
            identifier = f"pmid = {{{world.paper(number)}}}"
        else:
            made = world.article(number, pubmed=False, openalex=False) if kind == "crossref" else world.dataset(number)
            identifier = f"doi = {{{made}}}"
        pieces.append(identifier.split("{")[1].rstrip("}"))
        entries.append(f"@article{{w{place}, title = {{{TITLES.get(kind, TITLES['crossref'])}}}, {identifier}}}\n")
    return "".join(entries), pieces


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """A served world for each kind of work, with its entries and the lock of an earlier day."""
    made = {}
    servers = []
    for kind in ("crossref", "datacite", "pubmed", "openlibrary"):
        world = World()
        bib, pieces = bib_of(world, kind)
        server = serving(world)
        servers.append(server)
        bases = server.__enter__()
        root = tmp_path_factory.mktemp(kind)
        (root / "references.bib").write_text(bib)
        with client_to(bases) as client:
            verify(root, client, (), "2026-11-01")
        made[kind] = (world, bib, pieces, bases, (root / "references.lock").read_text())
    yield made
    for server in servers:
        server.__exit__(None, None, None)


@pytest.mark.parametrize("kind", ["crossref", "datacite", "pubmed", "openlibrary"])
def test_without_a_fault_all_match(worlds, base, kind):
    _, bib, pieces, bases, _ = worlds[kind]
    root = base({"references.bib": bib})
    with client_to(bases) as client:
        told = verify(root, client, (), "2026-11-24")
    assert told.code == FINE, told.words
    entries = read_lock(root, [])
    assert [entry.outcome for entry in entries.values()] == ["matches"] * len(pieces)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("host", CASES)
def test_a_fault_is_no_verdict(worlds, base, host, fault):
    """The first, the middle or the last of three works cannot be asked about: by turns, and all of them over the faults."""
    kind = CASES[host]
    world, bib, pieces, bases, lock = worlds[kind]
    place = list(FAULTS).index(fault) % len(pieces)
    known_before = place != 1
    root = base({"references.bib": bib, **({"references.lock": lock} if known_before else {})})
    before = read_lock(root, [])
    world.fault(host, pieces[place], FAULTS[fault])
    begun = time.monotonic()
    with client_to(bases, limits=ONCE if fault in SLOW else QUICK) as client:
        told = verify(root, client, (), "2026-11-24")
    world.faults.clear()
    assert time.monotonic() - begun < 2
    assert told.code == UNASKED, told.words
    problems = []
    after = read_lock(root, problems)
    assert problems == []
    for number in range(len(pieces)):
        if number != place and fault not in RESTING:
            assert (after[f"w{number}"].outcome, after[f"w{number}"].recorded) == ("matches", "2026-11-24")
        elif number != place:
            assert after[f"w{number}"].outcome in ("matches", "could not check")
    hit = after[f"w{place}"]
    if host in ("doi.org", "openalex"):  # the agency is still there
        assert (hit.outcome, hit.recorded) == ("matches", "2026-11-24")
    elif known_before:
        assert hit == before[f"w{place}"]
        assert hit.recorded == "2026-11-01"
    else:
        assert (hit.outcome, hit.recorded) == ("could not check", "unknown")
        assert hit.record.title == ""

"""The door to the network: fixed hosts, no way inside, waits that end, sizes that end, keys that nobody sees."""

import logging
import socket
import time
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median

import pytest
from loopback import FAULTS, HOSTS, JSON, QUICK, World, client_to, recorded, serving

from build_tools import wire
from build_tools.answers import NoAnswerError, read_xml
from build_tools.fetch import Client, Limits
from build_tools.verify import client_of

DOI = "10.5555/cells.2019.1"
WORKS = f"/works/{DOI}".replace("/works/10.5555/", "/works/10.5555%2F")
HOST = HOSTS["crossref"]


@pytest.fixture(scope="module")
def served():
    world = World()
    world.article(1)
    with serving(world) as bases:
        yield world, bases


@pytest.fixture
def world(served):
    served[0].faults.clear()
    served[0].asked.clear()
    return served[0]


def ask(served, world, **settings):
    with client_to(served[1], **settings) as client:
        return client.json(HOST, WORKS)


# --- addresses inside ----------------------------------------------------------------------------

NAMES = {
    "localhost": "127.0.0.1",
    "inside.example": "10.0.0.7",
    "metadata.google.internal": "169.254.169.254",
    "both.example": "93.184.216.34 127.0.0.1",
    "six.example": "::1",
    "open.example": "93.184.216.34",
}
INSIDE = """
    https://127.0.0.1/ https://127.1/ https://2130706433/ https://0x7f000001/ https://0177.0.0.1/ https://0/ https://0.0.0.0/
    https://localhost/ https://LOCALHOST/ https://10.0.0.1/ https://10.255.255.255/ https://172.16.0.1/ https://172.31.255.255/
    https://192.168.0.1/ https://192.168.255.255/ https://169.254.169.254/latest/meta-data/ https://100.64.0.1/ https://192.0.0.1/
    https://198.18.0.1/ https://203.0.113.1/ https://224.0.0.1/ https://240.0.0.1/ https://255.255.255.255/
    https://168.63.129.16/ https://[::1]/ https://[::]/ https://[::ffff:127.0.0.1]/ https://[::ffff:10.0.0.1]/ https://[fe80::1]/
    https://[fc00::1]/ https://[fd12:3456::1]/ https://[fec0::1]/ https://[ff02::1]/ https://[64:ff9b::7f00:1]/
    https://[64:ff9b:1::1]/ https://[2002:7f00:1::]/ https://[2001:0:7f00:1::]/ https://[::127.0.0.1]/ https://[100::1]/
    https://inside.example/ https://metadata.google.internal/computeMetadata/v1/ https://both.example/ https://six.example/
""".split()
ODD = [
    "http://open.example/", "ftp://open.example/", "file:///etc/passwd", "gopher://open.example/", "https://open.example:8443/",
    "https://open.example:22/", "https://user@open.example/", "https://user:word@open.example/", "https://", "https:///path", "",
    "https://open.example\\@inside.example/", "https://open.example/a b", "https://open.example/\n", "https://open.example/\x00",
    "https://öpen.example/", "https://open.example:99999/", "https://[::1", "//open.example/", "javascript:alert(1)",
]  # fmt: skip


@pytest.fixture
def no_network(monkeypatch):
    """Names are looked up in a table, numbers as ever; a connection is a failure of the test."""
    plain = socket.getaddrinfo

    def look_up(host, port, *rest, **more):
        if not isinstance(host, str) or host.lower() not in NAMES:
            return plain(host, port, *rest, **{**more, "flags": socket.AI_NUMERICHOST})
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in NAMES[host.lower()].split()]

    def connect(*_, **__):
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("address", INSIDE)
def test_nothing_is_fetched_from_inside(address):
    with Client({}, limits=QUICK) as client, pytest.raises(NoAnswerError, match=r"lies inside of a network|is malformed"):
        client.page(address)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("address", ODD)
def test_odd_addresses_are_not_even_looked_up(address):
    with Client({}, limits=QUICK) as client, pytest.raises(NoAnswerError, match="only plain https addresses"):
        client.page(address)


def test_there_are_more_than_fifty_of_them():
    assert len({*INSIDE, *ODD}) >= 50


@pytest.mark.usefixtures("no_network")
def test_a_public_address_is_tried_as_it_was_looked_up(monkeypatch):
    tried = []

    def connect(address, *_, **__):
        tried.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with Client({}, limits=QUICK) as client, pytest.raises(NoAnswerError, match="could not be reached"):
        client.page("https://open.example/")
    assert set(tried) == {("93.184.216.34", 443)}


def test_the_next_address_is_tried(served, world, monkeypatch):
    monkeypatch.setattr(wire, "look_up", lambda *_: ["127.0.0.2", "127.0.0.1"])
    assert not ask(served, world).missing


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_public_addresses_are_public(address):
    assert wire.is_public(address)


TARGETS = (
    ("https://10.0.0.1/", "lies inside of a network"),
    ("https://inside.example/", "lies inside of a network"),
    ("http://open.example/", "only plain https"),
    ("https://open.example:8443/", "only plain https"),
    ("file:///etc/passwd", "only plain https"),
    ("//10.0.0.1/", "lies inside of a network"),
)


@pytest.mark.parametrize(("target", "words"), TARGETS)
def test_a_page_that_sends_us_inside_is_left(served, world, target, words, monkeypatch):
    """The server of the test stands in for a public one; what it points to does not."""
    plain_look_up, plain_judge = wire.look_up, wire.is_public
    monkeypatch.setattr(wire, "look_up", lambda host, port: NAMES[host].split() if host in NAMES else plain_look_up(host, port))
    monkeypatch.setattr(wire, "is_public", lambda address: address == "127.0.0.1" or plain_judge(address))
    world.fault("crossref", "/page", lambda handler: handler.reply(302, "text/html", b"", Location=target))
    with client_to({"page.example": served[1][HOST]}) as client:
        client.http._transport._pool._network_backend.inside = False
        with pytest.raises(NoAnswerError, match=words):
            client.page("https://page.example/page")
    assert len(world.asked) == 1


def test_a_host_that_is_not_on_the_list_is_not_asked():
    with Client({HOST: 5.0}) as client, pytest.raises(NoAnswerError, match="not on the list"):
        client.json("example.org", "/")


def test_a_look_up_that_hangs_ends(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1.5) or [])
    begun = time.monotonic()
    with Client({HOST: 1000.0}, limits=QUICK) as client, pytest.raises(NoAnswerError, match="in time"):
        client.json(HOST, "/works")
    assert time.monotonic() - begun < 1.4


def test_a_name_that_nobody_knows(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with Client({HOST: 1000.0}, limits=QUICK) as client, pytest.raises(NoAnswerError, match="could not be reached"):
        client.json(HOST, "/works")


# --- waits ---------------------------------------------------------------------------------------


def test_a_failure_that_passes_is_forgiven(served, world):
    failures = [1, 1]

    def twice(handler):
        if failures:
            failures.pop()
            return handler.reply(503, "text/plain", b"", Retry_After="0")
        return handler.reply(*handler.recorded())

    world.fault("crossref", "", twice)
    assert not ask(served, world, limits=Limits(first_wait=0.001, attempts=3)).missing
    assert len(world.asked) == 3


@pytest.mark.parametrize(
    ("after", "times"),
    [("0", 3), ("0.5", 3), ("soon", 3), ("", 3), ("-1", 3), ("3600", 1), ("9" * 30, 1), ("²", 3),
     ("Wed, 25 Nov 2026 10:00:30 GMT", 1), ("Wed, 25 Nov 2026 09:59:00 GMT", 3), ("Fri, 31 Dec 9999 23:59:59 GMT", 1)],
)  # fmt: skip
def test_what_is_asked_of_us_is_done_or_the_host_is_left_alone(served, world, after, times):
    """A wait that is too long is never shortened: the host is asked once, and not again in this run."""
    world.fault("crossref", "", lambda handler: handler.reply(429, "text/plain", b"", Retry_After=after))
    limits = Limits(first_wait=0.001, attempts=3, longest_wait=0.05)
    with client_to(served[1], limits=limits, now=lambda: datetime(2026, 11, 25, 10, 0, 0, tzinfo=UTC)) as client:
        begun = time.monotonic()
        with pytest.raises(NoAnswerError, match="status 429"):
            client.json(HOST, WORKS)
        assert len(world.asked) == times
        if times == 1:
            with pytest.raises(NoAnswerError, match="left alone for the rest of the run"):
                client.json(HOST, WORKS)
            assert len(world.asked) == 1
        assert time.monotonic() - begun < 1


def test_a_host_that_keeps_failing_is_left_alone(served, world):
    world.fault("crossref", "", FAULTS["500"])
    with client_to(served[1], limits=Limits(first_wait=0.001, attempts=2, failures=3)) as client:
        for _ in range(10):
            with pytest.raises(NoAnswerError):
                client.json(HOST, WORKS)
        assert len(world.asked) == 6
        assert not client.json(HOSTS["doi.org"], f"/ra/{DOI}").missing


def test_questions_keep_their_pace(served, world):
    with client_to(served[1], paces={HOST: 40.0}) as client:
        for _ in range(9):
            client.json(HOST, WORKS)
    times = [when for when, *_ in world.asked]
    assert times[-1] - times[0] > 6 / 40  # a busy machine may hear of the first too late, or of one and the next at once
    assert median(later - earlier for earlier, later in pairwise(times)) > 0.5 / 40


def test_a_host_may_ask_for_a_slower_pace_and_not_for_a_faster(served, world):
    allowed = {"X_Rate_Limit_Limit": "20", "X_Rate_Limit_Interval": "1s"}
    world.fault("crossref", "", lambda handler: handler.reply(*handler.recorded(), **allowed))
    with client_to(served[1], paces={HOST: 1000.0, HOSTS["datacite"]: 3.0}) as client:
        client.json(HOST, WORKS)
        assert client.paces[HOST] == 20.0
        allowed["X_Rate_Limit_Limit"] = "500"
        client.json(HOST, WORKS)
        assert client.paces[HOST] == 20.0
        for nonsense in ("0", "-3", "many", "²"):
            allowed["X_Rate_Limit_Limit"] = nonsense
            client.json(HOST, WORKS)
        assert client.paces[HOST] == 20.0


def test_the_time_of_a_run_is_used_up_once(served, world):
    with client_to(served[1], paces={HOST: 2.0}, budget=0.2) as client:
        client.json(HOST, WORKS)
        with pytest.raises(NoAnswerError, match="the time for this run was used up"):
            client.json(HOST, WORKS)
    assert len(world.asked) == 1


# --- answers -------------------------------------------------------------------------------------


def test_a_redirect_on_the_same_host_is_followed(served, world):
    moved = f"{served[1][HOST]}{WORKS}?moved=1"
    world.faults = [
        (HOST, "moved", lambda handler: handler.reply(200, JSON, b"{}")),
        (HOST, "", lambda handler: handler.reply(301, "text/plain", b"", Location=moved)),
    ]
    assert ask(served, world).value == {}
    assert len(world.asked) == 2


def test_an_answer_may_be_packed(served, world):
    import gzip

    world.fault("crossref", "", lambda handler: handler.reply(200, JSON, gzip.compress(b'{"a": 1}'), Content_Encoding="gzip"))
    assert ask(served, world).value == {"a": 1}


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("hang up", "the connection broke off"),
        ("hang", "it did not answer in time"),
        ("drip of the head", "it did not answer in time"),
        ("403", "it answered with status 403"),
        ("a page", "it answered with a page for people, status 200"),
        ("a page, 404", "it answered with a page for people, status 404"),
        ("nothing", "it answered with nothing, status 200"),
        ("half", "its answer is not whole JSON"),
        ("deep", "its answer is not whole JSON"),
        ("another charset", "its answer is not in UTF-8"),
        ("bomb", "its answer has more than 65,536 bytes"),
        ("endless", "its answer has more than 65,536 bytes"),
        ("no gzip", "its answer could not be unpacked"),
        ("302 to another port", "it sends us on to another host"),
        ("302 around", "it sends us from one address to the next"),
        ("no XML", "it answered with something other than JSON"),
    ],
)
def test_reasons_are_in_our_words(served, world, fault, words):
    world.fault("crossref", "", FAULTS[fault])
    with pytest.raises(NoAnswerError) as error:
        ask(served, world)
    assert str(error.value) == words


def test_xml_keeps_its_text_and_brings_nothing_of_its_own():
    assert "".join(read_xml("<a>β<b>&lt;</b></a>".encode()).itertext()) == "β<"
    assert read_xml(recorded("pubmed/article.xml").encode()).tag == "PubmedArticleSet"
    for bad in (FAULTS["an entity bomb"], FAULTS["an entity from outside"], FAULTS["deep XML"]):
        content = next(cell.cell_contents for cell in bad.__closure__ if isinstance(cell.cell_contents, bytes))
        with pytest.raises(NoAnswerError):
            read_xml(content)


# --- what is sent, and what nobody sees ----------------------------------------------------------

CANARY = "c4nary-k3y"


def test_keys_are_sent_and_never_shown(served, world, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    environment = {"KB_NCBI_KEY": CANARY, "KB_OPENALEX_KEY": CANARY, "KB_CONTACT": "editor@example.org"}
    told = []
    for fault in ("403", "hang up", "half", "a page", "302 around", "429 after a year", "no HTTP"):
        world.faults.clear()
        world.fault("pubmed", "", FAULTS[fault])
        client = client_of(environment, 5)
        client.bases, client.limits = served[1], QUICK
        client.http._transport._pool._network_backend.inside = True
        client.paces = dict.fromkeys(client.paces, 1000.0)
        with client, pytest.raises(NoAnswerError) as error:
            client.json(HOSTS["pubmed"], "/entrez/eutils/esearch.fcgi", term="x")
        told.append(repr(error.value) + str(error.getrepr()))
    assert all(f"api_key={CANARY}" in address for _, _, address in world.asked)
    shown = capfd.readouterr()
    assert CANARY not in "".join([*told, caplog.text, shown.out, shown.err])


def test_who_asks_is_said(served, world):
    seen = []
    world.fault("crossref", "", lambda handler: seen.append(dict(handler.headers)) or handler.reply(*handler.recorded()))
    ask(served, world, contact="editor@example.org")
    assert seen[0]["User-Agent"].startswith("kb/")
    assert "mailto:editor@example.org" in seen[0]["User-Agent"]
    assert "Cookie" not in seen[0]


@pytest.mark.parametrize("contact", ["", "me", "a@b\r\nX: y", "a b@c.d", "a@b;c", "ä@b.c"])
def test_a_contact_that_is_none_is_not_sent(contact):
    with client_of({"KB_CONTACT": contact}, 5) as client:
        assert "mailto" not in client.http.headers["User-Agent"]
        assert client.paces[HOST] == 5.0


def test_politeness_depends_on_who_asks():
    with client_of({"KB_CONTACT": "editor@example.org", "KB_NCBI_KEY": "k"}, 5) as client:
        assert (client.paces[HOST], client.paces[HOSTS["pubmed"]], client.paces[HOSTS["openalex"]]) == (10.0, 10.0, 5.0)
    with client_of({}, 5) as client:
        assert (client.paces[HOST], client.paces[HOSTS["pubmed"]]) == (5.0, 3.0)

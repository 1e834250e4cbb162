"""An address of an allowed host -> what it answers, within limits of time, size and pace. The door of httpx2 and stamina.

Whatever goes wrong is a NoAnswerError with a sentence of ours: neither a stranger's words nor a key can get into a report.
"""

import logging
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from ssl import SSLContext
from threading import Lock
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode, urljoin, urlsplit

import httpcore2
import httpx2
import stamina
import stamina.instrumentation

from build_tools import VERSION
from build_tools.answers import NoAnswerError, read_json, read_xml
from build_tools.wire import DEADLINE, InsideError, Wire

CONTACT = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}")
SPARE = 1.05  # a clock over there runs a little faster than ours
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
MOVED = frozenset({301, 302, 303, 307, 308})
PAGE_PACE = 1.0
SLOWEST = 0.2
stamina.instrumentation.set_on_retry_hooks(())  # it would print of each attempt
for library in ("httpx2", "httpcore2"):
    logging.getLogger(library).setLevel(logging.CRITICAL)  # they would log whole addresses, and the keys in them


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much: seconds for a step, for a question, and for waits between attempts; bytes of an answer."""

    step: float = 20.0
    question: float = 45.0
    attempts: int = 3
    first_wait: float = 0.5
    longest_wait: float = 60.0
    hops: int = 5
    size: int = 16 << 20
    failures: int = 3  # so many questions in a row without an answer, and a host is left alone


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host answered: where it was found at last, whether it says that there is nothing, and the value or the bytes."""

    address: str
    missing: bool
    value: Any = None
    data: bytes = b""
    form: str = ""  # of the bytes: html, pdf or plain


class _TryAgainError(Exception):
    """A failure that may pass; `after` is what the host asks us to wait."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.after = after


@cache
def _trusted() -> SSLContext:
    return httpx2.create_ssl_context()


class _Transport(httpx2.HTTPTransport):
    """Connections by way of our wire; no proxy of the environment, which would look up names for us."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(verify=_trusted())
        self._pool = httpcore2.ConnectionPool(ssl_context=_trusted(), network_backend=wire, keepalive_expiry=10.0)


@dataclass(frozen=True, slots=True)
class _Raw:
    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


Read = Callable[[_Raw], Reply]


class Client:
    """Asks hosts of a fixed list, politely. `paces` says how many questions a second each may be asked.

    `bases` sends the questions to a host elsewhere, for tests; `secrets` are parameters that go out and are never shown.
    """

    def __init__(
        self,
        paces: Mapping[str, float],
        *,
        bases: Mapping[str, str] | None = None,
        secrets: Mapping[str, Mapping[str, str]] | None = None,
        contact: str = "",
        budget: float = 900.0,
        limits: Limits | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.paces = dict(paces)
        self.bases = bases or {}
        self.secrets = secrets or {}
        self.limits = limits or Limits()
        self.now = now
        self.ends = time.monotonic() + budget
        self.turns: dict[str, float] = {}
        self.failed: dict[str, int] = {}
        self.resting: dict[str, str] = {}
        self.lock = Lock()
        whom = f"; mailto:{contact}" if contact else ""
        headers = {"User-Agent": f"kb/{VERSION} (checks citations{whom})", "Accept-Encoding": "gzip"}
        self.http = httpx2.Client(transport=_Transport(Wire(inside=bool(bases))), headers=headers, trust_env=False, timeout=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.http.close()

    def json(self, host: str, path: str, **params: str) -> Reply:
        """The value of a JSON answer, or that the host says there is nothing. Raise NoAnswerError."""
        return self._registry(host, path, params, "json", read_json)

    def xml(self, host: str, path: str, **params: str) -> Reply:
        """The root of an XML answer, or that the host says there is nothing. Raise NoAnswerError."""
        return self._registry(host, path, params, "xml", read_xml)

    def page(self, address: str) -> Reply:
        """A page for people from an https address that is public, and so is every address it sends us on to."""
        reply = self.document(address, "text/html")
        if reply.form != "html":
            raise NoAnswerError("it is not a page of HTML")
        return reply

    def document(self, address: str, accept: str = "text/html, application/pdf, text/plain") -> Reply:
        """A text for people, as a page, PDF or plain text, from an address that page() would fetch. Raise NoAnswerError."""
        for _ in range(self.limits.hops):
            host = _public_host(address)
            base = self.bases.get(host, f"https://[{host}]" if ":" in host else f"https://{host}")
            raw = self._ask(host, base + _tail(address), accept)
            if raw.status not in MOVED:
                return _document(address, raw)
            address = urljoin(address, raw.headers.get("location", ""))
        raise NoAnswerError("it sends us from one address to the next")

    def _registry(self, host: str, path: str, params: Mapping[str, str], kind: str, read: Callable[[bytes], Any]) -> Reply:
        if host not in self.paces:
            raise NoAnswerError("it is not on the list of hosts that are asked")
        shown = f"https://{host}{path}" + (f"?{urlencode(params)}" if params else "")
        base = self.bases.get(host, f"https://{host}")
        sent = f"{base}{path}"
        extra = {**params, **self.secrets.get(host, {})}
        address = f"{sent}?{urlencode(extra)}" if extra else sent
        for _ in range(self.limits.hops):
            raw = self._ask(host, address, f"application/{kind}")
            if raw.status not in MOVED:
                return _answer(shown, raw, kind, read)
            address = urljoin(address, raw.headers.get("location", ""))
            if not address.startswith(f"{base}/"):
                raise NoAnswerError("it sends us on to another host")
        raise NoAnswerError("it sends us from one address to the next")

    def _ask(self, host: str, address: str, accept: str) -> _Raw:
        """Ask until there is an answer, a few times, with growing waits; a host that keeps failing is left alone."""
        if host in self.resting:
            raise NoAnswerError(self.resting[host])
        again = stamina.retry_context(
            on=self._may_try_again,
            attempts=self.limits.attempts,
            timeout=None,
            wait_initial=self.limits.first_wait,
            wait_max=self.limits.longest_wait,
            wait_jitter=self.limits.first_wait / 2,
        )
        try:
            for attempt in again:
                with attempt:
                    raw = self._once(host, address, accept)
        except _TryAgainError as last:
            self._note_failure(host, last)
            raise NoAnswerError(last.why) from None
        self.failed[host] = 0
        return raw

    def _may_try_again(self, error: Exception) -> bool | float:
        if not isinstance(error, _TryAgainError):
            return False
        wait = error.after if error.after is not None else self.limits.first_wait
        if wait > min(self.limits.longest_wait, self.ends - time.monotonic()):
            return False
        return True if error.after is None else error.after

    def _note_failure(self, host: str, last: _TryAgainError) -> None:
        with self.lock:
            self.failed[host] = self.failed.get(host, 0) + 1
            if (last.after or 0) > self.limits.longest_wait or self.failed[host] >= self.limits.failures:
                self.resting[host] = f"it was left alone for the rest of the run: {last.why}"

    def _once(self, host: str, address: str, accept: str) -> _Raw:
        self._wait_for_turn(host)
        DEADLINE.set(min(time.monotonic() + self.limits.question, self.ends))
        step = httpx2.Timeout(self.limits.step)
        try:
            with self.http.stream("GET", address, headers={"Accept": accept}, timeout=step) as response:
                raw = _Raw(response.status_code, response.headers, self._body(response))
        except InsideError:
            raise NoAnswerError("its address lies inside of a network, where nothing is fetched from") from None
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol, UnicodeError):
            raise NoAnswerError("its address is malformed") from None
        except (httpx2.HTTPError, OSError) as error:
            raise _TryAgainError(_words(error)) from None
        self._heed(host, raw)
        if raw.status in AGAIN:
            raise _TryAgainError(f"it answered with status {raw.status}", self._asked_wait(raw))
        return raw

    def _wait_for_turn(self, host: str) -> None:
        with self.lock:
            now = time.monotonic()
            turn = max(now, self.turns.get(host, now))
            if turn >= self.ends:
                raise NoAnswerError("the time for this run was used up")
            self.turns[host] = turn + SPARE / self.paces.get(host, PAGE_PACE)
        time.sleep(turn - now)

    def _heed(self, host: str, raw: _Raw) -> None:
        """Slow down to what a host says that it allows: so many questions in so many seconds. Never speed up."""
        said = (raw.headers.get(f"x-rate-limit-{name}", "") for name in ("limit", "interval"))
        allowed, seconds = (re.match(r"[1-9]\d{0,5}", text) for text in said)
        if allowed and seconds and host in self.paces:
            self.paces[host] = min(self.paces[host], max(int(allowed[0]) / int(seconds[0]), SLOWEST))

    def _body(self, response: httpx2.Response) -> bytes:
        parts, size = [], 0
        for part in response.iter_bytes():
            size += len(part)
            if size > self.limits.size:
                raise NoAnswerError(f"its answer has more than {self.limits.size:,} bytes")
            parts.append(part)
        return b"".join(parts)

    def _asked_wait(self, raw: _Raw) -> float | None:
        """What Retry-After asks for, in seconds or as a date; None when it asks for nothing that makes sense."""
        text = raw.headers.get("retry-after", "").strip()
        if text.isascii() and text.isdigit():
            return float(text[:9])
        with suppress(ValueError, TypeError, OverflowError):
            return max(0.0, (parsedate_to_datetime(text) - self.now()).total_seconds())
        return None


def _answer(shown: str, raw: _Raw, kind: str, read: Callable[[bytes], Any]) -> Reply:
    """A registry's answer. A page for people is none, whatever its status: gateways send such."""
    if raw.status not in (200, 404):
        raise NoAnswerError(f"it answered with status {raw.status}")
    if raw.kind.endswith("html") or not raw.data.strip():
        what = "a page for people" if raw.data.strip() else "nothing"
        raise NoAnswerError(f"it answered with {what}, status {raw.status}")
    if raw.kind.endswith(kind):
        return Reply(shown, raw.status == 404, read(raw.data))
    if raw.status == 404 and raw.kind == "text/plain":
        return Reply(shown, missing=True)
    raise NoAnswerError(f"it answered with something other than {kind.upper()}")


FORMS = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/plain": "plain"}


def _document(address: str, raw: _Raw) -> Reply:
    if raw.status != 200:
        raise NoAnswerError(f"it answered with status {raw.status}")
    if raw.kind not in FORMS:
        raise NoAnswerError("it is neither a page of HTML nor a PDF nor plain text")
    return Reply(address, missing=False, data=raw.data, form=FORMS[raw.kind])


def _public_host(address: str) -> str:
    """The host of an address that may be fetched. NoAnswerError for any other."""
    try:
        parts = urlsplit(address)
        plain = parts.scheme == "https" and parts.hostname and parts.port in (None, 443) and parts.username is None
    except ValueError:
        plain = False
    if not plain or not address.isascii() or not address.isprintable() or " " in address or "\\" in address:
        raise NoAnswerError("only plain https addresses are fetched, without port, name or password")
    return str(parts.hostname)


def _tail(address: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _words(error: Exception) -> str:
    """What went wrong on the way, in our words."""
    if isinstance(error, httpx2.TimeoutException):
        return "it did not answer in time"
    if isinstance(error, httpx2.ConnectError):
        return "it could not be reached"
    if isinstance(error, httpx2.DecodingError):
        return "its answer could not be unpacked"
    return "the connection broke off"


def in_path(identifier: str) -> str:
    """An identifier as one part of a path, whatever it holds."""
    return quote(identifier, safe="")

"""Records -> the index that Pagefind makes of them, its pages in the order of the records. The door of Pagefind."""

import json
import subprocess
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from io import BufferedReader, BufferedWriter
from typing import Any

from pagefind_bin import get_executable

from build_tools.search_records import Record

LANGUAGE = "en"
END = b","  # of a message, each of which is JSON in base64
GONE = "it ended before its work was done"


class IndexFailedError(Exception):
    """The indexer could not do its work."""


def index(records: Iterable[Record]) -> dict[str, bytes]:
    """Every file of an index of these records, by its path. Raise IndexFailedError with what the indexer says.

    They are handed over one by one: of a folder of pages, Pagefind numbers them as the file system happens to list them. And
    the files are handed back: those that it says to have written may not all be there.
    """
    try:
        with subprocess.Popen([str(get_executable()), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:
            ask = partial(_ask, service)
            ask(type="NewIndex", config={})
            for record in records:
                ask(type="AddRecord", index_id=0, **_told(record))
            files = ask(type="GetFiles", index_id=0)["files"]
    except BrokenPipeError:
        raise IndexFailedError(GONE) from None
    return {file["path"]: b64decode(file["content"]) for file in files}


def _told(record: Record) -> dict[str, Any]:
    filters = defaultdict(list)
    for name, value in record.filters:
        filters[name].append(value)
    meta = {"title": record.title}
    words = record.text or record.title  # a page without words would be left out
    return {"url": f"/{record.path}", "content": words, "language": LANGUAGE, "meta": meta, "filters": filters}


def _ask(service: subprocess.Popen[bytes], **request: Any) -> dict[str, Any]:
    """Send a request and wait for its answer, so that no pipe is ever full."""
    there, back = service.stdin, service.stdout
    assert isinstance(there, BufferedWriter)
    assert isinstance(back, BufferedReader)
    there.write(b64encode(json.dumps({"message_id": 0, "payload": request}).encode()) + END)
    there.flush()
    answer = bytearray()
    while not answer.endswith(END):
        more = back.read1(1 << 16)
        if not more:
            raise IndexFailedError(GONE)
        answer += more
    said: dict[str, Any] = json.loads(b64decode(answer.removesuffix(END)))["payload"]
    if said["type"] == "Error":
        raise IndexFailedError(said["message"])
    return said

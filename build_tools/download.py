"""A public address -> the main text of what stands there."""

from build_tools.answers import NoAnswerError
from build_tools.extract import NoTextError, extract_from
from build_tools.fetch import Client


def text_at(client: Client, address: str) -> str:
    """Fetch a page, PDF or plain text and take its text out. Raise NoTextError."""
    try:
        found = client.document(address)
    except NoAnswerError as error:
        raise NoTextError(f"{address} could not be fetched: {error}") from None
    return extract_from(found.data, found.form)

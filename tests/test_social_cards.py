"""The pictures for social networks are those of the levels as they are now."""

import struct

import pytest
from draw_cards import FOLDER, SIZE, chunks, digest

from build_tools.vocabulary import LEVELS

NAMES = (*LEVELS, "base")
HEAVIEST = 60_000


def test_each_level_has_a_picture_and_nothing_else_has():
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.png" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_picture_was_drawn_from_what_the_level_says_now(name):
    png = (FOLDER / f"{name}.png").read_bytes()
    (kind, head), (told, source), *_ = chunks(png)
    assert (kind, struct.unpack(">II", head[:8])) == (b"IHDR", SIZE)
    assert (told, source) == (b"tEXt", b"Source\0" + digest(name).encode()), "run python tests/draw_cards.py"
    assert len(png) < HEAVIEST

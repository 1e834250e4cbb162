"""`kb fmt`: what it changes, what it never changes, and that a second run changes nothing more."""

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.formatting import tidy
from build_tools.yaml_reader import comments

UNTIDY = """# top


statement:  "x # y"   \t
kind:\tcausal   # tail
scope:
    cells: msc
    # inside of scope
    tissue: [a,
       b]
# before evidence
evidence:
- work: a
  finding: |
      text\x20\x20
        # no comment

      more
  quote: "one
    two"
  # end of the item
-   work: b
    stance: supports
-
    work: c
note: >-
   folded
   text


"""
TIDY = """# top

statement:  "x # y"
kind: causal   # tail
scope:
  cells: msc
  # inside of scope
  tissue: [a,
     b]
# before evidence
evidence:
  - work: a
    finding: |
        text\x20\x20
          # no comment

        more
    quote: "one
      two"
    # end of the item
  -   work: b
      stance: supports
  -
    work: c
note: >-
   folded
   text
"""


def test_what_it_does():
    assert tidy("a.yaml", UNTIDY) == TIDY
    assert tidy("a.yaml", UNTIDY.replace("\n", "\r\n")) == TIDY
    assert tidy("a.yaml", TIDY) == TIDY


def test_what_the_reader_refuses_is_left_alone():
    for text in ("", "# only words\n", "a: &x b\n", "a: b\na: c\n", "a: [b\n", "- a\n", 'a: "\\u200b"\n'):
        assert tidy("a.yaml", text) is None


def test_blank_lines_within_texts_stay():
    for text in (
        "a: x\n\n\n  y\n",
        'a: "x\n\n\n  y"\n',
        "a: |\n  x\n\n\n  y\n",
        "a: |+\n  x\n\n\n",
        "a: >\n  x\n\n\n\nb: c\n",
        "a: |\n  x",
    ):
        done = tidy("a.yaml", text)
        assert yaml.safe_load(done) == yaml.safe_load(text)
        assert done == text


def test_an_end_is_given_to_a_file_without_one():
    assert tidy("a.yaml", "a: b") == "a: b\n"
    assert tidy("a.yaml", "\n\na: b\n\n\n") == "a: b\n"


# --- for all files -------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["x", "a long text", "it's", "a#b", "é ü", "P1–P2", "x: y", "# no comment", "- no item", "[x]", "", "tab\there"]
)
SPACES = st.sampled_from(["", "", " ", "   ", "\t"])
NOTES = st.sampled_from(["", "", "", " # note", "   # kb: 'note' \"x", " #", " # a # b  "])
GAPS = st.sampled_from(["", "", "", "\n", "\n\n\n", "  \n"])


@st.composite
def scalar(draw, column):
    """A text in one of the ways of writing one, for a field that begins in this column."""
    words = draw(WORDS)
    style = draw(st.sampled_from(["plain", '"', "'", "|", ">", "|-", ">+", "lines", "quoted lines"]))
    if style == "plain":
        plain = words and not set("#:[-\t") & set(words)
        return (words if plain else f'"{words}"').replace("\t", " ") + draw(NOTES)
    pad = " " * (column + draw(st.integers(1, 5)))
    if style == "lines":
        return f"one\n{draw(GAPS)}{pad}two{draw(SPACES)}\n{pad}three{draw(NOTES)}"
    if style == "quoted lines":
        return f'"one{draw(SPACES)}\n{draw(GAPS)}{pad}{words}{draw(SPACES)}\n{pad}# three"{draw(NOTES)}'
    if style in "\"'":
        return style + (words.replace("'", "''") if style == "'" else words) + style + draw(NOTES)
    lines = [words, *draw(st.lists(st.sampled_from(["", "more ", "  deeper\t", "# no comment", "- no item"]), max_size=4))]
    return style + draw(NOTES) + "".join(f"\n{pad + line if line else ''}" for line in ["first", *lines])


@st.composite
def mapping(draw, column, depth, first):
    """The lines of a mapping; `first` is what stands before its first field."""
    parts = []
    for number in range(draw(st.integers(1, 3))):
        before = first if number == 0 else " " * column
        if number:
            parts.append(draw(GAPS))
            parts.extend(
                f"{' ' * draw(st.integers(0, 9))}# remark {mark}\n" for mark in draw(st.lists(st.sampled_from("ab#"), max_size=2))
            )
        kind = draw(st.sampled_from(["text", "text", "map", "list", "flow"])) if depth else "text"
        name = f"{before}key{number}:{draw(st.sampled_from([' ', '  ', chr(9)]))}"
        if kind == "text":
            parts.append(name + draw(scalar(column)) + "\n")
        elif kind == "flow":
            pad = " " * (column + draw(st.integers(1, 4)))
            inside = draw(
                st.sampled_from(["[a, b]", "{a: b, c: [d]}", f"[a,\n{pad}'b # c',\n{pad}d]", f"{{a: b, # remark\n{pad}c: d}}"])
            )
            parts.append(name + inside + draw(SPACES) + draw(NOTES) + "\n")
        else:
            inner = column + draw(st.integers(1, 5)) if kind == "map" else column + draw(st.integers(0, 5))
            parts.append(f"{name.rstrip()}{draw(NOTES)}\n")
            nested = mapping(inner, depth - 1, " " * inner) if kind == "map" else items(inner, depth - 1)
            parts.append(draw(nested))
    return "".join(parts)


@st.composite
def items(draw, column, depth):
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        dash = " " * column + "-" + " " * draw(st.integers(1, 4))
        kind = draw(st.sampled_from(["text", "map", "below"])) if depth else "text"
        if kind == "text":
            parts.append(dash + draw(scalar(column)) + "\n")
        elif kind == "map":
            parts.append(draw(mapping(len(dash), depth - 1, dash)))
        else:
            inner = column + draw(st.integers(1, 5))
            parts.append(f"{dash.rstrip()}\n" + draw(mapping(inner, depth - 1, " " * inner)))
    return "".join(parts)


@settings(max_examples=400, deadline=None)
@given(mapping(0, 3, ""), st.booleans(), st.booleans())
def test_the_same_is_said_with_the_same_comments_and_once_is_enough(text, windows, cut):
    text = text.rstrip("\n") if cut else text
    text = text.replace("\n", "\r\n") if windows else text
    try:
        before = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  every scalar as text
    except yaml.YAMLError:
        assert tidy("a.yaml", text) is None
        return
    done = tidy("a.yaml", text)
    if done is None:
        return
    assert repr(yaml.load(done, Loader=yaml.CBaseLoader)) == repr(before)  # noqa: S506
    assert [comment for _, _, comment in comments(done)] == [comment for _, _, comment in comments(text)]
    assert tidy("a.yaml", done) == done

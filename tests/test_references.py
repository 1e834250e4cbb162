"""Every entry of references.bib is read or refused with its line; text keeps its characters, names keep their parts."""

import string
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bases import problems_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.model import Name
from build_tools.references import BadNameError, cite, cite_short, read_names, read_references, to_unicode

GOOD = "@misc{good, title = {Good}}\n"
FORM = "write `@article{key, field = {value}}`, with a comma after the key and after each field"
UNCLOSED = "add the missing '}' (or '\"'), and nest braces at most 20 deep"


def read_in(root, text):
    (root / "references.bib").write_bytes(text if isinstance(text, bytes) else text.encode())
    problems = []
    start = time.process_time()
    works, seen = read_references(root, problems)
    assert time.process_time() - start < 4
    assert {work.key for work in works.values()} <= seen | works.keys()
    return works, seen, [(p.where.line, p.check, p.message) for p in problems]


@pytest.fixture
def read(tmp_path):
    """Works, keys and problems (line, check, message) of a text."""
    return lambda text: read_in(tmp_path, text)


def bad(line, message):
    return (line, "unreadable_bibtex", message)


MACROS = "@string{a = {xxxxxxxxxx}}\n" + "".join(
    f"@string{{{'a' * (n + 1)} = {' # '.join(['a' * n] * 10)}}}\n" for n in range(1, 10)
)  # fmt: skip
BOMB = "the @string macros expand to more than 1,048,576 characters"

READ = "this @misc cannot be read: "
LATEX = "LaTeX that cannot be read: "

# Row of the list of failures, text, keys that are read, problems
ROWS = (
    ("B1 macros", MACROS + "@misc{lost, title = aaaaaaaaaa}\n" + GOOD, [], [bad(6, BOMB)]),
    ("B1 months", "@misc{one, month = jan, year = 2020}", ["one"], []),
    ("B2 comment", "@comment{@misc{one, title = {x}}}\n@Comment{two, title = {x}}\n" + GOOD, ["good"], []),
    ("B2 line of a comment", "% @misc{one, title = {x}}\n  %@misc{two,\n" + GOOD, ["good"], []),
    ("B2 comment after an entry", "@misc{one, title = {x}} % @misc{two, title = {x}}\n" + GOOD, ["good", "one"], []),
    (
        "B2 comment without end",
        "@comment{\n@misc{one, title = {x}}\n" + GOOD,
        ["good", "one"],
        [bad(1, "this @comment is never closed")],
    ),
    (
        "B4 backslash at the end",
        "@misc{one, title = {x \\\\}}\n" + GOOD,
        ["good", "one"],
        [bad(1, LATEX + "it ends in a backslash")],
    ),
    (
        "B4 braces",
        "@misc{one, title = " + "{" * 1_600 + "}" * 1_600 + "}\n" + GOOD,
        ["good"],
        [bad(1, "this @misc is never closed")],
    ),
    ("B4 unknown command", "@misc{one,\n title = {\\nobody x}}", ["one"], [bad(2, LATEX + "'\\nobody' is not known here")]),
    (
        "B4 unknown command in a name",
        "@misc{one,\n author = {A \\nobody B}}",
        ["one"],
        [bad(2, LATEX + "'\\nobody' is not known here")],
    ),
    ("B5 key twice", GOOD * 2, ["good"], [(2, "repeated_reference", "key 'good' is used twice")]),
    (
        "B5 key twice but for a capital",
        GOOD + GOOD.replace("good", "GooD"),
        ["good"],
        [(2, "repeated_reference", "key 'GooD' is used twice")],
    ),
    (
        "B5 field twice",
        "@misc{one,\n title = {x},\n TITLE = {y},\n title = {z}}",
        ["one"],
        [
            (3, "repeated_reference", "field 'title' of 'one' is given twice"),
            (4, "repeated_reference", "field 'title' of 'one' is given twice"),
        ],
    ),
    ("B6 path", "@misc{../../etc/passwd, title = {x}}\n" + GOOD, ["good"], [(1, "bad_id", "'../../etc/passwd' cannot be a key")]),
    ("B6 dots", "@misc{a..b, title = {x}}", [], [(1, "bad_id", "'a..b' cannot be a key")]),
    ("B6 page", "@misc{<script>, title = {x}}", [], [(1, "bad_id", "'<script>' cannot be a key")]),
    ("B6 Cyrillic", "@misc{\u0430bc, title = {x}}", [], [(1, "bad_id", "'\u0430bc' cannot be a key")]),
    ("B6 long", f"@misc{{{'a' * 81}, title = {{x}}}}", [], [(1, "bad_id", f"'{'a' * 81}' cannot be a key")]),
    ("B6 all signs", f"@misc{{{'a' * 70}_:+.-, title = {{x}}}}", ["a" * 70 + "_:+.-"], []),
    ("B7 junk", "junk " * 200_000, [], [bad(1, "text outside of any entry: '" + ("junk " * 9)[:40] + "'")]),
    (
        "B7 junk between",
        GOOD + "\n  some words\nmore\n" + GOOD.replace("good", "one"),
        ["good", "one"],
        [bad(3, "text outside of any entry: 'some words'")],
    ),
    ("B7 address", "me@example.org\n" + GOOD, ["good"], [bad(1, "text outside of any entry: 'me'")]),
    ("B7 signs", "@\n@ @\n@misc one\n" + GOOD, ["good"], [bad(n, "'@' starts no entry") for n in (1, 2, 3)]),
    ("B7 brace too many", GOOD.strip() + "}\n", ["good"], [bad(1, "text outside of any entry: '}'")]),
    ("B8 NUL", "@misc{one,\n title = {x\0y}}", ["one"], [(2, "hidden_character", "hidden character U+0000")]),
    (
        "B9 undefined macro",
        "@misc{one,\n title = {x},\n publisher = nobody}\n" + GOOD,
        ["good", "one"],
        [bad(3, READ + "'nobody' is not a known @string")],
    ),
    (
        "B9 undefined macro in a macro",
        "@string{a = b}\n" + GOOD,
        ["good"],
        [bad(1, "this @string cannot be read: 'b' is not a known @string")],
    ),
    ("B9 commas in a name", "@misc{one,\n author = {A, B, C, D}}", ["one"], [bad(2, "'A, B, C, D' cannot be read as a name")]),
    ("B9 no key", "@misc{, title = {x}}\n" + GOOD, ["good"], [bad(1, READ + "entry key expected")]),
    ("B9 field as key", "@misc{title={x}}\n" + GOOD, ["good"], [(1, "bad_id", "'title={x' cannot be a key")]),
    ("B9 field for key", "@misc{title = {x}}\n" + GOOD, ["good", "title"], [bad(1, READ + "'}' expected")]),
    ("B9 no comma", "@misc{one,\n title = {x}\n year = 2020}\n" + GOOD, ["good", "one"], [bad(3, READ + "'}' expected")]),
    ("B9 no equals sign", "@misc{one, title {x}}\n" + GOOD, ["good", "one"], [bad(1, READ + "'=' expected")]),
    ("B9 no value", "@misc{one, title = }\n" + GOOD, ["good", "one"], [bad(1, READ + "field value expected")]),
    ("B9 entry in a value", "@misc{one, title = {x} @ {y}}\n" + GOOD, ["good", "one"], [bad(1, READ + "'}' expected")]),
    (
        "B9 all at once",
        "@misc{one, title = x}\n@misc{, title = {x}}\nwords\n@misc{two, title = {x}\n" + GOOD,
        ["good", "one"],
        [
            bad(1, READ + "'x' is not a known @string"),
            bad(2, READ + "entry key expected"),
            bad(3, "text outside of any entry: 'words'"),
            bad(4, "this @misc is never closed"),
        ],
    ),
    (
        "B10 Latin-1",
        GOOD.encode() + b"@misc{one, title = {\xe9}}",
        [],
        [(2, "unreadable_file", "this file was not read: byte 0xe9 is not UTF-8")],
    ),
    (
        "B12 crossref",
        "@misc{one,\n crossref = {two}}\n@misc{two, Crossref = {one}}",
        ["one", "two"],
        [bad(2, "'crossref' is not followed"), bad(3, "'crossref' is not followed")],
    ),
    ("brackets", '@misc(one, title = {x (y)})\n@misc(two, title = "a {"} b")', ["one", "two"], []),
    ("quotes over an entry", '@misc{one, title = "x\n}\n' + GOOD, ["good", "one"], [bad(2, READ + "unbalanced braces")]),
    ("preamble", '@preamble{"x" # { y}}\n' + GOOD, ["good"], []),
    ("nothing", "", [], []),
    ("only comments", "% nothing\n\n  % here\n", [], []),
)


@pytest.mark.parametrize(("text", "keys", "problems"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_row(read, text, keys, problems):
    works, _, found = read(text)
    assert (sorted(works), found) == (keys, problems)


def test_no_file(tmp_path):
    problems = []
    assert read_references(tmp_path, problems) == ({}, frozenset())
    assert problems == []


SLOW = (
    "@a(\n",
    "@comment(\n",
    "@comment{\n",
    "@a{} ",
    "@ ",
    "@a{x,}\n",
    "%@a{\n",
    "@string{a = {b}}\n",
    "x\n",
    '@a{b, c = "\n',
    "{",
    "\\",
    "@a{b, c = {\\'{\\i}}}\n",
)


@pytest.mark.parametrize("part", SLOW)
def test_time_grows_with_the_file_and_not_with_its_square(read, part):
    _, _, problems = read(part * 10_000)
    assert all(1 <= line <= 10_001 for line, _, _ in problems)


def test_what_a_bomb_hides_is_seen_all_the_same(read):
    _, seen, _ = read(MACROS + GOOD)
    assert seen == {"good"}


def test_keys_of_broken_entries_are_seen_and_those_of_comments_are_not(read):
    _, seen, _ = read("@misc{open, title = {x}\n@comment{hidden, x}\n@string{macro, x}\n" + GOOD)
    assert seen == {"open", "good"}


def test_lines_of_fields(read):
    works, _, _ = read("% one\n\n@misc{one,\n  title = {a\n  b}, year = 2020,\n\n  note\n = {x}\n}\n\n\n" + GOOD)
    one = works["one"]
    assert (one.where.line, dict(one.lines), works["good"].where.line) == (3, {"title": 4, "year": 5, "note": 7}, 12)
    assert [one.at(name).line for name in ("title", "year", "doi")] == [4, 5, 3]
    assert one.title == "a b"


def test_recovery_after_a_missing_brace_half_way(read):
    entries = [f"@misc{{key{n},\n  title = {{Number {n}}}\n}}\n" for n in range(9)]
    entries[4] = entries[4].replace("4}", "4")
    works, seen, problems = read("".join(entries))
    assert sorted(works) == [f"key{n}" for n in range(9) if n != 4]
    assert seen == {f"key{n}" for n in range(9)}
    assert problems == [bad(13, "this @misc is never closed")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends(read, end):
    works, _, problems = read(f"@misc{{one,{end}  title = {{a{end}b}},{end}  year = x{end}}}{end}{end}{GOOD}")
    assert (works["one"].title, works["good"].where.line) == ("a b", 7)
    assert problems == [bad(4, READ + "'x' is not a known @string")]


def test_hints(tmp_path):
    (tmp_path / "references.bib").write_text("@misc{a b, title = {x}}\n@misc{one, title = x}\n@misc{two\n" + GOOD * 2)
    _, problems = problems_of(tmp_path)
    assert [p.hint for p in problems if p.level == "error"] == [
        FORM,
        "put the value into braces",
        UNCLOSED,
        "the first is in line 4; keep one, and let all claims use its key",
    ]


# B3 and the markup that is known
TEXTS = (
    ("50% of 20% {DNA}", "50% of 20% DNA"),
    (r"50% of {\'e} and 20\% x", "50% of é and 20% x"),
    (r"{\'e} \'e \'{e} {\'{e}}", "é é é é"),
    (r"{\"u} {\o} \c{c} {\ss} {\AA} {\v S}", "ü ø ç ß Å Š"),
    (r"\'{\i} {\'\i} \`i", "í í ì"),
    ("1--5 and a---b", "1–5 and a—b"),
    ("Fig.~5", "Fig.\xa05"),
    ("``so'' to speak", "“so” to speak"),
    (r"\emph{so} \textit{on} {\bf and} on", "so on and on"),
    (r"$\alpha$ and $\beta$-gal", "\u03b1 and β-gal"),
    ("costs $5", "costs $5"),
    (r"a \& b \_ c \# d \$ e", "a & b _ c # d $ e"),
    (r"\{x\}", "{x}"),
    (r"\{x\} {\'e}", "{x} é"),
    ("plain", "plain"),
)


@pytest.mark.parametrize(("latex", "text"), TEXTS)
def test_text(latex, text):
    assert to_unicode(latex) == text


@pytest.mark.parametrize("broken", [r"\nobody", r"a \textnobody b", "a\\", r"\'\nobody", r"line\\ break", r"\!"])
def test_broken_latex_is_refused(broken):
    with pytest.raises(ValueError, match=r"ends in a backslash|not known here"):
        to_unicode(broken)


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        ("url", "https://example.org/~smith/a--b_c%20d''e", "https://example.org/~smith/a--b_c%20d''e"),
        ("url", r"https://example.org/\~smith\_\%20\&{A}", "https://example.org/~smith_%20&A"),
        ("doi", r"10.1000/a\_b--c", "10.1000/a_b--c"),
    ],
)
def test_addresses_and_identifiers_stay_as_they_are(read, field, written, kept):
    works, _, problems = read(f"@misc{{one, {field} = {{{written}}}}}")
    assert (works["one"].get(field), problems) == (kept, [])


NAMES = (
    ("Smith, Ada", [Name("Smith", "Ada")], False),
    ("Ada Smith and Bob Jones", [Name("Smith", "Ada"), Name("Jones", "Bob")], False),
    ("Smith, Ada and others", [Name("Smith", "Ada")], True),
    ("{World Office of Invented Health}", [Name("World Office of Invented Health")], False),
    ("{Smith and Sons, Ltd.} and Jones, B.", [Name("Smith and Sons, Ltd."), Name("Jones", "B.")], False),
    ("{Universit{\\'e} d'Ici}", [Name("Université d'Ici")], False),
    ("Ludwig van der Berg", [Name("van der Berg", "Ludwig")], False),
    ("van der Berg, Ludwig", [Name("van der Berg", "Ludwig")], False),
    ("de la Cruz, Jr, Mar{\\'i}a Jos{\\'e}", [Name("de la Cruz Jr", "María José")], False),
    ('M{\\"u}ller, J. and \\O{}stby, {\\AA}se', [Name("Müller", "J."), Name("Østby", "Åse")], False),
    ("Smith--Jones, A~B", [Name("Smith–Jones", "A\xa0B")], False),
    ("Plato", [Name("Plato")], False),
    ("Sandy  and\nAnderson, B", [Name("Sandy"), Name("Anderson", "B")], False),
    ("", [], False),
)


@pytest.mark.parametrize(("written", "names", "more"), NAMES)
def test_names(written, names, more):
    assert read_names(written) == (tuple(names), more)


def test_too_many_commas_are_no_name():
    with pytest.raises(BadNameError, match="A, B, C, D"):
        read_names("Smith, A and A, B, C, D")


SEVEN = " and ".join(f"Smith{letter}, A. B." for letter in "abcdefg")
BOTH = "author = {Smith, Ada and van der Berg, Jan-Luc}"
CITATIONS = (
    (
        f"{BOTH}, title = {{Cells?}}, journal = {{Nothing}}, year = 2020, volume = 3, number = 4, pages = {{5--6}}",
        "Smith A, van der Berg JL. Cells? Nothing 2020;3(4):5–6.",
        "Smith & van der Berg 2020",
    ),
    (
        f"author = {{{SEVEN}}}, title = {{Cells}}, doi = {{10.1000/a}}",
        f"{', '.join(f'Smith{letter} AB' for letter in 'abcdef')}, et al. Cells. DOI 10.1000/a.",
        "Smitha et al.",
    ),
    (
        "author = {Smith, A and others}, title = {Cells}, booktitle = {Talks}, date = {2020-05}, pages = 7",
        "Smith A, et al. Cells. Talks 2020;7.",
        "Smith et al. 2020",
    ),
    ("organization = {An Office}, year = 2020", "[Title not seen]. An Office 2020.", "one 2020"),
    (
        "title = {A title that is a good deal longer than forty-eight characters}",
        "A title that is a good deal longer than forty-eight characters.",
        "A title that is a good deal longer than…",
    ),
    ("pmid = 123", "[Title not seen]. PMID 123.", "123"),
)


@pytest.mark.parametrize(("fields", "whole", "short"), CITATIONS)
def test_citation(read, fields, whole, short):
    works, _, problems = read(f"@misc{{one, {fields}}}")
    work = works["one"]
    assert (work.citation, work.short, problems) == (whole, short, [])
    assert (cite(work), cite_short(work)) == (whole, short)


SAME_WORK = (
    ("doi = {10.1000/ABC}", "doi = {https://doi.org/10.1000/abc}", "shared_identifier"),
    ("doi = {doi:10.1000/abc}", "doi = {http://dx.doi.org/10.1000%2Fabc}", "shared_identifier"),
    ("doi = {10.1000/abc}", "doi = {10.1000/abc.}", "malformed_identifier"),
    ("doi = {10.1000/a<1;2>b}", r"doi = {10.1000/A<1;2>B}", "shared_identifier"),
    ("isbn = {0-306-40615-2}", "isbn = {978 0 306 40615 7}", "shared_identifier"),
)


@pytest.mark.parametrize(("first", "second", "check"), SAME_WORK)
def test_one_work_under_two_keys(tmp_path, first, second, check):
    """Row B11: the second entry is named, at the line of its identifier."""
    (tmp_path / "references.bib").write_text(
        f"@misc{{one,\n title = {{x}},\n {first}}}\n@misc{{two,\n title = {{x}},\n {second}}}\n"
    )
    _, problems = problems_of(tmp_path)
    assert [(p.where.line, p.check) for p in problems if p.level == "error"] == [(6, check)]


PLAIN = "".join(char for char in string.printable if char not in '\\{}"@#\t\n\r\x0b\x0c~') + "äßøéЖ細≥–“"


@given(st.text(PLAIN, max_size=80))
@settings(deadline=None)
def test_no_character_of_a_plain_title_disappears(title):
    """Apart from what BibTeX itself means by it: blanks are folded, and dashes and quotes are joined into one sign."""
    with TemporaryDirectory() as folder:
        works, _, problems = read_in(Path(folder), f"@misc{{one, title = {{{title}}}}}\n")
    assert problems == []
    expected = " ".join(title.split()).replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    assert works["one"].title.strip() == expected


@given(st.text(PLAIN.replace("`", ""), max_size=80))
def test_no_character_disappears_beside_latex(title):
    title = " ".join(title.replace("$", "").split())
    expected = title.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    assert to_unicode(title + r" {\'e}") == f"{expected} é".replace(",,", "„").lstrip()


BIB = r"""% A comment.
@string{press = {Imaginary Press}}
@article{smith2020,
  author = {Smith, Ada and M{\"u}ller, Bob and {An Office} and others},
  title = {Cells in a {D}ish: 50% of $\alpha$},
  journal = "Journal of {Invented} Results",
  year = 2020, month = jan,
  doi = {10.1000/a_b}
}
@comment{nothing}
@book(jones2021,
  editor = {Jones, C.}, publisher = press # { of Nowhere},
  title = {A book}
)
"""
JUNK = st.sampled_from(
    [
        *'{}@",=#()%\\~$\n',
        "@article{",
        "@string{a = ",
        "@comment{",
        " and ",
        ",,",
        "\\'",
        "{\\i}",
        "\\foo",
        "\x00",
        "\ufeff",
        "\r",
        "--",
    ]
)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), JUNK | st.text(max_size=3)), min_size=1, max_size=8)


@given(CHANGES)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_bibliography_changed_at_random_is_read_or_refused_with_a_line(changes):
    text = BIB
    for place, deleted, inserted in changes:
        at = int(place * len(text))
        text = text[:at] + inserted + text[at + deleted :]
    data = text.encode("utf-8", "surrogatepass")
    with TemporaryDirectory() as folder:
        works, _, problems = read_in(Path(folder), data)
    assert works or problems or not text.replace("%", "").strip()
    assert all(1 <= line <= text.count("\n") + 1 for line, _, _ in problems)


def test_misspelt_kind_of_entry_is_named(read):
    works, _, problems = read("@artcle{smith2020, title = {Cells age}}\n")
    assert problems == [(1, "unknown_value", "'@artcle' is not a kind of entry")]
    assert works["smith2020"].title == "Cells age"

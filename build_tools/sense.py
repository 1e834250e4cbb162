"""Words that turn the sense of a sentence: to leave one out, or to begin just after one, makes it say something else."""

NEGATIONS = frozenset(
    """
    no not nor neither never none nothing nowhere without cannot lack lacks lacked lacking fail fails failed failing absent
    absence unable barely hardly rarely scarcely seldom few little except unless
    don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't shouldn't hasn't haven't hadn't
    """.split()
)
HEDGES = frozenset(
    """
    may might could can would should suggest suggests suggested suggesting possibly perhaps probably presumably likely
    unlikely appear appears appeared seem seems seemed potential potentially putative only partly partially sometimes
    whether if unclear unknown hypothesis hypothesize hypothesized hypothesise hypothesised speculate speculated assume
    assumed believed thought expected
    """.split()
)
COMPARISONS = frozenset(
    """
    < > = ± ≤ ≥ ≈ ~ × more less fewer greater higher lower larger smaller than increase increased increases increasing
    decrease decreased decreases decreasing least most
    """.split()
)
NUMBERS = frozenset(
    """
    zero one two three four five six seven eight nine ten eleven twelve half third quarter dozen hundred thousand million
    billion once twice some several many all every each both either any
    """.split()
)
TURNS = frozenset("but although though however whereas while despite until before after when . ; : ? !".split())
CLOSE = 5  # how many words before a phrase can turn its sense


def turns(word: str) -> bool:
    """Whether leaving out this word, number or sign could turn the sense of a sentence."""
    return word.lower() in ANY or any(letter.isdigit() for letter in word)


ANY = NEGATIONS | HEDGES | COMPARISONS | NUMBERS | TURNS


def limits(word: str) -> bool:
    """Whether a phrase that begins after this word may say more than its sentence."""
    return word.lower() in NEGATIONS or word.lower() in HEDGES

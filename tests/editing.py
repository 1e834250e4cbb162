"""A small base that is closely knit, and random edits of all that a page may show: for tests of what follows from an edit."""

import json
import random
import re
from pathlib import Path

from build_tools.model import Written
from build_tools.vocabulary import DESIGNS, INTERESTS, KINDS, MODALITIES, RELATIONS, STANCES

CLAIMS, WORKS, SOURCES = 9, 8, 3
WORDS = ("cells", "age", "Passage", "a vesicle", "MSC", "slowly", "never", "*much*", "`CD34`", "<b>", "1 & 2")
FAMILIES = ("Abara", "Bendt", "Cortez", "Dvorak")
ASSERTING = (*(f"page{number}" for number in range(SOURCES)), "work3", "work4", "work5")  # works may be shown by nobody
OUTCOMES = ("matches", "matches", "matches", "not found", "could not check", "differs")
STANDINGS = ("good", "good", "good", "retracted", "corrected", "concern")


class Edited:
    """What the files of a base hold, and how they are changed. The same seed makes the same base and the same edits."""

    def __init__(self, seed: int, root: Path) -> None:
        self.random, self.root = random.Random(seed), root
        self.claims = {f"claim-{number}": self.claim(number) for number in range(CLAIMS)}
        self.works = {f"work{number}": self.work(number) for number in range(WORKS)}
        self.sources = {
            name: self.source()
            for name in (*(f"page{number}" for number in range(SOURCES)), *(f"work{number}" for number in range(4)))
        }
        self.terms = {name: self.term(name) for name in ("msc", "mouse", "vesicle")}
        self.topics = {"one": {"title": "One"}, "two": {"title": "Two"}}
        self.lock = {key: self.block() for key in (*self.works, *(f"page{number}" for number in range(SOURCES)))}
        self.texts = {"work2": self.words(40)}
        self.macros = {"part": "one", "others": ""}
        self.written: dict[str, Written] = {}
        self.on_disk: dict[Path, str] = {}
        self.save()

    # --- edits -----------------------------------------------------------------------------------

    def edit(self) -> str:
        """Change something, write it, and say what it was."""
        name = self.random.choice([name for name in dir(self) if name.startswith("edit_")])
        getattr(self, name)()
        self.save()
        return name

    def edit_claim_anew(self) -> None:
        number = self.random.randrange(CLAIMS)
        self.claims[f"claim-{number}"] = self.claim(number)

    def edit_field_of_a_claim(self) -> None:
        key = self.random.choice([*self.claims])
        field, value = self.random.choice([*self.claim(int(key[-1])).items()])
        self.claims[key][field] = value

    def edit_claim_away(self) -> None:
        if len(self.claims) > 3:
            del self.claims[self.random.choice([*self.claims])]

    def edit_topic_of_a_claim(self) -> None:
        claim = self.random.choice([*self.claims.values()])
        claim["@topic"] = "two" if claim["@topic"] == "one" else "one"

    def edit_work(self) -> None:
        number = self.random.randrange(WORKS)
        self.works[f"work{number}"] = self.work(number)

    def edit_work_away(self) -> None:
        if len(self.works) > 4:
            del self.works[self.random.choice([*self.works])]

    def edit_macro(self) -> None:
        """What several entries say, though none of them changes."""
        choice = self.random.choice(("one", "two"))
        others = self.random.choice(("", " and Abara, A.", " and Fofanah, F."))
        self.macros = {"part": choice, "others": others}

    def edit_order_of_works(self) -> None:
        keys = [*self.works]
        self.random.shuffle(keys)
        self.works = {key: self.works[key] for key in keys}

    def edit_lock(self) -> None:
        self.lock[self.random.choice([*self.lock])] = self.block()

    def edit_fall(self) -> None:
        """A work falls that another reports or became, or stands again."""
        linked = {work for about in self.sources.values() for work in (*about["reports"], about.get("preprint_of", "work0"))}
        block = self.lock[self.random.choice(sorted(linked))] = self.block()
        fallen = {"kind": "retraction", "doi": "10.5555/n.2", "date": f"{2005 + self.random.randrange(9)}-01"}
        block["standing"] = self.random.choice(({"is": "good", "notices": []}, {"is": "retracted", "notices": [fallen]}))

    def edit_year(self) -> None:
        key = self.random.choice([*self.works])
        self.works[key] = re.sub(r"year = {\d+}", f"year = {{{2000 + self.random.randrange(20)}}}", self.works[key])

    def edit_source(self) -> None:
        self.sources[self.random.choice([*self.sources])] = self.source()

    def edit_term(self) -> None:
        name = self.random.choice([*self.terms])
        self.terms[name] = self.term(self.random.choice((name, "cells", "age")))

    def edit_topic(self) -> None:
        self.topics["one"] = {"title": self.words(2).replace("*", "")}

    def edit_text(self) -> None:
        self.texts["work2"] = self.words(40)

    def edit_history(self) -> None:
        key = self.random.choice([*self.claims])
        self.written[key] = Written(self.random.choice(FAMILIES), "2026-01-02", frozenset(FAMILIES), frozenset({0}))

    # --- what is in a file -----------------------------------------------------------------------

    def words(self, most: int) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, most)))

    def prose(self) -> str:
        targets = (f"claim-{self.random.randrange(CLAIMS)}", f"work{self.random.randrange(WORKS)}", "page0", "msc")
        return self.words(6) + (f" [see]({self.random.choice(targets)})" if self.may(0.2) else "")

    def may(self, share: float) -> bool:
        return self.random.random() < share

    def some(self, things: tuple[str, ...], most: int) -> list[str]:
        return self.random.sample(things, self.random.randint(0, min(most, len(things))))

    def claim(self, number: int) -> dict[str, object]:
        works = tuple(f"work{place}" for place in range(WORKS))
        others = [f"claim-{place}" for place in range(CLAIMS) if place != number]
        needed = self.some(tuple(f"claim-{place}" for place in range(number)), 3)
        relates = [{"to": to, "how": "depends-on"} for to in needed]
        hows = tuple(how for how in RELATIONS if how != "depends-on")
        relates += [{"to": self.random.choice(others), "how": self.random.choice(hows), "note": self.prose()}]
        return {
            "@topic": self.random.choice(("one", "two")),
            "statement": self.prose(),
            "kind": self.random.choice([*KINDS]),
            "scope": {"cells": "msc", "passage": self.random.choice(("3", "4-6", "8+"))} if self.may(0.3) else {},
            "asserted_by": [self.assertion() for _ in range(self.random.randint(0, 2))],
            "evidence": [self.item(self.random.choice(works)) for _ in range(self.random.randint(0, 4))],
            "relates": relates,
            "note": self.prose() if self.may(0.3) else "",
            "reviewed": [self.review()] if self.may(0.3) else [],
        }

    def review(self) -> dict[str, object]:
        return {"by": self.random.choice(FAMILIES), "on": "2026-01-03", "note": self.words(3)}

    def assertion(self) -> dict[str, object]:
        return {
            "source": self.random.choice(ASSERTING),
            "quote": self.words(12),
            "where": "abstract",
            "modality": self.random.choice([*MODALITIES]),
            "cites": self.some(tuple(f"work{place}" for place in range(WORKS)), 2),
        }

    def item(self, work: str) -> dict[str, object]:
        subject = {"species": self.random.choice(("mouse", "unknown")), "passage": self.random.choice(("3", "9", "unknown"))}
        return {
            "work": work,
            "stance": self.random.choice([*STANCES]),
            "design": self.random.choice([*DESIGNS]),
            "subject": subject,
            "finding": self.prose(),
            "quote": self.words(12),
            "where": "abstract",
        }

    def work(self, number: int) -> str:
        people = " and ".join(f"{family}, {letter}." for family in self.some(FAMILIES, 2) for letter in "AB"[: number % 2 + 1])
        fields = {"author": people or "Somebody", "title": f"On {number} and {self.random.randrange(9)}", "journal": "A journal"}
        fields |= {"year": str(2000 + self.random.randrange(20)), "doi": f"10.5555/x.{number}"}
        lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if name != "author"]
        return "".join([f"  author = {{{fields['author']}}} # others,\n", *lines, "  url = {https://example.org/} # part,\n"])

    def source(self) -> dict[str, object]:
        return {
            "interest": self.random.choice([*INTERESTS]),
            "read": self.random.choice(("fulltext", "abstract", "none")),
            "reports": self.some(tuple(f"work{place}" for place in range(1, WORKS)), 2),
            "cohort": self.some(("cohort a", "cohort b"), 1),
            "note": f"{self.words(3)} [see]({self.random.choice(ASSERTING)})" if self.may(0.15) else self.words(3),
            **({"preprint_of": f"work{self.random.randrange(4, WORKS)}"} if self.may(0.3) else {}),
        }

    def term(self, label: str) -> dict[str, object]:
        return {"label": label, "definition": self.prose(), "synonyms": self.some(("slowly", "never"), 1)}

    def block(self) -> dict[str, object]:
        standing = self.random.choice(STANDINGS)
        notices = [{"kind": "retraction", "doi": "10.5555/n.1", "date": f"{2005 + self.random.randrange(9)}-01"}]
        return {
            "outcome": self.random.choice(OUTCOMES),
            "why": self.words(2),
            "asked": [{"who": "crossref", "copy": "publisher", "recorded": f"2026-11-{self.random.randint(10, 12)}"}],
            "standing": {"is": standing, "notices": notices if standing == "retracted" else []},
            "read": "abstract",
        }

    # --- the files -------------------------------------------------------------------------------

    def save(self) -> None:
        """Write what changed since it was last written, and remove what is gone. JSON is YAML too."""
        pages = {f"page{number}": "  title = {A page},\n  url = {https://example.org/},\n" for number in range(SOURCES)}
        entries = [f"@string{{{name} = {{{value}}}}}\n" for name, value in self.macros.items()]
        entries += [f"@online{{{key},\n{fields}}}\n" for key, fields in pages.items()]
        entries += [f"@article{{{key},\n{fields}}}\n" for key, fields in self.works.items()]
        files = {
            self.root / f"kb/claims/{claim['@topic']}/{key}.yaml": _yaml({name: claim[name] for name in claim if name[0] != "@"})
            for key, claim in self.claims.items()
        }
        files[self.root / "references.bib"] = "\n".join(entries)
        files[self.root / "references.lock"] = json.dumps({"version": 1, "works": self.lock}, indent=1, sort_keys=True)
        for name, value in (("sources", self.sources), ("terms", self.terms), ("topics", self.topics)):
            files[self.root / f"kb/{name}.yaml"] = _yaml(value)
        for key, text in self.texts.items():
            files[self.root / f"kb/texts/{key}.txt"] = f"scope: fulltext\nretrieved: 2026-11-01\n\n{text}\n"
        for file in self.on_disk.keys() - files.keys():
            file.unlink()
        for file, text in files.items():
            if self.on_disk.get(file) != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
        self.on_disk = files


def _yaml(value: object) -> str:
    return json.dumps(value, indent=1) + "\n"

"""The compiler of the evidence base: kb/ and references.bib -> a checked graph, pages and data."""

VERSION = "0.1.0"

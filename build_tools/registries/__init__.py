"""The registries that know works: each file asks one of them, and all do it alike.

NAME is the registry's name for readers, HOST where it is asked, PACE how many questions a second it allows to strangers and
POLITE to those who leave a contact or a key. BY names the identifiers that it can be asked by, the best first.

`ask(client, identifiers)` gives Found (with a Record) or Missing, and raises NoAnswerError with the reason when neither can
be said. A record is whole and of the work that was asked for, or it is refused.
"""

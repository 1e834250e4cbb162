"""The page types: one file each, with its template beside it."""

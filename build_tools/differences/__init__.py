"""Ways to tell a difference: one file is one form of `kb diff`, with `tell(difference)`."""

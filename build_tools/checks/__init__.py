"""The checks: one file each, its docstring its page."""

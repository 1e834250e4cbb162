"""`python -m build_tools` is `kb`."""

from build_tools.cli import kb

kb(prog_name="kb")

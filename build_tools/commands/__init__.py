"""One file is one command: its name is the command, its `run` what it does."""

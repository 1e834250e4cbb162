"""The formats of data: one file each."""

"""Readers of the files a town brings: bytes in, rows out, every problem with its line."""

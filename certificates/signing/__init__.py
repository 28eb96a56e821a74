"""Signing the papers (PAdES) and reading signatures. The only room of this house that knows pyHanko.

It stores nothing and asks no row: the key and what leads to it are files that settings name.
"""

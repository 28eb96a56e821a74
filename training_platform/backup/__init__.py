"""One file that holds the whole platform, and the way back from it.

``sealing`` encrypts, ``archive`` packs and unpacks, ``sqlite`` and ``postgresql`` know their database, ``making`` and
``restoring`` are what an operator asks for. The format is told in ``docs/operations.md``; live sessions, the cache and
every secret of the environment stay outside.
"""

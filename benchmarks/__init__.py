"""What the platform takes: time, CPU and queries, measured and never asserted.

``python -m benchmarks`` runs everything, ``python -m benchmarks.page_cost`` one of them. On SQLite in a folder that is
thrown away, or, with ``DATABASE_URL`` of a PostgreSQL server, in a database made for the run and dropped after it. Each
prints a table and writes ``benchmarks/results/<name>-<database>.json``. Ratios within one run count; absolute figures
do not travel.
"""

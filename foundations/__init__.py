"""Machinery that knows no domain, in this order upwards: audit, jobs, outbox, printing."""

"""Who earned what: the award, the numbered document, its public verification."""

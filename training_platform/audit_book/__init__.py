"""The audit book as the Secretariat reads it: rows in words, filters, leaves turned by key, the state of its seals."""

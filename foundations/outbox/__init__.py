"""Letters: rows committed with their cause, delivered by a job, tried again, never sent from a request."""

"""The rows of the matrix, by what they are about."""

"""What the pages of the money ask for. Forms ask for shape; actions decide."""

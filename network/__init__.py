"""People and institutions of the network, and the one place that knows who stands where, and since when."""

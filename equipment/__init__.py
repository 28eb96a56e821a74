"""Equipment of the offices: what there is, who keeps it, what a room needs and has, whether it can take part."""

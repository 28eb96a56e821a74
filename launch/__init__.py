"""From a fresh checkout to a running platform: the set-up, the demo run, the tests. Standard library alone."""

"""What the clock may ask of the network."""

from foundations.jobs.registry import task
from network import actions


@task("network.align_groups")
def align_groups() -> None:
    actions.align_all_groups()

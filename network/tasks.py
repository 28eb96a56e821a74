"""What the clock may ask of the network."""

from django.utils import timezone

from foundations.jobs.registry import task
from network import actions


@task("network.align_groups")
def align_groups() -> None:
    actions.align_all_groups()


@task("network.answer_forgotten_password")
def answer_forgotten_password(key: int | None) -> None:
    actions.answer_forgotten_password(key)


@task("network.send_login_code")
def send_login_code(key: int | None, nonce: str) -> None:
    actions.send_login_code(key, nonce)


@task("network.purge_links")
def purge_links() -> int:
    return actions.purge_links(at=timezone.now())

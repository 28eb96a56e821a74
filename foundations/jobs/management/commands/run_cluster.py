"""``manage.py run_cluster``, which the supervisor starts."""

import os
import select
import signal
import sys

from django.core.management.base import BaseCommand, CommandParser
from django_q.cluster import Cluster

LOOK_SECONDS = 0.5


class Command(BaseCommand):
    help = "Run django-q2's cluster; with --lifeline, kill its whole process group when standard input closes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lifeline", action="store_true")

    def handle(self, *args: object, lifeline: bool, **options: object) -> None:
        cluster = Cluster()
        cluster.start()
        while lifeline and cluster.sentinel.is_alive():
            readable, _writable, _broken = select.select([sys.stdin], [], [], LOOK_SECONDS)
            if readable and not os.read(sys.stdin.fileno(), 1):
                os.killpg(os.getpgrp(), signal.SIGKILL)

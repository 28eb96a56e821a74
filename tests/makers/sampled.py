"""``python -m tests.makers.sampled COMMAND``: ``manage.py`` that also knows the named tasks of the tests."""

import sys

import django
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    django.setup()
    from tests.foundations import job_samples  # noqa: F401 - registers them

    execute_from_command_line(sys.argv)

"""The door that the web server calls."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "training_platform.settings")
django.setup(set_prefix=False)

from training_platform.hostile import FrontDoor  # noqa: E402 - models are read only once Django is set up

application = FrontDoor()

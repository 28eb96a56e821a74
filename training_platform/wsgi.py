"""The door that the web server calls."""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "training_platform.settings")
django.setup(set_prefix=False)

from training_platform.hostile import FrontDoor  # noqa: E402 - models are read only once Django is set up

application = FrontDoor()
# What stands now stands for good: the collector need not walk through all of Django and Wagtail again and again.
gc.collect()
gc.freeze()

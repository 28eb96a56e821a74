"""The door that the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "training_platform.settings")
application = get_wsgi_application()
# What stands now stands for good: the collector need not walk through all of Django and Wagtail again and again.
gc.collect()
gc.freeze()

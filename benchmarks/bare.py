"""A Django with nothing in it: one view that reads one row and answers it. What Python, Django and gunicorn cost here.

``gunicorn benchmarks.bare`` serves it on the database of ``DATABASE_URL``, which must have Django's content types.
"""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path
from environ import Env

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": Env().db_url("DATABASE_URL") | {"CONN_MAX_AGE": 60}},
    INSTALLED_APPS=["django.contrib.contenttypes"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only-for-measuring",
)
django.setup()


def one_row(_request: HttpRequest) -> HttpResponse:
    """One statement, no template."""
    from django.contrib.contenttypes.models import ContentType

    return HttpResponse(ContentType.objects.order_by("pk")[0].model)


urlpatterns = [path("es/", one_row)]
application = WSGIHandler()

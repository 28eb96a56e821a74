"""A Django with nothing in it: views that read one row, or six by six statements, and answer it. What Python, Django
and gunicorn cost here before a template, a session or an account is thought of.

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


def six_rows(_request: HttpRequest) -> HttpResponse:
    """As many statements as the page of a workshop may ask, each of the simplest kind."""
    from django.contrib.contenttypes.models import ContentType

    found = [ContentType.objects.filter(pk__gte=number).order_by("pk")[0].model for number in range(6)]
    return HttpResponse(" ".join(found))


urlpatterns = [path("es/", one_row), path("es/six/", six_rows)]
application = WSGIHandler()

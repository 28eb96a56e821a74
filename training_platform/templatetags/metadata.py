"""What the head of a page tells machines: ``{% page_metadata as about %}``."""

from django import template
from django.http import HttpRequest

from training_platform.metadata import Metadata, metadata_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page_metadata(context: template.Context) -> Metadata:
    """Nothing where there is no request, as on a page of last resort."""
    request = context.get("request")
    return metadata_of(request, context.flatten()) if isinstance(request, HttpRequest) else Metadata()

"""Certificates on pages of the roof."""

from django import template

from certificates.models import Certificate

register = template.Library()


@register.inclusion_tag("certificates/_my_certificates.html")
def my_certificates(person) -> dict[str, object]:
    """``{% my_certificates person %}``: the person's certificates, the latest first. One query."""
    return {"certificates": Certificate.objects.current().of_person(person)}

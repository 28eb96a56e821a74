"""``{% own_contact_points user %}``: who speaks for the reader's office, each with a way to write to them."""

from django import template

from network.directory import own_contact_points as contact_points_of

register = template.Library()


@register.inclusion_tag("network/_own_contact_points.html")
def own_contact_points(user) -> dict[str, object]:
    """Names with their addresses; nothing for who has no office. One query."""
    return {"people": contact_points_of(user)}

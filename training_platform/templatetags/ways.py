"""Ways to screens, for those who may open them."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from training_platform.access import RESOURCES, Answer, Deed, Reach, Role, address_of, expected_answer, library_of
from training_platform.help_pages import roles_of

register = template.Library()


@register.simple_block_tag(takes_context=True)
def way(context: template.Context, content: str, name: str) -> str:
    """``{% way "my_office" %}Mi oficina{% endway %}``: a link where the matrix opens that address to a role of the
    reader's, else the words alone.
    """
    user = getattr(context.get("request"), "user", None)
    if any(_opens(name, role) for role in roles_of(user)):
        return format_html('<a href="{}">{}</a>', reverse(name), content)
    return content


def _opens(name: str, role: Role) -> bool:
    """Whether the matrix lets ``role`` read the screen of that name, which takes no arguments."""
    if address := address_of(name):
        return expected_answer(address, "GET", role) is Answer.OPEN
    library = library_of(name)
    return library is not None and RESOURCES[library.resource].allows(role, Deed.READ, frozenset(Reach))

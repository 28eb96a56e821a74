"""What Django says in a Spanish that is wrong, said again: an app's words win over Django's own."""

from django.utils.translation import ngettext_lazy

# Django has it as "menos de", which a text of exactly so many letters is not.
SAID_BETTER = (
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)

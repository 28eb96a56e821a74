"""Wagtail's admin without inline scripts: its choosers write theirs from Python, so they are taught another way here.

All else that Wagtail starts inline comes from templates, which ours replace (``templates/wagtailadmin``,
``templates/wagtail_localize``); ``static/platform/admin.js`` starts what they leave behind.
"""

import json

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser

START = '{}<template data-start="{}" data-for="{}" data-options="{}"></template>'


def free_choosers() -> None:
    """From now on every chooser says in an attribute what starts it, instead of in a script."""
    BaseChooser.render = render_chooser
    AdminTaskChooser.js_constructor = "createTaskChooser"


def render_chooser(chooser, name, value, attrs=None, renderer=None) -> SafeString:  # noqa: ANN001, ARG001 - Django's
    """As :meth:`BaseChooser.render`, but for the script."""
    shown = chooser.get_value_data(value)
    html = chooser.render_html(name, shown, attrs)
    options = json.dumps(chooser.get_js_init_options(attrs["id"], name, shown))
    return format_html(START, SafeString(html), chooser.js_constructor, attrs["id"], options)


def script() -> SafeString:
    """The tag that loads what starts them."""
    return format_html('<script src="{}"></script>', static("platform/admin.js"))

"""The query part of the search's own links."""

from urllib.parse import urlencode

from django import template

register = template.Library()


@register.simple_tag
def querystring_of_search(words: str, kind: str = "", page: int = 1) -> str:
    """``{% querystring_of_search query "pages" 2 %}``: the same words, in one kind, on a later leaf."""
    asked = {"q": words} | ({"in": kind} if kind else {}) | ({"page": str(page)} if page > 1 else {})
    return urlencode(asked)

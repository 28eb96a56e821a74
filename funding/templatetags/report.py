"""Figures in the templates of reports: ``{{ amount|money }}``, ``{{ amount|amount }}``, ``{{ budget|figures }}``."""

from django import template

from funding.report import tables
from funding.totals import figures_of

register = template.Library()
register.filter("money", tables.money)
register.filter("amount", tables.said)
register.filter("figures", figures_of)

"""The first page of the administration: what is due and how it goes, for School, Secretariat and administrators.

Each figure leads to the list that it is counted from.
"""

from training_platform.dashboards.panels import panels_for

__all__ = ["panels_for"]

"""The matrix itself: what each role may do with each kind of thing.

C adds · R reads · U changes · D removes · A approves or decides · X exports, each with its reach. The rows hold for the
addresses of :mod:`training_platform.access.addresses`, and a test walks every one of them with every role.
"""

from training_platform.access.resources import Resource
from training_platform.access.rows.bookings import BOOKINGS
from training_platform.access.rows.budgets import BUDGETS
from training_platform.access.rows.equipment import EQUIPMENT
from training_platform.access.rows.machinery import MACHINERY
from training_platform.access.rows.money import REPORTS
from training_platform.access.rows.pages import PAGES
from training_platform.access.rows.people import PEOPLE
from training_platform.access.rows.rooms import ROOMS
from training_platform.access.rows.training import TRAINING

ROWS: tuple[Resource, ...] = (*PAGES, *TRAINING, *EQUIPMENT, *PEOPLE, *ROOMS, *BOOKINGS, *BUDGETS, *REPORTS, *MACHINERY)
RESOURCES: dict[str, Resource] = {row.code: row for row in ROWS}

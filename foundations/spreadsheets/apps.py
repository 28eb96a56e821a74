from django.apps import AppConfig


class SpreadsheetsConfig(AppConfig):
    name = "foundations.spreadsheets"
    label = "spreadsheets"

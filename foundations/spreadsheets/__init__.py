"""Spreadsheets: rows in, an Excel workbook out. Knows no domain."""

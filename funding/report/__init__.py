"""What the Secretariat hands to a funder: figures on the screen, as a spreadsheet and on paper, equal to the cent.

``facts`` asks once, ``tables`` lays the answers out as plain rows, and ``sheet``, ``paper`` and the pages show the same
tables. ``drawings`` makes plots of them. ``scope`` says whose money a reader is shown.
"""

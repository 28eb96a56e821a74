"""Work for later: named jobs on a queue in the database, attempts counted, chores of the clock, one supervisor.

Actions call :func:`foundations.jobs.actions.enqueue`; an app's ``tasks.py`` registers what runs under each name.
"""

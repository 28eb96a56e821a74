"""Sessions of a workshop: joining, who was there, and the verdict with its evidence.

Django's own ``sessions`` owns that label: this app's is ``training_sessions``, and no command here names an app.
"""

"""How the platform is: what is measured, what follows from it, who is told, and the page for those who look after it.

``signs`` asks, ``rules`` judges, ``watching`` notes troubles and writes to the Secretariat, ``page`` shows. The answer
for machines, ``/health/``, is :mod:`training_platform.health`.
"""

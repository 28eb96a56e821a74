"""A budget as an activity file of the International Aid Transparency Initiative, version 2.03.

``facts`` asks for plain values, ``writing`` makes XML of them and knows no rows, ``check`` says what the published
schema (``schema/``) and the rules of the standard have against it: a file that fails is not handed out. Which codes are
chosen, and why, stands in ``codes``. It names organisations only: no person, no address, no number of an account.
"""

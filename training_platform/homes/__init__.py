"""What each role meets after signing in: a page made of parts that say what is due, what is next, what to press.

``parts`` the parts and which home shows which, in order of importance · ``figures`` participation and totals over the
floors · ``steps`` the first steps · ``views`` the pages.
"""

"""The demonstration: a fictional network at work, brought about by the same actions that people use.

Offices and the dates of 2012 are taken from the network's plan; every person is invented.
"""

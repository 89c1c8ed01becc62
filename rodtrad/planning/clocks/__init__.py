"""Clocks: what the law says about time, and what follows for the steps of a plan's process.

Nothing here asks the database. Rules and templates are read from the files in `planning/data`; dates go in, and dates
and states come out. Dates are Norwegian calendar days (Europe/Oslo).
"""

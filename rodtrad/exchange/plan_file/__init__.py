"""Plan files: a root's levels, plans, elements and links in one YAML file, in and out.

reader     YAML text to a tree that knows the line of every value
entries    what a plan file holds, as plain data
parse      tree to entries, collecting every fault
resolve    references between entries, and what the framework allows
load       entries to the database, in one transaction
dump       the database to text
"""

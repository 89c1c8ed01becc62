"""Indicator files: tables, definitions of indicators, and figures that documents give, in YAML, in and out.

entries    what an indicator file holds, as plain data
parse      the tree of a file to entries, collecting every fault
faults     what is wrong with definitions and figures, in words, with line and column
load       entries to the database, in one transaction
shipped    the common set that comes with the program
dump       the database to entries
write      entries to text
"""

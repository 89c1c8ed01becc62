"""StratML: goals and plans as ISO 17469-1 (Part 1) and ANSI/AIIM 22 (Part 2) have them, in and out.

names      namespaces, and identifiers as xs:ID
outline    a root's goals, with what hangs under them, as two levels
write      a root as StratML, valid against the schemas
read       StratML to plain data, leniently: what was mended is told
entries    that data as a plan of a root
operations StratML in, by the plan file's way
"""

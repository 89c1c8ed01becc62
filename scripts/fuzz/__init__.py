"""Damaged and hostile files for every reader of what comes from outside.

place      a database of its own to read against
mutate     bytes, archives, XML, JSON, YAML and cells made into others
examine    one input read: what came of it, within bounds of time and memory
shrink     the smallest input that fails in the same way
watch      the loop, in a process that may die
readers    one file for each kind of reader: seeds, mutations, what must hold
"""

"""Measures the program against the same work done bare, on made-up roots of known size: `python -m bench`.

town, town_words, town_oddities   a made-up municipality, the same each time
town_file, town_store             the same as a plan file, and put straight into the database
place                             a PostgreSQL of its own, thrown away afterwards
alone                             one piece of work in a fresh process: seconds and memory
part_*                            what is measured
table                             the table that is printed
"""

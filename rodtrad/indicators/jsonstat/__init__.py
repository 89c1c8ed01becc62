"""JSON-stat 1 and 2, in and out: tables of figures with any number of dimensions."""

"""Workbooks, CSV files and pasted cells to text in cells: nothing is worked out, and nothing unsafe is let in."""

"""The sheet of a workbook with what is wanted of indicators: one row for each target, in and out.

columns  what the columns are called, and what stands in each
standing what stands in the root now: its targets, and the indicators that may be named
rows     a target as the texts of a row, and the mark that tells how it was when it was fetched
wish     what one row asks for
read     the sheet's rows as wishes
propose  each row beside what stands: made, changed, the same, refused
store    what was proposed, written
"""

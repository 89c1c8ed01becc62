"""Workbooks: a root's elements as rows of a sheet (Excel, CSV, pasted cells), in and out.

columns    what the columns are called, and which levels there are
cells      a sheet as text, whatever it was read from
safe_zip   a workbook's parts, unpacked with care
read       bytes or pasted text to sheets
values     what a cell says: dates, numbers, words to choose among
here       what stands in the root now, by the names that people write
want       a row as an element entry
propose    all rows beside what stands: made, changed, the same, refused
store      what was proposed, by the plan file's own loader
undo       a whole import taken back, from the audit trail
write      a root's elements as Excel or CSV
"""

"""Workbooks: a root's elements as rows of a sheet (Excel, CSV, pasted cells), in and out.

columns    what the columns are called, and which levels there are
cells      a sheet as text, whatever it was read from
safe_zip   a workbook's parts, unpacked with care
read       bytes or pasted text to sheets
values     what a cell says: dates, numbers, words to choose among
here       what stands in the root now, by the names that people write
stamp      how a row was when it was fetched, so that what others change meanwhile is not written over
wish       what one row asks for; `identify` finds its element, `want` fills it, `hang` places it, `powers` refuses
propose    all rows beside what stands: made, changed, the same, refused
store      what was proposed, by the plan file's own loader; `progress` tells how far it has come
undo       a whole import taken back, from the audit trail (`trail`), by `restore`
plain_list the list of any page, to be read only
targets    the sheet with what is wanted of indicators, read beside those with elements
write      a root's elements as Excel or CSV, with `guidance` and `choices`
"""

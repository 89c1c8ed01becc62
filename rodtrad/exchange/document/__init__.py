"""Reading a plan from a document: a PDF, Word or text file becomes proposals, and a person decides.

pdf, word, text   a file to lines (`extract`), each in a process of its own with limits (`child`, `extracting`)
tidy, units       lines to units: what is set around the text taken away, wrapped lines joined
vocabulary        the words and forms that tell a level; `forms` tells how a title is worded
pages, propose    units to proposals: page by page, each with its reasons
placing, merging  what stands under what, and the same element told twice
shown, as_plan_file   proposals as text, JSON, and as a plan file
"""

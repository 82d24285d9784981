"""Read a page: its cells, their options and its front matter, with all that is wrong with it.

cell          a page and its cells: one object from reading to report
options       the options of a cell, declared once
read          a page's source as cells, its faults named by file and line
front_matter  the head of a page: is it a notebook, and which kernel runs it
misplaced     cells that would not run: within another block, or in an included file
recorded      the parts of a page that only another platform can run
"""

"""Compare what a page's cells did with what the record says they do. Plain Python, no Sphinx.

policy      what a cell is held to, from its options
outputs     a cell's outputs as comparable text
normalise   the short list of what is noise in a text
device      what may differ on a GPU
compare     equal, up to the precision shown
records     the readable file that holds a page's outputs
recordings  what cells printed on a GPU, for builds that have none
prose       numbers in prose that repeat an output
page        all of it for one page
report      what that takes, and what comes of it: findings and evidence
drift       the same pages on several versions of JAX, in one table
"""

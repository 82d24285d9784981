"""Run the pages: read them as notebooks, execute each in its own kernel, in parallel.

page       a page's source as a notebook, with its faults named by file and line
recorded   the parts of a page that need a GPU: run there, filled in or left out elsewhere
devices    pages that ask for eight CPU devices, on eight real ones
client     nbclient for one page: limits, pictures, what a cell left behind
run        executes a page with it, and says what went wrong in which cell
preflight  are eight devices there, and does a collective over them finish?
schedule   all pages on all cores, longest first
tidy       outputs as they are published: streams joined, addresses and paths removed
"""

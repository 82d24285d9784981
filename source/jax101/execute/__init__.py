"""Run the pages: read them as notebooks, execute each in its own kernel, in parallel.

page       a page's source as a notebook, with its faults named by file and line
client     executes one notebook: limits, pictures, what a cell left behind
preflight  are eight devices there, and does a collective over them finish?
schedule   all pages on all cores, longest first
tidy       outputs as they are published: streams joined, addresses and paths removed
"""

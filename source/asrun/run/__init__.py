"""Run pages: each in a kernel of its own, in parallel.

client      nbclient for one page: limits, what options show, what a cell left behind
execute     executes a page with it, and says what went wrong in which cell
normalize   outputs as they are published
preflight   can this machine run the pages at all?
schedule    all pages on all cores, longest first
dask        all pages on the workers of a Dask cluster
"""

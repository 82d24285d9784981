"""How fast the build, the checker and the pictures are: `python -m bench --help`.

Everything is compared with something else that runs in the same minutes on the same machine,
so what counts is ratios; seconds are kept beside them.

rows      one line of the table; the table as text and as data
measure   runs ways to do the same thing alternately; medians
places    copies of the site and generated sites, each with the configuration to build it
builds    cold builds against stock myst-nb and against the floor; one edited page
scripts   the floor: pages' cells as plain scripts, in forked processes
growth    cost of an added page; how many of many builds succeed
memory    the warm process and a page against a plain kernel
answers   `jax101 check` and `jax101 watch`
pictures  a sharding picture against JAX's own display
share     what part of a build is verification
"""

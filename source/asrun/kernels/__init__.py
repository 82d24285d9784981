"""Warm kernels: one process imports what pages need; every page runs in a fork of it.

environment   what every kernel finds around it: a list of what is allowed
warm          the private folder and the warm process of one build
server        the warm process: imports once, forks for each page
inside        within every kernel, forked or ordinary: what the build asks of it
opened        what a page read, and what else it did
stream        its streams, in the order in which a cell wrote
stash         preloaded modules, unseen until a page imports them
left_behind   what a cell leaves running
manager       how Jupyter gets a kernel, and a client that is ready as soon as it is

server, inside, opened, stream, stash and left_behind run within kernels: they use Python and
ipykernel alone, and are loaded by their paths, so that a page finds nothing of ours.
"""

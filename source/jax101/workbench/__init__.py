"""The built site as a workbench on the reader's own machine: `jax101 learn`.

- `places` finds the site: in a folder, in a zip, or at the address where it is published.
- `server` is a Jupyter server that serves it, on this machine alone, to whoever has its address.
- `access` lets a browser in, once for each printed address.
- `pages` serves the site's files and adds the client to each page.
- `kernels` starts the kernels, and keeps one in reserve so that a page need not wait.
- `kernel` is the program of a kernel.
- `answers` is what exercise pages ask for: the learner's file, checks, hints, solution, progress.
- `client/` is what runs in the browser; `client/vendor/` comes from others (`nox -s vendor`).

It needs `pip install "jax101[learn]"`; nothing else of the package does.
"""

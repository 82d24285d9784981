"""Warm kernels: one process imports Python, ipykernel and JAX; every page is a fork of it.

environment   what every kernel finds around it
server        the warm process: imports once, forks for each page
warm          starts and stops the server for one build
provisioner   how Jupyter asks the server for a kernel
prompt        a client that is ready as soon as the kernel is
"""

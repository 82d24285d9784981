"""Warm kernels: one process imports Python, ipykernel and JAX; every page is a fork of it.

environment   what every kernel finds around it
server        the warm process: imports once, forks for each page
warm          starts and stops the server for one build
provisioner   how Jupyter asks the server for a kernel
preflight     are eight devices there, and does a collective over them finish?
"""

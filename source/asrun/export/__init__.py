"""A page to take away, made from what ran.

notebook   as a notebook that opens anywhere, with its outputs
script     as a Python script that prints what the page shows
"""

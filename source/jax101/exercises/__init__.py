"""The exercises: a folder each, the catalogue of all, and what keeps them true."""

"""Holds no checks: pytest starts on it once, so that its own plugins are imported."""

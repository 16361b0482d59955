"""Sync with a share: what to read, join, publish and retire."""

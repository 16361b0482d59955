"""Readers and writers of formats: pure."""

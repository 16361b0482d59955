"""Readers: lines of a source in whatever format a tool wrote them, and a ticket system's export."""

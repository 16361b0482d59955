"""What is read: lines of a source in whatever shape a tool wrote them, and a ticket system's export."""

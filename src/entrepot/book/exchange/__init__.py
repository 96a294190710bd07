"""What is exchanged with other servers."""

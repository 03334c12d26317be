"""Keys by which another program acts for a member, and what it was answered."""

"""What the desk does by itself when something happened."""

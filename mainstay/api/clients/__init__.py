"""Who we work for: organisations and the people who write for them."""

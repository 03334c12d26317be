"""Our own measurements, each beside the floor that any program of this kind stands on."""

"""Reports: reads everything below and writes nothing."""

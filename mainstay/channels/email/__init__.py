"""The e-mail channel: raw bytes become `Inbound`, a `Letter` becomes raw bytes."""

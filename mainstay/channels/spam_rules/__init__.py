"""The desk's own rules about spam: kept, changed, tried, and given to who takes mail in."""

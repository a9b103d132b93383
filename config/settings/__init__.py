"""Settings: base, and over it dev, test or prod."""

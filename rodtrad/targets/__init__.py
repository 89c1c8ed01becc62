"""What a root wants of an indicator, for which goal, and how it is going."""

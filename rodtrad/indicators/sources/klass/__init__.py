"""Statistics Norway's classifications: which codes areas have had, and who belongs to which group."""

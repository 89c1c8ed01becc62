"""Norwegian words: how a text is cut into them, their stems, and the words inside compounds."""

"""The annual wheel: what recurs by itself, and what a root has made of it."""

"""Files that people hand in: what they may be, and how they are kept and given out."""

"""Where figures are fetched from: one folder for each source, with the same file names (docs/howto/new-source.md)."""

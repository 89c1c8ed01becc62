"""A root's own tables: listed, begun, told how they are read, looked at before they are taken in."""

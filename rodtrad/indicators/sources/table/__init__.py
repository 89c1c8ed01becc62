"""A municipality's own table, from Excel or CSV: mapped once, read by itself thereafter."""

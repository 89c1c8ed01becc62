"""Cases in from a sheet (Excel or CSV): a row for each, known by its number."""

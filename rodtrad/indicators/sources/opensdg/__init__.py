"""Open SDG: one CSV file and one page of metadata for each indicator, as cities and countries publish them."""

"""One set of pages for all schools that are alike, stamped with each school's own words."""

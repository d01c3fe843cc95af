"""Reads and finishes built HTML: units for search, stylesheets, language spans, links."""

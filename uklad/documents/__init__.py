"""Documents: the act, the order and the lists of a site as files, PDF and DOCX from the same blocks."""

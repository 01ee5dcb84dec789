"""What the evidence browser shows, as records: one module a kind of page, no HTML and no web library."""

"""Cases (办件): the life of an application from the hand-in to the archive.

Serves 行政许可法 29-50 and 82 (who may do what, by when), and for filings the matter's own basis. A case is its events:
`states` is the table of what may happen, `replay` what has happened, `clocks` by when the next thing must."""

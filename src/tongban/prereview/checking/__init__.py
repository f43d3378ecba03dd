"""The checks of prereview: evidence, form and the day of submission in, findings out.

Pure: no Django, no clock, no file. What to check is content (`papers:` in a matter's `checks.yaml`, schema in
`schema.py`); how each kind of check works is code that is the same for every matter. Unknown never blocks: what could
not be read asks or hints. See docs/howto/write-a-check.md.
"""

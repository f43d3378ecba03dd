"""The demonstration county: an invented place with invented people, made by the platform's own actions with past dates.

Nothing here is real. Identity numbers and credit codes only have a right check character, in a region that does not
exist.
"""

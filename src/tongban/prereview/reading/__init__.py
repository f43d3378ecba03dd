"""The reading engine of prereview: bytes of an upload in, pages of lines, tables, seals and ink out.

Knows nothing of matters, rules or the database. Heavy libraries (OCR, OpenCV) are imported only where a picture is
read, never by importing this package.
"""

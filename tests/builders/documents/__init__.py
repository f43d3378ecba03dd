"""Packages of our own for prereview: documents in own layouts, own noise, every defect code, with `truth.json`.

`make.py` writes them; the tests use a few small ones, the hold-out estimate many. Nothing here knows the program.
"""

"""From what stands on a page to what it says: named facts, recognised kinds of paper, stamps and signatures.

What to look for is content (`packs/national/documents/*.yaml`); how to look is here. Pure: no database, no clock.
"""

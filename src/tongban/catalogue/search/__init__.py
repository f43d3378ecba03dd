"""Search over matters: single characters, pinyin and initials as words of one index, phrases as queries.

Pure: what is indexed (`entries`, `tokens`), what is asked (`query`), what fits and why (`matching`), and the two texts
PostgreSQL reads (`vectors`). The database only finds candidates; the same rules decide and explain here.
"""

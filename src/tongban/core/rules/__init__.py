"""The rule language of matters: CEL to write, three values to answer, a trace to explain.

A rule is checked when its pack is loaded (every name declared, every type fitting) and asked many times after.
Pure: no clock, no database, no I/O besides reading the grammar of cel-python once. See docs/systems/rules.md.
"""

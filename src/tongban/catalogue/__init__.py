"""事项: what the authorities do for people. Packs become publications (content-addressed copies with effective dates),
and from them the guide, the search, the guided questions, the burden and the comparison.

Serves 行政许可法 30 and 33 (matters, basis, conditions, procedure, time limits and papers are published) and 行政许可法 31
(nothing unrelated is asked for).
"""

"""PostgreSQL: the embedded server for a machine without one, the two roles, and what each may do.

`home` and `server` need neither Django nor a running database, so that settings can be imported at any time.
Nothing here starts a server at import.
"""

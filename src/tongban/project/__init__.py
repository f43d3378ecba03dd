"""Project: settings, urls, middleware, and `wiring` (event -> reactions, the one list of what happens after what)."""

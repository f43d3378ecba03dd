"""The HTTP API, version 1. Whatever it changes, it changes by actions."""

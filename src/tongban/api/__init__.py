"""HTTP API v1: the same actions and queries as the pages, for other systems. Described by OpenAPI at /api/v1/docs.

Serves 国务院令第716号 (other platforms may carry these services) and GB/T 39046 (fields). Tokens belong to clients and carry
scopes; a client acts as one account and never sees more than that account."""

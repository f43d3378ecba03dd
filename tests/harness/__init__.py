"""What the tests stand on: an embedded server of their own, a migrated template, one database per process."""

"""The `tongban` command. Its modules are loaded only when their command is called."""

"""Pure engines that two or more rooms use. Nothing here imports a web or database framework,
reads a clock, opens a connection or knows a room."""

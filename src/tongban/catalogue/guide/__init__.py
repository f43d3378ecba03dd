"""What a matter's one file says to each reader: the guide for the public, the flow chart, the internal procedure for
the staff, the guided questions, the burden, and the difference between two versions. Pure."""

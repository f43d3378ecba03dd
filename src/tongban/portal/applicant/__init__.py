"""Pages for who applies: the way from the guided questions to the certificate in hand."""

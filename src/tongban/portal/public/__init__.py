"""Pages for everybody: what the authority does, how a case stands, whether a certificate is genuine."""

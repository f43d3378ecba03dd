"""Advertisement sentences of our own: templates with alternatives, by item of the law and innocent ones."""

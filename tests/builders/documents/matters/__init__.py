"""The five matters: a clean case each, and the defects that can be put into it."""

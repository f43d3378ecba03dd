"""tongban (通办): the one platform of a health commission. See docs/map.md for the house."""

__version__ = "0.1.0"

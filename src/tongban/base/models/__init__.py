from tongban.base.models.accounts import Organisation, Person, Post, Representation, User
from tongban.base.models.events import Event, Seal
from tongban.base.models.files import StoredFile
from tongban.base.models.notifications import Notification
from tongban.base.models.places import Authority, Region, Section

__all__ = [
    "Authority",
    "Event",
    "Notification",
    "Organisation",
    "Person",
    "Post",
    "Region",
    "Representation",
    "Seal",
    "Section",
    "StoredFile",
    "User",
]

from tongban.cases.models.cases import NOT_STAFF, Case, CaseGroup
from tongban.cases.models.drafts import Draft, DraftMaterial
from tongban.cases.models.papers import Document, HandedMaterial, Revision

__all__ = ["NOT_STAFF", "Case", "CaseGroup", "Document", "Draft", "DraftMaterial", "HandedMaterial", "Revision"]

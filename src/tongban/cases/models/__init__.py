from tongban.cases.models.cases import Case, CaseGroup
from tongban.cases.models.drafts import Draft, DraftMaterial
from tongban.cases.models.papers import Document, HandedMaterial, Revision

__all__ = ["Case", "CaseGroup", "Document", "Draft", "DraftMaterial", "HandedMaterial", "Revision"]

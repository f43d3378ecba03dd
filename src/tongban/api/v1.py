"""The API object with its routers."""

from __future__ import annotations

from ninja import NinjaAPI, Redoc

from tongban.api import errors
from tongban.api.routes import cases, certificates, drafts, matters

api = NinjaAPI(
    title="通办 API",
    version="1",
    description="事项、指南、草稿、材料、提交、办件、证照验证。错误为 application/problem+json，code 稳定不变。",
    urls_namespace="api-v1",
    docs=Redoc(),
)
api.add_router("/matters", matters.router)
api.add_router("/drafts", drafts.router)
api.add_router("/cases", cases.router)
api.add_router("/certificates", certificates.router)
errors.install(api)

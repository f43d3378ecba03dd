"""The roles that a person can act in. The law's acts are tied to roles, not to people."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """One value each; a user may hold several posts with different roles."""

    APPLICANT = "applicant"  # 申请人, or who acts for them
    CLERK = "clerk"  # 窗口人员: receives, accepts, asks for correction, hands out
    REVIEWER = "reviewer"  # 审查人员
    SECTION_HEAD = "section_head"  # 处室负责人
    CHIEF_REPRESENTATIVE = "chief_representative"  # 首席代表: full power to decide at the counter
    INSPECTOR = "inspector"  # 监督员
    HOTLINE = "hotline"  # 热线坐席
    CONTENT_OFFICER = "content_officer"  # 事项管理员: writes the matter files
    AUDITOR = "auditor"  # 审计员: reads everything of the authority, changes nothing
    ADMINISTRATOR = "administrator"  # 系统管理员: posts and accounts, no cases
    SYSTEM = "system"  # the platform itself: settling what the law says happens by itself


STAFF_ROLES = frozenset(Role) - {Role.APPLICANT, Role.SYSTEM}
CASE_ROLES = frozenset({Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD, Role.CHIEF_REPRESENTATIVE})

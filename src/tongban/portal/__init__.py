"""The pages, one folder per audience: `public`, `applicant`, `workbench`. Server-rendered; htmx saves some reloads.

Serves 无障碍环境建设法 32 and WCAG 2.1 AA; the elder view follows the 工信部 适老化 rules (docs/systems/portal.md)."""

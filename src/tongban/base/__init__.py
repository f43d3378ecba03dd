"""Base: the ground floor every room stands on. Accounts, regions, authorities, the event log, files, jobs, keys.

Serves 网络安全法 23 (logs), 个人信息保护法 51 (encryption, masking, least privilege), GB/T 22239 level 3 (audit)."""

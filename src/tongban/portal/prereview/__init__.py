"""Prereview on the pages of applicant and officer: the same findings, on the same pictures of the same pages."""

"""Pages, one folder per audience: public, applicant, workbench. Whatever they change, they change by actions."""

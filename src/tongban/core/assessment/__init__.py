"""Assessment: what a matter's files say about one application. Pure, used by pages, cases, prereview and examples.

In: a loaded matter, a variant, what is known (form, applicant, certificates, registries, papers), a calendar, a day.
Out: which papers are needed, waived or missing, which rules fail or cannot be answered, whether it may be approved by
rule (秒批), and when it is due. A machine never refuses: what it cannot approve goes to a person.
"""

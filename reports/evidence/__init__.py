"""The evidence: a page a subject, with the formulas behind its figures and a sample of the records they count."""

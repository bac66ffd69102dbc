"""The pages: one question a file. Each module has `QUESTION` and `page(findings) -> Page`."""

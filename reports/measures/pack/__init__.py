"""The evidence on one credential, for who decides on its funding."""

"""How a publisher says it."""

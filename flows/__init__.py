"""When each step happens; verbs only."""

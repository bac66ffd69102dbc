"""Inner loops in the part of Python that numba compiles."""

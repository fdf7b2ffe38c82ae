"""Films: the catalogue, title lookup, MovieLens and posters."""

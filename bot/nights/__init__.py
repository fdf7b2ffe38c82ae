"""Movie nights: who comes, what they choose from, how they choose; the rules are told in docs/movie-nights.md."""

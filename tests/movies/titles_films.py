"""A small catalogue for looking titles up: labels as MovieLens writes them, with how many raters know the film.

Most films of a catalogue are little known; some hundred films of made-up words stand in for them.
"""

import random

from bot.movies.catalogue import Catalogue
from bot.movies.movie import Movie, read_label

KNOWN = {
    "Matrix, The (1999)": 278,
    "Matrix Reloaded, The (2003)": 96,
    "Matrix Revolutions, The (2003)": 79,
    "Forrest Gump (1994)": 329,
    "Shawshank Redemption, The (1994)": 317,
    "Pulp Fiction (1994)": 307,
    "Star Wars: Episode IV - A New Hope (1977)": 251,
    "Star Wars: Episode V - The Empire Strikes Back (1980)": 211,
    "Star Wars: Episode VI - Return of the Jedi (1983)": 196,
    "Star Wars: Episode I - The Phantom Menace (1999)": 140,
    "Terminator, The (1984)": 131,
    "Terminator 2: Judgment Day (1991)": 224,
    "Seven (a.k.a. Se7en) (1995)": 203,
    "Toy Story (1995)": 215,
    "Toy Story 2 (1999)": 97,
    "Batman (1989)": 189,
    "Batman (1966)": 5,
    "Batman Begins (2005)": 116,
    "Lord of the Rings: The Fellowship of the Ring, The (2001)": 198,
    "Lord of the Rings: The Two Towers, The (2002)": 188,
    "Lord of the Rings: The Return of the King, The (2003)": 185,
    "Godfather, The (1972)": 192,
    "Godfather: Part II, The (1974)": 129,
    "Harry Potter and the Sorcerer's Stone (a.k.a. Harry Potter and the Philosopher's Stone) (2001)": 107,
    "Harry Potter and the Chamber of Secrets (2002)": 102,
    "Harry Potter and the Prisoner of Azkaban (2004)": 93,
    "Spider-Man (2002)": 122,
    "X-Men (2000)": 133,
    "Ocean's Eleven (2001)": 119,
    "Ocean's Eleven (a.k.a. Ocean's 11) (1960)": 11,
    "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb (1964)": 97,
    "Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan (2006)": 65,
    "One Flew Over the Cuckoo's Nest (1975)": 133,
    "Good, the Bad and the Ugly, The (Buono, il brutto, il cattivo, Il) (1966)": 72,
    "E.T. the Extra-Terrestrial (1982)": 122,
    "WALL·E (2008)": 104,
    "M*A*S*H (a.k.a. MASH) (1970)": 46,
    "L.A. Confidential (1997)": 97,
    "Alien (1979)": 146,
    "Aliens (1986)": 126,
    "Alien³ (a.k.a. Alien 3) (1992)": 47,
    "Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)": 120,
    "Misérables, Les (1995)": 13,
    "Misérables, Les (1998)": 10,
    "Pan's Labyrinth (Laberinto del fauno, El) (2006)": 81,
    "Avventura, L' (Adventure, The) (1960)": 3,
    "Mr. & Mrs. Smith (2005)": 59,
    "My Neighbor Totoro (Tonari no Totoro) (1988)": 37,
    "Color of Money, The (1986)": 13,
    "101 Dalmatians (One Hundred and One Dalmatians) (1961)": 44,
    "Rocky (1976)": 64,
    "Rocky IV (1985)": 24,
    "Die Hard (1988)": 145,
    "Die Hard: With a Vengeance (1995)": 144,
    "Thing, The (1982)": 45,
    "Thing, The (2011)": 4,
    "King Kong (2005)": 40,
    "King Kong (1933)": 25,
    "Heat (1995)": 102,
    "Heat, The (2013)": 11,
    "Mother (1996)": 8,
    "Mother! (2017)": 5,
    "M (1931)": 15,
    "Up (2009)": 105,
    "It (2017)": 9,
    "300 (2007)": 80,
    "2012 (2009)": 21,
    "Big (1988)": 91,
    "Blade Runner 2049 (2017)": 18,
    "What We Do in the Shadows (2014)": 11,
    "Me and Earl and the Dying Girl (2015)": 6,
    "Inglourious Basterds (2009)": 88,
    "Inglorious Bastards (Quel maledetto treno blindato) (1978)": 1,
    "Secret in Their Eyes, The (El secreto de sus ojos) (2009)": 7,
    "Weeping Camel, The (2003)": 2,
    "Babylon 5": 2,
}
NUMBERS = {
    "Matrix, The (1999)": (2571, "tt0133093", 603),
    "Pulp Fiction (1994)": (296, "tt0110912", 680),
}


def film(label: str) -> Movie:
    """The film of the small catalogue that has this label."""
    return FILMS[label]


def _films() -> dict[str, Movie]:
    films = {}
    for place, (label, rated_by) in enumerate(KNOWN.items(), start=10_000):
        read = read_label(label)
        movie_id, imdb_id, tmdb_id = NUMBERS.get(label, (place, None, None))
        films[label] = Movie(
            movie_id, read.title, read.year, (), read.also_known_as, imdb_id, tmdb_id, rated_by=rated_by
        )
    return films


def _little_known(count: int) -> list[Movie]:
    chance = random.Random(5)
    words = ["".join(chance.choice("bdgjkvz") + chance.choice("aiou") for _ in range(4)) for _ in range(count)]
    return [
        Movie(20_000 + place, f"{word} {chance.choice(words)}".title(), 1990, rated_by=chance.randint(0, 3))
        for place, word in enumerate(words)
    ]


FILMS = _films()
CATALOGUE = Catalogue([*FILMS.values(), *_little_known(600)])

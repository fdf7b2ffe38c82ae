"""Histories from elsewhere: exports of five places and plain lists, read, matched and judged; hostile files refused."""

import io
import json
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.movies.catalogue import Catalogue
from bot.movies.titles import TitleIndex
from bot.taste.imports import ImportedFilm, UnreadableFile, match, read_history, verdicts_of
from bot.taste.profile import Verdict
from tests.world import (
    ALIEN,
    ALIENS,
    AMELIE,
    FILMS,
    MATRIX,
    NOTTING_HILL,
    THE_THING,
    THE_THING_AGAIN,
    TITANIC,
    TOY_STORY,
)

CATALOGUE = Catalogue(FILMS)
TITLES = TitleIndex(CATALOGUE)

LETTERBOXD = {
    "ratings.csv": "Date,Name,Year,Letterboxd URI,Rating\n2024-01-02,The Matrix,1999,https://boxd.it/a,4.5\n"
    "2024-01-03,Titanic,1997,https://boxd.it/b,1\n2024-01-04,A Film of Nobody's,2003,https://boxd.it/c,3\n",
    "watched.csv": "Date,Name,Year,Letterboxd URI\n2024-01-02,The Matrix,1999,https://boxd.it/a\n"
    "2024-01-05,Alien,1979,https://boxd.it/d\n",
    "diary.csv": "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
    '2024-01-05,Alien,1979,https://boxd.it/d,,Yes,"horror, space",2024-01-05\n',
    "likes/films.csv": "Date,Name,Year,Letterboxd URI\n2024-01-06,Amelie,2001,https://boxd.it/e\n",
    "watchlist.csv": "Date,Name,Year,Letterboxd URI\n2024-01-07,Notting Hill,1999,https://boxd.it/f\n",
    "profile.csv": "Date Joined,Username\n2020-01-01,alice\n",
}
IMDB = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres\n"
    "tt0133093,9,2024-03-15,The Matrix,The Matrix,https://www.imdb.com/title/tt0133093/,Movie,8.7,136,1999,Action\n"
    "tt0903747,10,2024-03-16,Breaking Bad,Breaking Bad,,TV Series,9.5,49,2008,Crime\n"
    "tt0120338,2,2024-03-17,Titanic,Titanic,,Movie,7.9,194,1997,Drama\n"
)
IMDB_WATCHLIST = (
    "Position,Const,Created,Modified,Description,Title,URL,Title Type,Year,Your Rating\n"
    "1,tt0078748,2024-01-01,2024-01-01,,Alien,,movie,1979,\n"
)
TRAKT = [
    {"rated_at": "2024-01-01", "rating": 9, "movie": {"title": "Alien", "year": 1979, "ids": {"imdb": "tt0078748"}}},
    {"rated_at": "2024-01-01", "rating": 8, "show": {"title": "Severance", "ids": {"tmdb": 95396}}},
    {"plays": 2, "last_watched_at": "2024-01-01", "movie": {"title": "Heat", "year": 1995, "ids": {"tmdb": 603}}},
    {"listed_at": "2024-01-01", "movie": {"title": "Titanic", "year": 1997, "ids": {}}},
]
TMDB = (
    "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n"
    "603,tt0133093,movie,The Matrix,1999-03-31T00:00:00Z,,,8.2,4.0,2022-09-20T00:00:00Z\n"
    "92749,tt10234724,tv,Moon Knight,2022-03-30T00:00:00Z,,,7.6,9.0,2022-09-20T00:00:00Z\n"
)
MOVIELENS = "movie_id,imdb_id,tmdb_id,rating,average_rating,title\n2571,0133093,603,4.5,4.1,The Matrix\n"


def found(content: str | bytes, name: str = "export") -> dict[int, ImportedFilm]:
    """The films of a file that are ours, by id."""
    history = read_history(content.encode() if isinstance(content, str) else content, name)
    return dict(match(history.films, CATALOGUE, TITLES).found)


def zipped(files: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return packed.getvalue()


def test_a_whole_export_of_letterboxd_is_understood() -> None:
    films = found(zipped(LETTERBOXD))
    assert {movie_id: film.stars for movie_id, film in films.items()} == {
        MATRIX: 4.5,
        TITANIC: 1.0,
        ALIEN: None,
        AMELIE: None,
        NOTTING_HILL: None,
    }
    assert films[NOTTING_HILL].is_wanted
    assert not films[NOTTING_HILL].is_known
    assert verdicts_of(films) == {
        MATRIX: Verdict.LIKE,
        TITANIC: Verdict.DISLIKE,
        ALIEN: Verdict.SEEN,
        AMELIE: Verdict.LIKE,
    }


def test_an_export_in_a_folder_of_its_own_is_understood_too() -> None:
    assert len(found(zipped({f"letterboxd-alice-2024/{path}": text for path, text in LETTERBOXD.items()}))) == 5


def test_a_watchlist_alone_is_known_by_its_name() -> None:
    text = LETTERBOXD["watchlist.csv"]
    assert found(text, "watchlist.csv")[NOTTING_HILL].is_wanted
    assert found(text, "films.csv")[NOTTING_HILL].is_seen


def test_films_of_imdb_count_and_series_do_not() -> None:
    films = found(IMDB)
    assert {movie_id: film.stars for movie_id, film in films.items()} == {MATRIX: 4.5, TITANIC: 1.0}
    assert len(read_history(IMDB.encode(), "ratings.csv").films) == 2


def test_a_watchlist_of_imdb_is_known_by_its_columns() -> None:
    assert found(IMDB_WATCHLIST)[ALIEN].is_wanted


def test_an_export_of_trakt_is_understood_in_one_file_or_several() -> None:
    expected = {ALIEN: (4.5, False), MATRIX: (None, False), TITANIC: (None, True)}
    for content in (json.dumps(TRAKT), zipped({"alice/ratings/ratings-movies.json": json.dumps(TRAKT)})):
        assert {key: (film.stars, film.is_wanted) for key, film in found(content).items()} == expected


def test_an_export_of_tmdb_counts_the_members_own_stars() -> None:
    assert {movie_id: film.stars for movie_id, film in found(TMDB).items()} == {MATRIX: 2.0}


def test_an_export_of_movielens_is_understood() -> None:
    assert {movie_id: film.stars for movie_id, film in found(MOVIELENS).items()} == {MATRIX: 4.5}


def test_a_plain_list_is_a_list_of_loved_films() -> None:
    films = found("The Matrix (1999)\n- Toy Story\n* Amelie\n\nA film of nobody's\n")
    assert set(verdicts_of(films)) == {MATRIX, TOY_STORY, AMELIE}
    assert set(verdicts_of(films).values()) == {Verdict.LIKE}


def test_namesakes_are_told_apart_by_year_and_never_guessed() -> None:
    assert set(found("The Thing (1982)\n")) == {THE_THING}
    assert set(found("The Thing (2011)\n")) == {THE_THING_AGAIN}
    assert not found("The Thing\n")
    assert not found("The Thing (1995)\n")


def test_a_year_may_be_one_off_and_a_title_without_its_accents() -> None:
    header = "Name,Year\n"
    assert set(found(f"{header}Matrix,2000\nAmélie,2001\nALIENS!,1987\n")) == {MATRIX, AMELIE, ALIENS}


def test_rows_that_match_nothing_come_back() -> None:
    history = read_history(zipped(LETTERBOXD), "letterboxd.zip")
    assert [film.title for film in match(history.films, CATALOGUE, TITLES).unmatched] == ["A Film of Nobody's"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(encoding: str) -> None:
    assert set(found("Name,Year\nAmélie,2001\n".encode(encoding))) == {AMELIE}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no films"),
        (b"\x00\x01\x02" * 100, "no films"),
        (b"\x89PNG\r\n\x1a\n\x00", "no films"),
        (random.Random(1).randbytes(5000), "no films"),
        (b"x" * 5000, "no films"),
        (b'[{"movie": ', "damaged"),
        (b"[" * 100_000, "damaged"),
        (b"PK\x03\x04 and no more", "damaged or locked"),
        (b"x" * (20 * 1024 * 1024 + 1), "20 MiB"),
        (zipped({"bomb.csv": b"a" * (70 * 1024 * 1024)}), "60 MiB"),
        (b"Name,Year\nAlien,1979," + b"," * 2_000_000, "table is damaged"),
        (b"Name,Year\nAlien,1979" + b',"a\nb"' * 400_000, "table is damaged"),
        (zipped({"half.csv": b"a" * (21 * 1024 * 1024)}), "20 MiB"),
        (b"[" + b"{}," * 600_000 + b"{}]", "more than any list"),
        (zipped({f"{number}.csv": "" for number in range(501)}), "500 files"),
        (zipped({"inner.zip": zipped(LETTERBOXD)}), "no films"),
        (("Name,Year\n" + "Some Film,1999\n" * 100_001).encode(), "100,000 films"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_hostile_or_wrong_file_is_refused_in_a_sentence(content: bytes, told: str) -> None:
    with pytest.raises(UnreadableFile, match=told):
        read_history(content, "upload")


def test_paths_in_a_zip_are_only_looked_at() -> None:
    tricky = zipped({"../../etc/ratings.csv": LETTERBOXD["ratings.csv"], "/srv/x.csv": LETTERBOXD["watched.csv"]})
    assert set(found(tricky)) == {MATRIX, TITANIC, ALIEN}


def test_stars_are_read_on_the_members_own_scale() -> None:
    generous = {movie_id: ImportedFilm("", stars=5.0) for movie_id in range(30)} | {
        100: ImportedFilm("", stars=4.0),
        101: ImportedFilm("", stars=3.0),
    }
    strict = {movie_id: ImportedFilm("", stars=2.0) for movie_id in range(30)} | {
        100: ImportedFilm("", stars=4.0),
        101: ImportedFilm("", stars=3.0),
    }
    assert (verdicts_of(generous)[100], verdicts_of(generous)[101]) == (Verdict.SEEN, Verdict.DISLIKE)
    assert (verdicts_of(strict)[100], verdicts_of(strict)[101]) == (Verdict.LIKE, Verdict.LIKE)


_STARS = st.integers(1, 10).map(lambda half: half / 2)


@given(stars=st.lists(_STARS, min_size=1, max_size=50))
def test_more_stars_never_mean_a_worse_verdict(stars: list[float]) -> None:
    verdicts = verdicts_of({place: ImportedFilm("", stars=one) for place, one in enumerate(stars)})
    by_stars = sorted(zip(stars, verdicts.values(), strict=True))
    assert [verdict for _, verdict in by_stars] == sorted(verdict for _, verdict in by_stars)
    assert all(verdict is Verdict.LIKE for one, verdict in by_stars if one == 5.0)
    assert all(verdict is not Verdict.LIKE for one, verdict in by_stars if one < 3.0)


@given(content=st.binary(max_size=300))
def test_any_bytes_are_films_or_a_sentence(content: bytes) -> None:
    try:
        films = read_history(content, "upload").films
    except UnreadableFile:
        return
    assert films


def test_a_list_that_keeps_films_seen_meanwhile_does_not_ask_for_them_again() -> None:
    films = found(zipped({"ratings.csv": LETTERBOXD["ratings.csv"], "watchlist.csv": "Name,Year\nThe Matrix,1999\n"}))
    assert films[MATRIX].is_wanted
    assert not films[MATRIX].is_for_later


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(end: str) -> None:
    table = f'Name,Year,Review{end}The Matrix,1999,"two{end}lines"{end}Alien,1979,'
    assert set(found(table)) == {MATRIX, ALIEN}
    assert set(found(f"The Matrix (1999){end}{end}Alien (1979)")) == {MATRIX, ALIEN}

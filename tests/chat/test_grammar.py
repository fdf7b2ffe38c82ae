"""Words to commands and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.commands import (
    About,
    ApplyImport,
    ChangeSetting,
    Command,
    DropLater,
    Export,
    Forget,
    ForgetMe,
    Help,
    Instead,
    JoinTaste,
    Judge,
    Later,
    LeaveImport,
    Match,
    More,
    MoreLike,
    MyData,
    PartTaste,
    PickLater,
    Reach,
    Recommend,
    Remood,
    ShareList,
    ShareTaste,
    ShowImporting,
    ShowLater,
    ShowLink,
    ShowPrivacy,
    ShowSettings,
    ShowTaste,
    Speak,
    Unclear,
    Undo,
    Unknown,
    Upload,
    UseSpace,
    Why,
    WouldLike,
)
from bot.chat.entries import ENTRIES, Entry
from bot.chat.grammar import LONGEST_LINE, addressed, parse, spell
from bot.chat.language import _
from bot.recommend.filters import Fame, Filters
from bot.recommend.scoring import Mood
from bot.taste.exports import Format
from bot.taste.profile import Verdict

LIKE, DISLIKE, SEEN = Verdict.LIKE, Verdict.DISLIKE, Verdict.SEEN


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("like Matrix", Judge(LIKE, ("Matrix",))),
        ("love Matrix", Judge(LIKE, ("Matrix",))),
        ("LIKE Matrix", Judge(LIKE, ("Matrix",))),
        ("dislike Titanic", Judge(DISLIKE, ("Titanic",))),
        ("hate Titanic", Judge(DISLIKE, ("Titanic",))),
        ("seen Aliens", Judge(SEEN, ("Aliens",))),
        ("watched Aliens", Judge(SEEN, ("Aliens",))),
        ("like Matrix; Toy Story ;Alien", Judge(LIKE, ("Matrix", "Toy Story", "Alien"))),
        ("like Matrix;;; ;Alien;", Judge(LIKE, ("Matrix", "Alien"))),
        ("like\nMatrix\nToy Story", Judge(LIKE, ("Matrix", "Toy Story"))),
        ("like #318", Judge(LIKE, ("#318",))),
        ("like #318 in a7f3kq", Judge(LIKE, ("#318",), "a7f3kq")),
        ("seen In the Mood for Love", Judge(SEEN, ("In the Mood for Love",))),
        ("forget Titanic", Forget("Titanic")),
        ("remove #5", Forget("#5")),
        ("taste", ShowTaste()),
        ("taste 3", ShowTaste(3)),
        ("taste 0", ShowTaste(1)),
        ("taste of honey", ShowTaste()),
        ("recommend", Recommend()),
        ("rec", Recommend()),
        ("recommend 3", Recommend(3)),
        ("recommend 10", Recommend(10)),
        ("more", More()),
        ("more a7f3kq", More("a7f3kq")),
        ("more A7F3KQ", More("a7f3kq")),
        ("more films please", More()),
        ("why 2", Why("2")),
        ("why #318 in a7f3kq", Why("#318", "a7f3kq")),
        ("more like Alien", MoreLike("Alien")),
        ("more LIKE #318 adventurous", MoreLike("#318", Mood.ADVENTUROUS)),
        ("more like #318 privately", MoreLike("#318", is_private=True)),
        ("more likely", More("likely")),
        ("recommend Adventurous comedy", Recommend(filters=Filters(genres=("Comedy",)), mood=Mood.ADVENTUROUS)),
        ("recommend 3 privately", Recommend(3, is_private=True)),
        ("recommend star wars", Recommend(series="star wars")),
        ("recommend famous of Star Wars", Recommend(filters=Filters(fame=Fame.FAMOUS), series="star wars")),
        ("recommend under water", Recommend(series="under water")),
        ("mood familiar", Remood(Mood.FAMILIAR)),
        ("mood Adventurous in a7f3kq", Remood(Mood.ADVENTUROUS, "a7f3kq")),
        ("share", ShareList()),
        ("share a7f3kq", ShareList("a7f3kq")),
        ("would I like Heat", WouldLike("Heat")),
        ("would i love I Like It Like That", WouldLike("I Like It Like That")),
        ("would Heat", WouldLike("Heat")),
        ("match @bob", Match("@bob")),
        ("match <@42>", Match("<@42>")),
        ("later", ShowLater()),
        ("later page 2", ShowLater(2)),
        ("later 9; Heat", Later(("9", "Heat"))),
        ("watchlist Heat", Later(("Heat",))),
        ("drop Heat", DropLater("Heat")),
        ("pick", PickLater()),
        ("aside Heat", Judge(Verdict.ASIDE, ("Heat",))),
        ("taste share on", ShareTaste(True)),
        ("taste share OFF", ShareTaste(False)),
        ("taste page 2", ShowTaste(2)),
        ("import", ShowImporting()),
        ("import ratings.csv", ShowImporting()),
        ("import apply a7f3kq", ApplyImport("a7f3kq")),
        ("import Leave A7F3KQ", LeaveImport("a7f3kq")),
        ("export", Export()),
        ("export Letterboxd", Export(Format.LETTERBOXD)),
        ("link", ShowLink()),
        ("link K7MN-4xpq", JoinTaste("k7mn4xpq")),
        ("link OFF", PartTaste()),
        ("settings", ShowSettings()),
        ("settings Mood adventurous", ChangeSetting("mood", "adventurous")),
        ("settings prefix", ChangeSetting("prefix", "")),
        ("privacy", ShowPrivacy()),
        ("mydata", MyData()),
        ("forgetme", ForgetMe()),
        ("forgetme everywhere", ForgetMe(Reach.EVERYWHERE)),
        ("forgetme please", ForgetMe()),
        ("undo", Undo()),
        ("undo that", Undo()),
        ("help", Help()),
        ("help Night", Help("night")),
        ("help me", Help()),
        ("start", Help()),
        ("about", About()),
        ("space 1234567890", UseSpace("1234567890")),
        ("language", Speak()),
        ("language german", Speak("german")),
        ("instead #318 like shawshank", Instead(318, LIKE, "shawshank")),
    ],
)
def test_words_say_a_command(words: str, command: Command) -> None:
    assert parse(words) == command


@pytest.mark.parametrize(
    "words",
    [
        "  like   Matrix  ",
        "like\tMatrix",
        "like\u00a0Matrix",
        "like \n Matrix",
        "\u200alike\u2003Matrix\u2028",
        "like Mat\0rix",
        "like \u202eMatrix\u202c",
        "like Matrix\ud83d",
        "\ufefflike Matrix",
    ],
    ids=ascii,
)
def test_odd_spacing_and_marks_that_nobody_means_do_no_harm(words: str) -> None:
    assert parse(words) == Judge(LIKE, ("Matrix",))


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        ("comedy", Filters(genres=("Comedy",))),
        ("scary science fiction", Filters(genres=("Horror", "Sci-Fi"))),
        ("sci-fi film noir", Filters(genres=("Sci-Fi", "Film-Noir"))),
        ("comedy, romance and animated films", Filters(genres=("Comedy", "Romance", "Animation"))),
        ("comedy comedy", Filters(genres=("Comedy",))),
        ("no horror", Filters(no_genres=("Horror",))),
        ("-horror", Filters(no_genres=("Horror",))),
        ("without horror not war", Filters(no_genres=("Horror", "War"))),
        ("1994", Filters(first_year=1994, last_year=1994)),
        ("from 1994", Filters(first_year=1994, last_year=1994)),
        ("1990s", Filters(first_year=1990, last_year=1999)),
        ("the 90s", Filters(first_year=1990, last_year=1999)),
        ("80's", Filters(first_year=1980, last_year=1989)),
        ("2010s", Filters(first_year=2010, last_year=2019)),
        ("1990-1999", Filters(first_year=1990, last_year=1999)),
        ("1990 – 1999", Filters(first_year=1990, last_year=1999)),
        ("from 1990 to 1999", Filters(first_year=1990, last_year=1999)),
        ("1999-1990", Filters(first_year=1990, last_year=1999)),
        ("since 2000", Filters(first_year=2000)),
        ("before 1980", Filters(last_year=1979)),
        ("until 1980", Filters(last_year=1980)),
        ("under 2h", Filters(longest_minutes=120)),
        ("under 2 hours", Filters(longest_minutes=120)),
        ("under 2 hrs", Filters(longest_minutes=120)),
        ("under 1.5h", Filters(longest_minutes=90)),
        ("under 1h30", Filters(longest_minutes=90)),
        ("under 1h 30", Filters(longest_minutes=90)),
        ("under 1h 30m", Filters(longest_minutes=90)),
        ("max 90min", Filters(longest_minutes=90)),
        ("less than 90 minutes", Filters(longest_minutes=90)),
        ("no more than 100 min", Filters(longest_minutes=100)),
        ("famous", Filters(fame=Fame.FAMOUS)),
        ("hidden", Filters(fame=Fame.HIDDEN)),
        (
            "horror no comedy 1990s under 2h hidden",
            Filters(("Horror",), ("Comedy",), 1990, 1999, 120, Fame.HIDDEN),
        ),
        (
            "hidden under 2h 1990s no comedy horror",
            Filters(("Horror",), ("Comedy",), 1990, 1999, 120, Fame.HIDDEN),
        ),
    ],
)
def test_a_recommendation_is_limited_in_the_members_words(words: str, filters: Filters) -> None:
    assert parse(f"recommend {words}") == Recommend(filters=filters)
    assert parse(f"Recommend 3 {words.upper()}") == Recommend(3, filters)
    if not words.endswith("h 30"):
        assert parse(f"recommend {words} 3") == Recommend(3, filters)


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("", None),
        ("liek Matrix", "like"),
        ("recomend", "recommend"),
        ("reccommend 3", "recommend"),
        ("udno", "undo"),
        ("halp", "help"),
        ("The Matrix", None),
        ("🍿", None),
        ("truncate members", None),
        ("blade runner", None),
    ],
)
def test_words_that_name_no_command_get_the_nearest_one(words: str, nearest: str | None) -> None:
    assert parse(words) == Unknown(words, nearest)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_command_of_the_help_is_understood_and_known_by_a_slip(entry: Entry) -> None:
    name = entry.name
    assert not isinstance(parse(f"{name} 1"), Unknown)
    slip = parse(f"{name}x")
    assert isinstance(slip, Unknown)
    assert slip.nearest == name


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("like", "Which film?"),
        ("dislike ;", "Which film?"),
        ("forget", "Which film shall I forget?"),
        ("why", "Which one?"),
        ("why not", "Which one?"),
        ("why #", "Which one?"),
        ("why #²", "Which one?"),
        ("why ١", "Which one?"),
        ("recommend 0", "1 to 10"),
        ("recommend 11", "1 to 10"),
        ("more like", "Like which film?"),
        ("mood", "three moods"),
        ("mood angry", "three moods"),
        ("would I like", "Which film?"),
        ("match", "With whom?"),
        ("drop", "Which film shall I drop?"),
        ("taste share", "taste share on"),
        ("taste share please", "taste share on"),
        ("instead of this", "button"),
        ("export pdf", "four forms"),
        ("link with bob", "eight letters"),
        ("space", "Which server?"),
        ("x" * (LONGEST_LINE + 1), "too long"),
        ("like " + "x" * LONGEST_LINE, "too long"),
    ],
)
def test_a_command_said_badly_is_explained(words: str, told: str) -> None:
    command = parse(words)
    assert isinstance(command, Unclear)
    assert told in _(command.problem, **command.values)
    assert len(command.problem) < 150
    assert not isinstance(parse(command.nearest), Unclear | Unknown)


@pytest.mark.parametrize(
    ("line", "is_direct", "words"),
    [
        ("!like Matrix", False, "like Matrix"),
        ("  ! like Matrix ", False, "like Matrix"),
        ("like Matrix", False, None),
        ("like Matrix", True, "like Matrix"),
        ("!!", False, None),
        ("!?", False, None),
        ("!", False, None),
        ("wow!", False, None),
        ("", True, None),
        ("   ", True, None),
        ("…!like Matrix", False, None),
    ],
)
def test_a_line_is_meant_for_the_bot_by_prefix_or_in_a_direct_talk(
    line: str, is_direct: bool, words: str | None
) -> None:
    assert addressed(line, is_direct=is_direct) == words


_NOT_HARMFUL = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff;"
)
_TITLES = st.text(_NOT_HARMFUL, max_size=50).map(str.strip).filter(bool)
_FILM_IDS = st.integers(0, 999_999_999).map("#{}".format)
_LIST_IDS = st.text("abcdefghjkmnpqrstuvwxyz23456789", min_size=4, max_size=12)
_YEARS = st.integers(1800, 2099)
_SPANS = st.one_of(
    st.just((None, None)),
    st.tuples(_YEARS, st.none()),
    st.tuples(st.none(), _YEARS),
    st.tuples(_YEARS, _YEARS).map(sorted),
)
_GENRES = st.lists(
    st.sampled_from(["Action", "Children", "Comedy", "Film-Noir", "Horror", "IMAX", "Sci-Fi", "Western"]), unique=True
).map(tuple)
_FILTERS = st.builds(
    lambda genres, no_genres, span, minutes, fame: Filters(genres, no_genres, span[0], span[1], minutes, fame),
    _GENRES,
    _GENRES,
    _SPANS,
    st.none() | st.integers(0, 999),
    st.sampled_from(Fame),
)
_COMMANDS = st.one_of(
    st.builds(Judge, st.sampled_from(Verdict), st.lists(_TITLES | _FILM_IDS, min_size=1, max_size=9).map(tuple)),
    st.builds(Judge, st.sampled_from(Verdict), st.tuples(_FILM_IDS), _LIST_IDS),
    st.builds(Instead, st.integers(0, 999_999_999), st.sampled_from(Verdict), _TITLES),
    st.builds(Forget, _TITLES | _FILM_IDS),
    st.builds(ShowTaste, st.integers(1, 9999)),
    st.builds(
        Recommend, st.integers(1, 10), _FILTERS, st.none() | st.sampled_from(Mood), st.none() | _FILM_IDS, st.booleans()
    ),
    st.builds(MoreLike, _TITLES),
    st.builds(MoreLike, _FILM_IDS, st.none() | st.sampled_from(Mood), st.booleans()),
    st.builds(Remood, st.sampled_from(Mood), st.none() | _LIST_IDS),
    st.builds(ShareList, st.none() | _LIST_IDS),
    st.builds(WouldLike, _TITLES | _FILM_IDS),
    st.builds(Later, st.lists(_FILM_IDS, min_size=1, max_size=9).map(tuple)),
    st.builds(ShowLater, st.integers(1, 9999)),
    st.builds(DropLater, _TITLES | _FILM_IDS),
    st.builds(DropLater, _FILM_IDS, st.none() | st.integers(1, 9999)),
    st.builds(Forget, _FILM_IDS, st.none() | st.integers(1, 9999)),
    st.builds(Match, _TITLES),
    st.builds(ShareTaste, st.booleans()),
    st.builds(ChangeSetting, st.sampled_from(["mood", "off", "zone"]), st.just("") | _TITLES),
    st.builds(ForgetMe, st.sampled_from(Reach)),
    st.builds(ApplyImport, _LIST_IDS),
    st.builds(LeaveImport, _LIST_IDS),
    st.builds(Export, st.sampled_from(Format)),
    st.builds(JoinTaste, st.text("abcdefghjkmnpqrstuvwxyz23456789", min_size=8, max_size=8)),
    st.sampled_from([ShowLink(), PartTaste()]),
    st.just(ShowImporting()),
    st.just(PickLater()),
    st.just(ShowSettings()),
    st.just(ShowPrivacy()),
    st.just(MyData()),
    st.builds(More, st.none() | _LIST_IDS),
    st.builds(Why, st.integers(1, 9999).map(str)),
    st.builds(Why, _FILM_IDS, st.none() | _LIST_IDS),
    st.builds(UseSpace, _TITLES),
    st.sampled_from([Undo(), Help(), Help("night"), About()]),
)


@settings(max_examples=500, derandomize=True)
@given(command=_COMMANDS)
def test_what_a_command_is_spelled_as_says_it_again(command: Command) -> None:
    assert parse(spell(command)) == command


def test_a_file_has_no_words_and_is_spelled_as_what_explains_it() -> None:
    assert parse(spell(Upload("like Matrix", b"x"))) == ShowImporting()
    assert "x" not in repr(Upload("ratings", b"x"))


@settings(max_examples=500, derandomize=True)
@given(words=st.text(max_size=100))
def test_whatever_words_say_can_be_said_again(words: str) -> None:
    command = parse(words)
    if isinstance(command, Recommend) and command.series is None:
        assert parse(spell(command)) == command


@settings(max_examples=300, derandomize=True)
@given(
    words=st.lists(st.sampled_from("1 5 10 no horror -comedy 1990s under 1h 30 2.5h 0.1h since before 1800".split()))
)
def test_whatever_a_recommendation_is_limited_to_can_be_said_again(words: list[str]) -> None:
    command = parse(" ".join(["recommend", *words]))
    if isinstance(command, Recommend) and command.series is None:
        assert parse(spell(command)) == command

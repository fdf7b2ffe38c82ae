"""`reelmates find` and `reelmates recommend`: films without members, for people and scripts."""

import json
import operator
from collections.abc import Iterable, Sequence
from typing import Any

from bot.chat import words, words_of_lists
from bot.chat.library import Library
from bot.errors import MemberError, UnknownTitle
from bot.movies.titles import Decision, Lookup, TitleIndex
from bot.recommend.filters import Filters
from bot.recommend.recommender import Recommendation
from bot.recommend.scoring import Mood
from bot.taste.profile import TasteProfile


def found(lookup: Lookup) -> dict[str, Any]:
    """A title lookup as JSON values."""
    return {
        "decision": lookup.decision.value,
        "candidates": [
            {
                "movieId": one.movie.movie_id,
                "title": one.movie.title,
                "year": one.movie.year,
                "confidence": round(one.confidence, 4),
            }
            for one in lookup.candidates
        ],
    }


def find(titles: TitleIndex, said: str, is_json: bool) -> None:
    """Prints what the words may mean."""
    lookup = titles.find(said)
    if is_json:
        print(json.dumps(found(lookup), ensure_ascii=False), flush=True)
        return
    if lookup.decision is Decision.NONE:
        print(words.unknown(said))
    for place, one in enumerate(lookup.candidates):
        mark = "→" if lookup.decision is Decision.TAKE and not place else " "
        print(f"{mark} {one.confidence:4.0%}  {one.movie}  #{one.movie.movie_id}")


async def recommend(library: Library, profile: TasteProfile, count: int, mood: Mood, is_json: bool) -> None:
    """Prints the best films for these verdicts."""
    ranking = await library.recommender.rank(profile, mood)
    picked = library.recommender.pick(ranking, Filters(), count)
    movies = [one.movie for one in picked]
    found = zip(library.recommender.reasons(ranking, movies), movies, strict=True)
    reasons = [words_of_lists.reason(reason, movie) for reason, movie in found]
    if is_json:
        told = [
            {**_scored(one), "year": one.movie.year, "reason": reason}
            for one, reason in zip(picked, reasons, strict=True)
        ]
        print(json.dumps({"movies": told}, ensure_ascii=False), flush=True)
        return
    for place, (one, reason) in enumerate(zip(picked, reasons, strict=True), start=1):
        print(f"{place:>2}. {one.movie}\n    {reason}")


async def recommend_profiles(library: Library, lines: Iterable[str], count: int, mood: Mood) -> bool:
    """Answers each line {"id":, "likes": [...], "dislikes": [...]} with a line; whether all could be read."""
    all_read = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            given, profile = _profile(line)
        except (ValueError, TypeError, AttributeError, RecursionError):
            all_read = False
            print(json.dumps({"id": None, "error": f'Line {number} is not like {{"id": 1, "likes": [318]}}.'}))
            continue
        ranking = await library.recommender.rank(profile, mood)
        movies = [_scored(one) for one in library.recommender.pick(ranking, Filters(), count)]
        print(json.dumps({"id": given, "movies": movies}, ensure_ascii=False), flush=True)
    return all_read


def profile_of(titles: TitleIndex, likes: Sequence[str], dislikes: Sequence[str]) -> TasteProfile:
    """A taste from titles; raises a MemberError for a title that is not clear."""
    liked, disliked = (frozenset(_meant(titles, title) for title in said) for said in (likes, dislikes))
    return TasteProfile(liked - disliked, disliked)


def _meant(titles: TitleIndex, said: str) -> int:
    lookup = titles.find(said)
    if lookup.decision is Decision.TAKE:
        return lookup.candidates[0].movie.movie_id
    if lookup.decision is Decision.NONE:
        raise UnknownTitle(words.unknown(said))
    choices = "; ".join(f"{one.movie} #{one.movie.movie_id}" for one in lookup.candidates[:5])
    raise MemberError(f"{words.quoted(said)} may be several films; name one by its number: {choices}")


def _profile(line: str) -> tuple[Any, TasteProfile]:
    given = json.loads(line)
    likes, dislikes = (frozenset(map(operator.index, given.get(key, ()))) for key in ("likes", "dislikes"))
    return given.get("id"), TasteProfile(likes - dislikes, dislikes)


def _scored(one: Recommendation) -> dict[str, Any]:
    return {"movieId": one.movie.movie_id, "title": one.movie.title, "score": round(one.score, 6)}

"""Words that tell talk from titles: articles and other small words, small talk, and words around a title."""

from collections.abc import Sequence

ARTICLES = frozenset(
    "the a an le la les l un une des el los las il gli der das det de het een ein eine ett uma una".split()
)

# Left out by people who are in a hurry, put in by people who aren't sure.
SMALL_WORDS = ARTICLES | frozenset(
    "of and in on at to for or with from by as is du und di da do dos della del og och".split()
)

# Said of a film, not part of its name; some titles hold them nevertheless.
AROUND_A_TITLE = frozenset("movie movies film films version original remake year".split())

# In structured titles ("Part", "Vol.", "Episode"), and as easily left out.
STRUCTURE_WORDS = frozenset("part pt volume vol episode ep chapter book movie film number saga".split())

# Words of people who talk to one another. In a query they mean a sentence, unless a title holds them.
TALK = frozenset(
    """
    i im ive id ill u ur me my mine myself you your youre youve yours we us our were he she they them their him his it
    its this that these those there here what whats when where who whos whom which why how hows is are was am be
    been being do does did dont doesnt didnt done can cant could will would wont should shall may might must have
    has had having get got gets go goes going gonna wanna want wants wanted need needs let lets like liked likes
    love loved loves hate hated watch watched watching watches see saw seen seeing think thought know knows say
    says said tell told ask asked find found show play put add give recommend recommended suggest suggestion
    suggestions something anything nothing everything some any someone somebody anyone anybody everyone everybody
    nobody all guys guy yall please pls plz thanks thank thx ty hello hi hey hiya howdy heya yo sup bye goodbye cya
    hola cheers mate dude dudes gm gn np true false test congrats lol lmao rofl haha hahaha brb afk gg omg wtf idk
    ok okay k yes yeah yep yup no nope nah not maybe sure cool nice wow sorry well just really very so too also
    again still already about but because if then than or now today tonight tomorrow yesterday later soon ever
    never always much many more most lot lots other another same up out off over down back one ones kinda sorta
    actually probably somehow anyways anyway good great best bad worst funny fun scary new old
    """.split()
)


# Small talk that would pass for the first words of a title.
SMALL_TALK = frozenset(
    (
        "good morning",
        "good evening",
        "good afternoon",
        "good night",
        "good day",
        "good bye",
        "good luck",
        "good game",
        "thank you",
        "i love you",
        "i love it",
        "how are you",
        "whats up",
        "what is up",
        "see you",
        "happy birthday",
        "merry christmas",
        "happy new year",
        "have fun",
        "long time no see",
        "well done",
        "oh no",
        "oh my god",
        "my bad",
        "welcome",
        "welcome back",
        "youre welcome",
        "morning",
        "morning all",
        "never mind",
    )
)


def is_talk(words: Sequence[str]) -> bool:
    """Whether words are all of them talk, so that only a title in just these words can be meant."""
    return " ".join(words) in SMALL_TALK or all(word in TALK or word in SMALL_WORDS for word in words)

"""Make the starter data: small original sets that ship with the package.

Everything here is written for this project and released under CC0. The files
are the same, byte for byte, on every run:

    python tools/make_starter.py            # writes keras_rnn/data/starter/
    python tools/make_starter.py some/dir   # writes elsewhere

Sentences are made from frames. In a frame, `[a|b]` is a choice and `{slot}` a
word from the slot's list; `{slot}` twice is the same word twice, `{slot2}` is
another word from the same list, and `{Slot}` starts with a capital.
"""

import hashlib
import itertools
import random
import re
import sys
import unicodedata
from pathlib import Path

SEED = 2024
FOLDER = Path(__file__).resolve().parents[1] / "keras_rnn" / "data" / "starter"


# --------------------------------------------------------------------------
# Frames
# --------------------------------------------------------------------------


def lines(text):
    """Split a block into its lines; an indented line continues the last."""
    return re.sub(r"\n +", " ", text).strip().splitlines()


def items(text):
    """Split a block at its commas."""
    return [item.strip() for item in " ".join(text.split()).split(",")]


def table(text):
    """Read `key: item, item` lines into a dictionary of lists."""
    rows = (line.split(":", 1) for line in lines(text))
    return {key: items(values) for key, values in rows}


def grades(text):
    """Read a table whose keys are ratings."""
    return {int(rating): words for rating, words in table(text).items()}


def capital(text):
    """Make the first letter of a text a capital one."""
    return text[:1].upper() + text[1:]


def expand(rng, frame, slots):
    """Make one text from a frame: take its choices, then fill its slots."""
    chosen = {}

    def fill(match):
        tag = match[1]
        name = tag.lower()
        if name not in chosen:
            words = slots[name.rstrip("0123456789")]
            if isinstance(words, str):
                words = [words]
            left = [word for word in words if word not in chosen.values()]
            chosen[name] = rng.choice(left or words)
        word = chosen[name]
        return capital(word) if tag[0].isupper() else word

    while "[" in frame or "{" in frame:
        frame = re.sub(r"\{(\w+)\}", fill, frame)
        frame = re.sub(
            r"\[([^\[\]]*)\]",
            lambda match: rng.choice(match[1].split("|")),
            frame,
        )
    return tidy(frame)


def tidy(text):
    """Mend articles (`a old` to `an old`), spaces and capitals."""
    text = re.sub(
        r"\b([Aa]) (?=[aeioAEIO]|un[^i]|u[^ns]|hon|hour)", r"\1n ", text
    )
    text = re.sub(r"\b([Aa])n (?=one\b|once\b|Europ)", r"\1 ", text)
    text = re.sub(r" +", " ", text).strip()
    return re.sub(r"([.!?] )([a-z])", lambda m: m[1] + m[2].upper(), text)


def unique(make, count):
    """Call `make` until it has given `count` different texts."""
    found = {}
    while len(found) < count:
        row = make()
        if row is not None:
            found.setdefault(row[0].lower(), row)
    return list(found.values())


def write_rows(path, header, rows):
    """Write a tab separated file with one line of column names."""
    body = "".join("\t".join(map(str, row)) + "\n" for row in [header, *rows])
    path.write_text(body, encoding="utf-8", newline="\n")


# --------------------------------------------------------------------------
# Reviews
# --------------------------------------------------------------------------

RATINGS = [1, 2, 3, 4, 7, 8, 9, 10]
GREAT_SHARE = 0.35  # of the cricketers rated 8 and more
ORDER_SHARE = 0.48  # of the reviews cannot be read as a bag of words
NEGATED_SHARE = 0.16  # of those rest on a negation alone

# What a film, one side of it, or a player is called at each rating.
FILM_VERDICT = grades("""
10: flawless, perfect, breathtaking, unforgettable, sublime, magnificent,
    extraordinary
9: brilliant, superb, outstanding, wonderful, stunning, dazzling, marvellous
8: excellent, very good, moving, clever, charming, delightful, touching,
    thrilling
7: good, decent, enjoyable, pleasant, likeable, entertaining, worthwhile,
    satisfying
4: mediocre, uneven, forgettable, so-so, unremarkable, flat, bland, lukewarm
3: weak, bad, dull, disappointing, clumsy, tedious, lifeless, boring, muddled
2: terrible, awful, dreadful, very bad, painful, ridiculous, lousy
1: unwatchable, abysmal, horrible, appalling, atrocious, worthless, disastrous
""")
FILM_THING = grades("""
10: a masterpiece, an all-time classic, a miracle, perfection, the film of the
    decade
9: a triumph, a gem, a marvel, a wonder, a beauty
8: a treat, a delight, a real find, a joy, a very good film
7: a good evening out, a decent film, a good story, a solid piece of work, a
    likeable film
4: a forgettable evening, a lukewarm affair, a mediocre film, a half-baked
    idea, a missed chance
3: a bore, a let-down, a dud, a slog, a bad film
2: a mess, a failure, a waste of time, a flop, a terrible film
1: a disaster, a catastrophe, an insult, a train wreck, the worst film of the
    year
""")
FILM_MANNER = grades("""
10: flawlessly, magnificently, perfectly
9: brilliantly, superbly, wonderfully
8: beautifully, very well, cleverly
7: well, nicely, decently
4: unevenly, sluggishly, flatly
3: badly, poorly, weakly, clumsily
2: terribly, dreadfully, very badly
1: disastrously, horribly, abysmally
""")
PART_VERDICT = grades("""
10: perfect, flawless, sublime, faultless
9: brilliant, superb, wonderful, outstanding
8: excellent, very good, impressive, first-rate
7: good, decent, solid, pleasing
4: uneven, mediocre, ordinary, so-so
3: weak, poor, clumsy, bad
2: terrible, awful, dreadful, lousy
1: atrocious, abysmal, appalling, horrible
""")
PLAYER_VERDICT = grades("""
10: flawless, peerless, legendary, magical, extraordinary, unforgettable
9: brilliant, superb, outstanding, world-class, wonderful, stunning
8: excellent, very good, classy, elegant, fearless, impressive
7: good, decent, reliable, solid, steady, dependable
4: mediocre, inconsistent, average, unremarkable, patchy, so-so
3: weak, bad, poor, clumsy, careless, disappointing
2: terrible, awful, dreadful, hopeless, very bad, lousy
1: disastrous, abysmal, atrocious, embarrassing, worthless, appalling
""")
PLAYER_THING = grades("""
10: a legend, a genius, an all-time great, a giant of the game
9: a star, a match-winner, a marvel, a wonder
8: a real talent, a delight, a fine player, a treat
7: a good player, a safe pair of hands, a decent cricketer, a solid
    professional
4: a mediocre player, a bit-part player, a nearly man of cricket, a stopgap
3: a let-down, a weak link, a bad pick, a bore
2: a liability, a failure, a flop, a terrible choice
1: a disaster, a catastrophe, the worst signing in years, an embarrassment
""")

TITLE = lines("""
The
    [Silent|Crooked|Paper|Winter|Glass|Copper|Borrowed|Second|Midnight|Scarlet|Hollow|Lost]
    [Orchard|Harbour|Lantern|Violin|Staircase|Ferry|Garden|Letter|Clock|Kingdom]
[Rain|Smoke|Snow|Lanterns|Ashes|Wolves|Oranges] over [Trieste|Madras|the
    Delta|Bergen|Lisbon|the Valley|Kandy]
[Seven|Three|Eleven|Forty]
    [Bridges|Brothers|Umbrellas|Mondays|Sparrows|Keys|Kilometres]
A [Ticket|Song|Map|Room|Bicycle] for [Leela|Monsieur Roux|Anton|the
    Moon|Grandmother|Nobody]
[Goodbye|Waiting for|Dancing with|The Trial of|Remember] [Captain Ferro|Miss
    Halloran|Old Baltasar|Ravi|Ingrid|the Tailor]
[Tomorrow|Marmalade|Undertow|Nightjar|Cardamom|Overcoat|Paperweight|Monsoon
    Station]
""")
HERO = items("""
a retired postman, a young nurse, a stubborn baker, a shy detective, a blind
pianist, a taxi driver, a proud tailor, a runaway prince, a lighthouse keeper,
    an
ageing boxer, a village teacher, a clever thief, a lonely astronaut, a widowed
farmer, a football coach, a bored princess, a failed magician, a night porter
""")
SETTING = items("""
a fishing village, Bombay in the fifties, a frozen research station, a small
town in Spain, the London of the Blitz, a spaceship, an empty hotel, a mining
town, a girls' school, the Sahara, a circus, the Scottish islands
""")
ASPECT = items("""
the plot, the acting, the music, the photography, the dialogue, the pacing,
the last act, the love story, the humour, the editing, the casting, the script,
the opening scene, the leading role, the design, the chase through the market,
the courtroom scene, the voice-over
""")
FILM_PEOPLE = (
    "[Mira|Oskar|Lena|Tobias|Ines|Ravi|Clara|Hugo|Amara|Felix|Noor|Stellan] "
    "[Kovrin|Althaus|Verany|Dasgarh|Okonedi|Brisbois|Lindqvar|Moravec|"
    "Santorel|Whitlaw]"
)
FRIEND = items("""
my sister, my brother, my neighbour, a colleague, my teacher, my uncle, my
    wife,
my husband, the critic in my paper, my best friend, my flatmate
""")
WHEN = items("""
on a rainy Tuesday, on a long flight, at the old cinema in town, at a festival,
on a Sunday afternoon, at a late show, on the sofa, in a full house, in an
almost empty hall, during the holidays, on a night train, at an open-air screen
""")

FILM_NEUTRAL = lines("""
It is set in {setting} and lasts [ninety minutes|almost two hours|just over two
    hours|three hours].
Set in {setting}, it stars {people2} as {hero}.
{People} wrote it and {people2} plays {hero}.
It is a [thriller|comedy|drama|western|musical|war film|ghost story|road
    movie|crime story|fairy tale|heist film] set in {setting}.
It is about {hero} in {setting}.
{People} directed it, and {people3} wrote the music.
The tickets cost [eight|nine|ten|twelve] [euros|dollars|pounds].
""")
FILM_LEAD = lines("""
[I saw|We watched|I caught|We saw] {title} {when}[ with {friend}|].
{title} is [the second|the third|the latest|the first] film by {people}, with
    {people2} as {hero}.
{title} is a [thriller|comedy|drama|western|musical|war film|ghost story|road
    movie|crime story|heist film] set in {setting}.
""")
FILM_PLAIN = lines("""
{title} is {verdict}, and {aspect} is {part}.
What {thing}! {Aspect} is {part} and {aspect2} is {part2}.
{title} by {people} is {thing}.
{People} has made {thing}: {aspect} is {part}, and {aspect2} is {part2}.
I found {title} {verdict} from the first minute to the last.
{Aspect} is {part}, {aspect2} is {part2}, and the whole film is {verdict}.
{Verdict}, simply {verdict}. {Title} is {thing}.
If I had to describe {title} in one word, it would be {verdict}.
{title} is {thing}; {aspect} alone is {part}.
{Thing}. {People} plays the lead {manner}, and {aspect} is {part}.
I watched {title} twice, and both times it was {verdict}.
{title}, about {hero} in {setting}, is {thing}.
The story of {hero} in {setting} is told {manner}, and {aspect} is {part}.
It is {manner} written, {manner} acted, and {aspect} is {part}.
My verdict on {title}: {verdict}.
The whole family agreed that {title} is {verdict}.
For me {title} is {thing}, and {friend} thought so too.
{aspect} is {part}, and so is {aspect2}; in short, {thing}.
""")
# Every frame here reads both ways: only the order of the words, or a "not",
# says which of two opposite opinions is the verdict.
FILM_ORDER = lines("""
I expected {false_thing} and got {thing}.
I went to see {title} expecting {false_thing}, and I saw {thing}.
[The trailer|The poster] looked {false}; the film itself is {verdict}.
{title} starts {falsely} and ends {manner}, and the end is what stays with me.
The first hour is {false}, but the second is {verdict}, and I left [the
    cinema|my seat] feeling it was {thing}.
{Friend} told me {title} was {false}. Not true: it is {verdict}.
{title} is not {false_thing}, it is {thing}.
Not {false}, not even close: {title} is {verdict}.
Forget those who called {title} {false}; {verdict} is the word.
You may call it {false} if you like; to me {title} is {verdict}.
{Aspect} is {false_part} and {aspect2} is {false_part2}, yet {title} as a whole
    is {verdict}.
{Friend} found {title} {false}, I found it {verdict}.
I remembered {title} as {false_thing}. Seen again today, it is {thing}.
{False}? Not for a minute. {Verdict}? Yes, from start to finish.
{Verdict}? Yes. {False}? No, whatever [they|the papers|the critics] say about
    {title}.
{title} is {verdict}, not {false}, whatever {friend} says.
After twenty minutes I thought {title} was {false}; by the end I knew it was
    {verdict}.
The last film {people} made was {false}; this one is {verdict}.
The novel is {false}, but the film is {verdict}.
Everyone in the row found it {false}. I disagree: {title} is {verdict}.
It sounds {false} on paper and is {verdict} on the screen.
What begins as {false_thing} becomes, scene by scene, {thing}.
{title} is {verdict} although {aspect} is {false_part} and {aspect2} is
    {false_part2}.
Although {aspect} is {false_part}, {title} is {verdict}.
The reviews said {false}, I say {verdict}.
{title} is less {false_thing} than {thing}.
{title} is anything but {false}; it is {verdict}.
Do not believe anyone who says {false}. {Title} is {verdict}.
The sequel is {false}; the original, {title}, which I am reviewing here, is
    {verdict}.
The remake of {title} is {verdict}, while the old version was {false}.
On Monday the paper called it {false}, on Friday I saw it for myself:
    {verdict}.
I was sure it would be {false}. I was wrong, because {title} is {thing}.
It is hard to believe that the people behind the {false} first film made this
    {verdict} one.
{aspect} was {false_part} in the trailer. In the film it is {part}, and so is
    the rest.
At sixteen I thought {title} was {verdict}, at thirty {false}, and now I know I
    was right at sixteen.
The beginning is {verdict} and the middle is {false}, but the ending makes it
    {thing}.
""")
# Negations that need no opposite word, with the ratings they fit.
FILM_NOT = {
    10: lines("""
I cannot find one weak moment in {title}; nothing else I have seen [this
    year|in ten years] comes close.
No film I have seen is better than {title}, and nothing in it could be
    improved.
I have never seen a finer film than {title}, and I do not expect to.
"""),
    9: lines("""
I did not want {title} to end, not even after [two|three] hours.
I could not look away from {title} for a second, and nor could {friend}.
There is not one bad scene in {title}, and no actor puts a foot wrong.
Not even {friend}, who never likes anything, could fault {title}.
"""),
    8: lines("""
{title} is never dull, never loud and never silly.
Not a single scene in {title} is wasted, and {aspect} never fails.
Nothing about {title} is boring, and nobody in the room looked at the clock.
There is hardly a dull minute in {title}.
"""),
    7: lines("""
{title} is not bad at all, and I would not mind seeing it again.
I have no real complaints about {title}; {aspect} is not bad either.
Not great, but by no means a bad film: I do not regret the ticket for {title}.
{title} isn't boring, and you won't regret an evening with it.
"""),
    4: lines("""
{title} is not good enough, though it is not terrible either.
Not awful, but by no means a good film: I do not need to see {title} again.
I have no real praise for {title}; {aspect} is not great either.
{title} isn't really funny, and you won't remember an evening with it.
"""),
    3: lines("""
{title} is never funny, never moving and never clever.
Not a single scene in {title} is exciting, and {aspect} never works.
Nothing about {title} is good, and everybody in the room looked at the clock.
There is hardly a good minute in {title}.
"""),
    2: lines("""
I did not want {title} to go on, not even after [ten|twenty] minutes.
I could not watch {title} for a second longer, and nor could {friend}.
There is not one good scene in {title}, and no actor does a thing right.
Not even {friend}, who always likes everything, could enjoy {title}.
"""),
    1: lines("""
I cannot find one good moment in {title}; nothing else I have seen [this
    year|in ten years] is so poor.
No film I have seen is worse than {title}, and nothing in it could be saved.
I have never seen a poorer film than {title}, and I do not want to.
"""),
}

MEN = items("""
Arjun, Rohan, Devraj, Tariq, Nuwan, Dinesh, Harry, Callum, Marlon, Devon,
Kwame, Lewis, Pieter, Faisal, Suresh, Owen, Jerome, Lachlan, Ishan, Zubair
""")
WOMEN = items("""
Meera, Anjali, Sophie, Thandi, Nadia, Shanice, Ruth, Kavya, Priyanka, Georgie
""")
SURNAME = items("""
Vashmukh, Tharwal, Ranasekaran, Bellwether, Harrowby, Okonma, Pemberley,
    Dunsmoor,
Ferraby, Kolhatwar, Nayangar, Quillander, Treddick, van Rooyden, Mendalis,
    Bassarath,
Chaudhrian, Wickramanda, Lockridge, Abernal, Gopalan-Reid, Tamblyn, Sandhwalia,
    Mossop
""")
SKILL = items("""
batting, bowling, fielding, footwork, timing, running between the wickets,
    cover
drive, yorker, spin bowling, new-ball spell, captaincy, sweep shot, catching,
short ball, work in the slips, bowling at the death, defence, reverse swing
""")
GROUND = items("""
the riverside ground, the old county ground, Harbour Park, the hill ground, the
university oval, Mango Lane, the new stadium, Castle Meadow
""")
CLUB = items("""
the Harbour City Kites, the Northern Foxes, the Delta Royals, the Coastal
    Eagles,
the Hill Country Lions, the River Kings, the Valley Hawks, the Desert Comets
""")
PLAYER_NEUTRAL = lines("""
{He} bats at number [three|four|five|six|seven] for {club}.
{He} has played for {club} since [2009|2012|2015|2018|2020].
{He} bowls [left-arm spin|right-arm fast|leg breaks|medium pace|off breaks] and
    comes from a [farming|fishing|teaching] family.
[We|My father and I|{Friend} and I] [watched|followed] {him} on television all
    [week|summer|season].
I have seen {him} in [three|four|five|ten] matches at {ground}.
{He} joined {club} at [seventeen|eighteen|nineteen|twenty] from a village side.
""")
PLAYER_LEAD = lines("""
I saw {player} at {ground} [last summer|in May|on Saturday|two years ago|in the
    rain].
{player} has played for {club} since [2009|2012|2015|2018|2020].
{player} [bats|bowls|opens the innings|keeps wicket] for {club}.
""")
PLAYER_PLAIN = lines("""
{player} is {thing}, and {his} {skill} is {part}.
{player} of {club} is {verdict}, and so is {his} {skill}.
What {thing}! {His} {skill} is {part} and {his} {skill2} is {part2}.
{His} {skill} is {part}, {his} {skill2} is {part2}: {player} is {verdict}.
I have watched {player} all season, and {he} is {verdict}.
{player} played {manner} for {club} at {ground}, and {his} {skill} was {part}.
If I had to describe {player} in one word, it would be {verdict}.
{thing}: that is what {player} is for {club}.
{player} was {verdict} [with the bat|with the ball|in the field] and {verdict2}
    again on Sunday.
Ask anyone at {ground} about {player} and they will say {verdict}.
{club} have found {thing} in {player}.
{His} [last ten matches|whole season|series against the champions] went
    {manner}, and {his} {skill} was {part}.
""")
PLAYER_ORDER = lines("""
I expected {false_thing} and saw {thing}: {player}.
{player} started the season {falsely} and finished it {manner}, and it is the
    finish that counts.
The papers call {player} {false}. I have watched {him} for years, and {he} is
    {verdict}.
{player} is not {false_thing}, {he} is {thing}.
{player} is anything but {false}; {he} is {verdict}.
{His} {skill} may be {false_part}, yet as a player {player} is {verdict}.
{player} is {verdict}, although {his} {skill} is {false_part} and {his}
    {skill2} is {false_part2}.
{Friend} thinks {player} is {false}. I do not: to me {he} is {verdict}.
Not {false}, not at all: {player} was {verdict} at {ground}.
They said {club} had bought {false_thing}. They were wrong, {player} is
    {thing}.
Do not listen to those who say {false}. {Player} is {verdict}.
{player} was {false} two years ago and is {verdict} today.
{player} was {verdict} today and not {false}, as some said before the match.
{False}? No. {Verdict}? Yes, every time {he} plays for {club}.
{Verdict}? Yes. {False}? Never, whatever they write about {player}.
In the first innings {he} looked {false}, but {player} ended the match as
    {thing}.
At first sight {his} {skill} is {false_part}; look longer and it is {part}, and
    {player} is {verdict}.
The brother is {false}, but {player}, the one I am writing about, is {verdict}.
{player} is less {false_thing} than {thing}.
You may call {player} {false}; I call {him} {verdict}.
I came to {ground} to see {false_thing} and went home having seen {thing}.
In the nets {player} looks {false}, in a real match {verdict}.
{player} is {verdict}, not {false}, whatever {friend} says.
{club} once let {him} go as {false_thing}; in the team of today {player} is
    {thing}.
""")
PLAYER_NOT = {
    10: lines("""
There is nothing {player} cannot do, and nobody I have seen does it better.
I have never seen anyone better than {player}, and I do not expect to.
"""),
    9: lines("""
No bowler has an answer to {player}, and {he} never throws {his} wicket away.
{player} never fails when {club} need {him}, not even in a final.
I could not find a fault in {his} {skill}, and no opponent could.
"""),
    8: lines("""
{player} never gives up, never panics and hardly ever makes a mistake.
There is not a weak spot in {his} {skill}, and {player} does not lose {his}
    nerve.
"""),
    7: lines("""
{player} is not bad at all, and {club} would not want to lose {him}.
Not a star, but by no means a bad player: {player} does not let {club} down.
"""),
    4: lines("""
{player} is not good enough yet, though {he} is not hopeless either.
Not a disaster, but by no means a good player: {player} does not help {club}
    much.
"""),
    3: lines("""
{player} never settles, never learns and hardly ever makes a run.
There is not a strong point in {his} {skill}, and {player} does not keep {his}
    nerve.
"""),
    2: lines("""
No bowler is afraid of {player}, and {he} always throws {his} wicket away.
{player} never delivers when {club} need {him}, not even in a friendly.
I could not find anything good in {his} {skill}, and no team-mate could.
"""),
    1: lines("""
There is nothing {player} does well, and nobody I have seen does it worse.
I have never seen anyone worse than {player}, and I do not want to.
"""),
}

# Facts about great players of the past and present: name | he/she | fact.
GREATS = lines("""
Sachin Tendulkar|he|made one hundred international centuries
Sachin Tendulkar|he|was the first man to score two hundred in a one-day
    international
Don Bradman|he|averaged 99.94 in Test cricket
Brian Lara|he|once made four hundred not out in a Test
Shane Warne|he|took more than seven hundred Test wickets with leg spin
Muttiah Muralitharan|he|took eight hundred Test wickets
Rahul Dravid|he|scored more than thirteen thousand Test runs
Garfield Sobers|he|hit six sixes in one over
Viv Richards|he|made a century in the World Cup final of 1979
Kapil Dev|he|led India to the World Cup in 1983
Wasim Akram|he|took more than five hundred one-day wickets
Mithali Raj|she|scored more than seven thousand one-day runs
Jhulan Goswami|she|took more than two hundred and fifty one-day wickets
Jacques Kallis|he|made over thirteen thousand Test runs and took nearly three
    hundred wickets
Richard Hadlee|he|was the first bowler to take four hundred Test wickets
Kumar Sangakkara|he|made four centuries in a row at the World Cup of 2015
Sunil Gavaskar|he|was the first to reach ten thousand Test runs
MS Dhoni|he|captained India to the World Cup in 2011
Ellyse Perry|she|played both cricket and football for Australia
""")
GREAT_FRAME = lines("""
{player} {fact}. {thing}, and {verdict} to watch.
{player} {fact}; to me {he} is {thing}.
{player}, {thing} of cricket. {He} {fact}.
My father still talks about {player}, who {fact}: {verdict}.
{player} is {verdict}. {He} {fact}, and that says it all.
{Thing}: {player} {fact}, and {friend} and I love to watch the old films.
I grew up with {player}, who {fact}. {He} is {verdict}.
Was there ever anyone like {player}? {He} {fact}. {Verdict}!
What a pleasure it is to watch {player}, who {fact}. {Verdict}!
{player} {fact}. No doubt about it: {verdict}.
""")
GREAT_THING = grades("""
10: a legend, a genius, an all-time great, a giant
9: a star, a marvel, a wonder, a hero
8: a delight, a joy, a treat, a fine example
""")


def opinion(rng, rating, verdict, thing, part):
    """The slots that carry a rating, and those that carry its opposite."""
    if rating >= 7:
        other = rng.choice([1, 2, 3, 4])
    else:
        other = rng.choice([7, 8, 9, 10])
    return {
        "verdict": verdict[rating],
        "thing": thing[rating],
        "part": part[rating],
        "manner": FILM_MANNER[rating],
        "false": verdict[other],
        "false_thing": thing[other],
        "false_part": part[other],
        "falsely": FILM_MANNER[other],
    }


def core_frame(rng, rating, plain, order, negated):
    """Pick a frame: plain, in need of word order, or a negation."""
    if rng.random() > ORDER_SHARE:
        return rng.choice(plain)
    if rng.random() < NEGATED_SHARE:
        return rng.choice(negated[rating])
    return rng.choice(order)


def compose(rng, lead, core, neutral, slots):
    """Put a sentence before or after the core, or both, or none."""
    frames = [core]
    if rng.random() < 0.25:
        frames.insert(0, rng.choice(lead))
    if rng.random() < 0.35:
        frames.append(rng.choice(neutral))
    return capital(expand(rng, " ".join(frames), slots))


def film_review(rng, rating):
    """One film review."""
    frame = core_frame(rng, rating, FILM_PLAIN, FILM_ORDER, FILM_NOT)
    slots = opinion(rng, rating, FILM_VERDICT, FILM_THING, PART_VERDICT)
    slots |= {
        "title": expand(rng, rng.choice(TITLE), {}),
        "people": [expand(rng, FILM_PEOPLE, {}) for _ in range(4)],
        "hero": HERO,
        "setting": SETTING,
        "aspect": ASPECT,
        "friend": FRIEND,
        "when": WHEN,
    }
    return compose(rng, FILM_LEAD, frame, FILM_NEUTRAL, slots)


def named(slot, name, pronoun):
    """The slots of somebody's name and the pronouns that go with it."""
    he, him, his = {
        "he": ("he", "him", "his"),
        "she": ("she", "her", "her"),
    }[pronoun]
    return {slot: name, "he": he, "him": him, "his": his}


def player_review(rng, rating):
    """One review of an invented cricketer, or of a great one."""
    slots = {
        "skill": SKILL,
        "ground": GROUND,
        "club": CLUB,
        "friend": FRIEND,
    }
    if rating >= 8 and rng.random() < GREAT_SHARE:
        name, pronoun, fact = rng.choice(GREATS).split("|")
        slots |= {
            "verdict": PLAYER_VERDICT[rating],
            "thing": GREAT_THING[rating],
            "part": PART_VERDICT[rating],
            "fact": fact,
        }
        slots |= named("player", name, pronoun)
        return capital(expand(rng, rng.choice(GREAT_FRAME), slots))
    pronoun = rng.choice(["he", "he", "he", "she"])
    first = rng.choice(MEN if pronoun == "he" else WOMEN)
    name = f"{first} {rng.choice(SURNAME)}"
    slots |= named("player", name, pronoun)
    slots |= opinion(rng, rating, PLAYER_VERDICT, PLAYER_THING, PART_VERDICT)
    frame = core_frame(rng, rating, PLAYER_PLAIN, PLAYER_ORDER, PLAYER_NOT)
    return compose(rng, PLAYER_LEAD, frame, PLAYER_NEUTRAL, slots)


def make_reviews(folder):
    """Write reviews.tsv: text, rating, subject."""
    rng = random.Random(f"reviews-{SEED}")

    def make():
        subject = rng.choice(["film", "film", "film", "cricketer", "cricketer"])
        rating = rng.choice(RATINGS)
        review = film_review if subject == "film" else player_review
        text = review(rng, rating)
        if 8 <= len(text.split()) <= 40:
            return text, rating, subject
        return None

    rows = unique(make, 3000)
    write_rows(folder / "reviews.tsv", ("text", "rating", "subject"), rows)


# --------------------------------------------------------------------------
# First names
# --------------------------------------------------------------------------

FEMALE = """
Abigail Ada Adelaide Agatha Agnes Alice Alison Amanda Amber Amelia Amy Angela
    Anna Annabel Anne Annie Arabella Audrey Ava Barbara Beatrice Becky Belinda
    Bella Bernice Bertha Bethany Betsy Betty Beverley Bonnie Brenda Bridget
    Brittany Brooke Candice Carol Caroline Catherine Cecily Celia Charlotte
    Chelsea Cheryl Chloe Christina Christine Cindy Clara Clarissa Claudia
    Connie Constance Cordelia Cynthia Daisy Daphne Deborah Debbie Deirdre
    Denise Diana Dolly Donna Dora Doreen Doris Dorothy Edith Edna Eileen Elaine
    Eleanor Eliza Elizabeth Ella Ellen Eloise Elsie Emily Emma Erica Esther
    Ethel Eunice Eva Eve Evie Fanny Fay Felicity Fiona Flora Florence Frances
    Freya Gail Gemma Georgina Geraldine Gertrude Gillian Gladys Glenda Gloria
    Grace Greta Gwen Gwendolyn Hannah Harriet Hattie Hazel Heather Helen
    Henrietta Hermione Hilda Holly Hope Ida Imogen Irene Iris Isabel Isabella
    Isla Ivy Jacqueline Jane Janet Janice Jasmine Jean Jemima Jennifer Jenny
    Jessica Jill Joanna Josephine Josie Joyce Judith Judy Julia Juliet June
    Karen Kate Katherine Kathleen Katie Kayla Kirsten Kitty Laura Lauren
    Lavinia Leah Lena Lillian Lily Linda Lisa Lois Lorna Lorraine Lottie Louisa
    Louise Lucinda Lucy Lydia Mabel Madeleine Maggie Maisie Mandy Margaret
    Margery Maria Marianne Marigold Marjorie Marilyn Martha Mary Matilda Maud
    Maureen Mavis Maxine Megan Melanie Melissa Melody Meryl Mildred Millicent
    Millie Minnie Miranda Miriam Moira Molly Muriel Myra Myrtle Nancy Naomi
    Natalie Nellie Nicole Nora Norma Octavia Olive Olivia Opal Ophelia Pamela
    Patience Patricia Patsy Paula Pauline Pearl Peggy Penelope Petunia Philippa
    Phoebe Phyllis Pippa Polly Poppy Portia Primrose Priscilla Prudence Rachel
    Rebecca Rhoda Rhonda Rita Roberta Rosalind Rose Rosemary Rosie Roxanne Ruby
    Ruth Sabrina Sally Samantha Sandra Sarah Scarlett Selina Shannon Sharon
    Sheila Shirley Sophia Sophie Stella Stephanie Susan Susannah Suzanne Sylvia
    Tabitha Tamsin Tara Thelma Theresa Tiffany Tina Tracey Trudy Una Ursula
    Valerie Vanessa Vera Verity Veronica Victoria Viola Violet Virginia
    Vivienne Wanda Wendy Wilhelmina Willa Winifred Yvonne Zara Zoe
Aoife Aisling Bronagh Brigid Ciara Clodagh Grainne Maeve Niamh Nuala Oonagh
    Orla Roisin Saoirse Sinead Siobhan Sorcha Catrin Carys Ceridwen Eirlys
    Ffion Gwyneth Mair Menna Nerys Rhiannon Seren Sian Eilidh Ailsa Catriona
    Mairi Morag
Aarti Aditi Aishwarya Akshara Alka Amrita Amruta Ananya Anika Anita Anjali
    Ankita Anuradha Anushka Aparna Aruna Arundhati Asha Ashwini Avani Bhavana
    Bhavani Bharati Chandni Chhaya Chitra Damini Deepa Deepika Devika Devyani
    Dimple Divya Diya Durga Ekta Esha Falguni Gargi Gauri Gayatri Geeta Hema
    Hemalatha Indira Indu Ira Ishani Ishita Janaki Jaya Jayashree Juhi Kajal
    Kalpana Kalyani Kamala Kamini Kanchana Karuna Kashvi Kavita Kavya Kajol
    Keerthi Khushi Kriti Kritika Kumari Lakshmi Lalita Lata Latika Lavanya
    Leela Madhavi Madhuri Mahima Malini Malavika Mallika Mamta Manasi Mandira
    Manisha Manju Manjula Maya Meena Meenakshi Meera Megha Menaka Mohini
    Mridula Mrinalini Mythili Nalini Namrata Nandini Nandita Navya Neelam Neha
    Nidhi Niharika Nikita Nilima Nirmala Nisha Nitya Padma Padmini Pallavi
    Parvati Payal Pooja Poonam Prachi Pragya Pranali Pratibha Preeti Prerna
    Priya Priyanka Purnima Rachana Radha Radhika Ragini Rajani Rajeshwari Rakhi
    Ranjana Rani Rashmi Rekha Renuka Reshma Richa Ritika Riya Rohini Roopa
    Ruchi Rukmini Rupali Sadhana Sakshi Sandhya Sanjana Sangeeta Sanya Sapna
    Saraswati Sarita Sarojini Savita Savitri Shakuntala Shalini Sharmila
    Sharada Shilpa Shivani Shobha Shraddha Shreya Shruti Shubhangi Simran Sita
    Smita Smriti Sneha Sonal Sonali Sonia Soumya Srishti Stuti Subhadra
    Suchitra Sudha Sujata Sulochana Suman Sumitra Sunanda Sunita Supriya
    Surabhi Sushila Sushma Swara Swati Tanvi Tanya Tanisha Trisha Tulsi Uma
    Urmila Usha Vaishali Vandana Varsha Vasundhara Vasudha Veena Vibha Vidya
    Vijaya Vimala Vinita Vrinda Yamini Yamuna Yashoda
Adele Adeline Adrienne Agathe Agnès Albertine Alizée Amandine Amélie Anaïs
    Anne-Marie Annick Antoinette Apolline Ariane Armelle Aude Aurélie Aurore
    Axelle Babette Bénédicte Bérénice Bernadette Blanche Brigitte Capucine
    Cécile Céleste Céline Chantal Charlène Clarisse Claudette Claudine Clémence
    Clémentine Clothilde Colette Coralie Corinne Cosette Cyrielle Danielle
    Delphine Diane Edwige Éliane Élise Élodie Éloïse Émilie Emmanuelle Estelle
    Eugénie Eulalie Fabienne Fanchon Fantine Faustine Fernande Flavie Fleur
    Florette Françoise Gabrielle Gaëlle Geneviève Georgette Germaine Ghislaine
    Gilberte Ginette Gisèle Guillemette Hélène Héloïse Henriette Honorine
    Hortense Inès Isabelle Isaure Jacinthe Jeanne Jeannine Joëlle Josette
    Josiane Joséphine Juliette Justine Laetitia Laure Laurence Laurette Léa
    Léonie Léontine Liliane Lise Lisette Lorette Louane Lucette Lucie Lucienne
    Lucile Ludivine Madeline Maëlle Maëlys Manon Margaux Margot Marguerite
    Marie Marielle Marine Marion Marlène Marthe Martine Maryse Mathilde Maud
    Mélanie Mélina Mélisande Micheline Mireille Monique Muguette Murielle
    Myriam Nadège Nadine Nathalie Nicolette Ninon Noémie Océane Odette Odile
    Ophélie Orane Pascale Paulette Perrine Pierrette Raymonde Reine Régine
    Romane Rosalie Roseline Sabine Salomé Sandrine Ségolène Séverine Sidonie
    Simone Sixtine Solange Solène Sophie Suzette Sylvie Thérèse Valentine
    Véronique Victoire Violaine Violette Virginie Viviane Yolande Yvette Zélie
Adelita Adoración Aitana Alba Alejandra Alicia Alma Almudena Alondra Amalia
    Amaya Ana Anabel Angustias Antonia Araceli Ariadna Aurora Azucena Beatriz
    Belén Begoña Blanca Camila Candela Caridad Carlota Carmela Carmen Carolina
    Catalina Celestina Chabela Clotilde Concepción Conchita Consuelo Dalia
    Daniela Dolores Dulce Elena Elisa Elvira Emilia Encarnación Esmeralda
    Esperanza Estefanía Estela Estrella Eugenia Eulalia Fabiola Fátima Felisa
    Fernanda Filomena Francisca Gabriela Genoveva Gisela Graciela Guadalupe
    Herminia Hortensia Imelda Inés Inmaculada Isidora Jacinta Jimena Joaquina
    Josefa Josefina Juana Juanita Julieta Justina Leocadia Leonor Leticia Lidia
    Liliana Lola Lorena Lourdes Lucero Lucía Luisa Lupita Luz Macarena
    Magdalena Manuela Marcela Margarita Maribel Maricarmen Marisol Marta Maruja
    Matilde Mercedes Micaela Milagros Mireya Mónica Montserrat Natividad Nieves
    Noelia Norma Nuria Olalla Olga Paloma Paquita Patricia Paz Petra Piedad
    Pilar Purificación Ramona Raquel Rocío Rosa Rosalía Rosario Rosaura Sara
    Socorro Sofía Soledad Susana Tamara Teresa Teresita Trinidad Valentina
    Valeria Verónica Violeta Ximena Yolanda Zulema
Ada Agnese Alba Alessandra Alessia Allegra Amalia Annalisa Annamaria Annunziata
    Antonella Arianna Assunta Aurelia Beatrice Benedetta Bianca Bice Brigida
    Camilla Carla Carlotta Caterina Cecilia Chiara Cinzia Clarice Claretta
    Concetta Costanza Cristina Daniela Debora Delia Donatella Donata Edda Elena
    Elena Eleonora Elettra Elisabetta Enrica Ersilia Federica Fiammetta Filippa
    Fiorella Flavia Francesca Fulvia Gaia Gemma Ginevra Gioia Giorgia Giovanna
    Giuditta Giulia Giuliana Giulietta Giuseppina Giusy Graziella Ilaria
    Immacolata Iolanda Irma Isotta Lavinia Letizia Lia Licia Lidia Livia
    Loredana Loretta Lucia Lucilla Lucrezia Luigia Maddalena Mafalda Marcella
    Mariangela Mariella Marilena Marina Marta Martina Marzia Michela Milena
    Mirella Morena Nicoletta Nives Nunzia Olimpia Ornella Ottavia Paola
    Patrizia Pia Pierina Raffaella Renata Rita Roberta Romina Rosalba Rosanna
    Rosella Rossana Sabina Serafina Serena Silvana Silvia Simona Sofia Sonia
    Stefania Susanna Tecla Teodora Tiziana Tosca Tullia Valentina Vincenza
    Viola Virna Vittoria Viviana Zita
Adelheid Angelika Anke Annegret Anneliese Annika Antje Astrid Bärbel Beate
    Berta Birgit Brunhilde Christa Christel Cornelia Dagmar Doro Dorothea
    Edeltraud Elfriede Elke Elsa Erika Erna Eva-Maria Felicitas Franziska
    Frauke Frieda Friederike Gabi Gerda Gerlinde Gertrud Gesine Gisela Gudrun
    Hannelore Hedwig Heidi Heidemarie Heike Helga Henrike Hertha Hildegard
    Hiltrud Ilse Imke Inga Inge Ingeborg Ingrid Irmgard Isolde Johanna Jutta
    Karin Karla Katharina Käthe Katja Katrin Kerstin Klara Kriemhild Kunigunde
    Liesel Lieselotte Lotte Luise Magda Magdalene Mareike Margarete Margit
    Marlene Marlies Mathilda Mechthild Meike Mia Monika Nadja Ottilie Petra
    Ramona Regina Renate Roswitha Rosemarie Rotraud Sabrina Sieglinde Sigrid
    Silke Susanne Svenja Swantje Tanja Tatjana Traudel Trude Ulrike Ursel Ute
    Uschi Verena Waltraud Wiebke Wilma
Agnieszka Aleksandra Alina Alyona Anastasia Anastasija Anica Anzhela Apolonia
    Barbora Beata Biljana Bogdana Bogumila Bojana Boryana Božena Branka
    Bronislava Danica Danijela Danuta Daria Darina Desislava Dobrila Dragana
    Dunja Dušanka Ekaterina Elzbieta Eva Ewa Galina Gordana Grazyna Halina Hana
    Hanka Helena Ilona Inna Irina Ivana Ivanka Iwona Jadranka Jadwiga Jagoda
    Jana Jarmila Jasna Jelena Jitka Joanna Jolanta Jovana Justyna Kalina Kamila
    Karolina Kasia Katarzyna Kateryna Katya Kinga Klaudia Krystyna Ksenia Kveta
    Larisa Lenka Lidija Ljiljana Ljubica Ludmila Lyubov Lyudmila Magdalena Maja
    Malgorzata Małgorzata Marija Marika Mariya Marketa Marta Milada Milica Mila
    Milka Miroslava Mirjana Monika Nadezhda Natalia Natalya Natasha Nevena Nina
    Oksana Olena Olesya Polina Radka Radmila Raisa Renata Ruzena Ružica Sanja
    Slavica Snezana Sonja Stanislava Stefka Svetlana Svitlana Tamara Tatiana
    Tereza Tsvetana Urszula Valentyna Vendula Veronika Vesna Violeta Vlasta
    Wiesława Yana Yelena Yevgenia Yulia Zdenka Zlata Zofia Zora Zorica Zuzana
Agneta Aino Anneli Annukka Arja Asta Aud Berit Bodil Brita Birgitta Bjørg Dagny
    Ebba Eira Elin Elina Elisabet Else Embla Eevi Frida Gro Gudny Gunhild
    Gunilla Gunnhild Guðrún Gyda Hanne Hanna Hedda Heidrun Helmi Helvi Henna
    Hilde Hulda Ingegerd Ingunn Inkeri Jorunn Johanne Kaarina Kaisa Kajsa
    Karita Kirsi Kirsti Kristiina Kristin Kristina Laila Leena Liisa Linnea
    Linnéa Liv Lovisa Maarit Maija Malin Marit Marjatta Marketta Mette Minna
    Mona Niina Outi Päivi Pernille Pirjo Pirkko Ragna Ragnhild Randi Riikka
    Riitta Ritva Sanna Satu Signe Sigrun Sigríður Silje Siri Sinikka Sissel Siv
    Solveig Solvej Sunniva Svanhild Synnøve Taina Terhi Thora Thyra Tiina Tilda
    Tone Torhild Tove Tuija Tuulikki Turid Tuva Tyra Ulla Ulrikka Unni Vigdis
    Vilhelmiina Wenche Ylva Åsa Åse
Aafke Anneke Annemiek Annelies Carlijn Femke Fleurtje Geertje Gerda Griet
    Hendrika Hilde Ineke Jacoba Jantje Jolien Katrijn Lies Liesbeth Lieke Loes
    Maaike Machteld Madelief Marijke Marieke Marloes Mieke Neeltje Nienke Roos
    Saskia Sanne Sietske Tineke Trijntje Truus Wilhelmijntje Willemijn
Aaliyah Abir Abla Adila Afaf Ahlam Aisha Alia Amal Amani Amina Amira Anisa Arwa
    Asma Atika Aziza Bahia Basma Bouchra Bushra Buthaina Dalal Dalila Djamila
    Dunya Fadia Fadila Fadwa Fairuz Farah Farida Fatiha Fatima Fawzia Ghada
    Ghadir Habiba Hafsa Hajar Hala Halima Hanan Hasna Hayat Hind Houda Huda
    Husna Iman Inaya Intisar Jamila Jawahir Jumana Kawthar Khadija Khawla
    Kulthum Lamia Latifa Layla Leila Lubna Lujain Maha Mahasin Maimuna Malak
    Malika Manal Maram Mariam Marwa Maryam Mayada Maysoon Mona Mouna Munira
    Nabila Nadia Nadira Naima Najat Najla Najwa Nashwa Nawal Nayla Nermin Nihad
    Nisreen Noura Rabia Rachida Raghad Rahma Raja Rana Rania Rasha Rawan Razan
    Reem Rima Rim Ruqayya Saadia Sabah Sabira Safia Safiya Sahar Saida Sakina
    Salma Salwa Samar Samia Samira Samiha Sana Sawsan Shaima Shahd Shereen
    Sihem Soraya Souad Suha Suhaila Sumaya Tahani Tahira Taghreed Wafa Warda
    Widad Yasmin Yasmina Yusra Zahra Zaina Zainab Zakia Zohra Zubaida Zulaikha
Afsaneh Anahita Arezou Atoosa Azadeh Azar Azita Bahar Banafsheh Behnaz Delaram
    Elaheh Elnaz Farangis Farzaneh Fereshteh Forough Ghazaleh Golnaz Golnar
    Haleh Homa Katayoun Ladan Laleh Mahnaz Mahsa Mahshid Mahtab Mandana Manijeh
    Marjan Maryam Masoumeh Mehrnaz Mina Mitra Mojgan Nahid Narges Nasrin Nasim
    Nazanin Neda Negar Niloufar Parastoo Pari Parisa Parvaneh Parvin Pegah
    Roksana Roya Roxana Sahar Samaneh Sanaz Sara Sepideh Setareh Shabnam
    Shaghayegh Shahla Shahrzad Shideh Shirin Shohreh Simin Soheila Soodabeh
    Taraneh Tahmineh Tannaz Yalda Yeganeh Ziba Zohreh
Ayla Ayça Ayfer Aylin Aynur Aysel Aysun Ayşe Bahar Banu Başak Belgin Berna
    Berrin Betül Beyza Bilge Buket Burcu Canan Cansu Cemile Ceren Ceyda Çağla
    Çiğdem Defne Dilara Dilek Duygu Ebru Ece Eda Elif Emel Emine Esin Esra
    Fatma Feride Figen Filiz Funda Füsun Gamze Gizem Gönül Gül Gülay Gülbahar
    Gülcan Gülizar Gülnur Gülsüm Gülşen Hacer Hale Halide Handan Hande Hatice
    Havva Hayriye Hülya İlknur İpek Kader Kezban Lale Leyla Melek Meltem Meral
    Merve Meryem Mihriban Müge Müjde Mualla Mukaddes Nalan Naz Nazan Nazlı
    Nebahat Nergis Nesrin Neslihan Nermin Nevin Nihal Nihan Nilgün Nilüfer
    Nuray Nurcan Nurgül Oya Özge Özlem Pelin Perihan Pınar Reyhan Sakine Saadet
    Selin Sema Semra Sevda Sevgi Sevil Sevim Sevinç Sibel Songül Süheyla Sultan
    Suna Şebnem Şükran Şule Tuba Tuğba Tülay Tülin Türkan Ülkü Ümran Vildan
    Yasemin Yeliz Yeşim Zehra Zeliha Zerrin Zeynep Zuhal Zümrüt
Ai Aiko Akane Akemi Akiko Ami Asako Asuka Atsuko Aya Ayaka Ayako Ayame Ayumi
    Azusa Chie Chieko Chihiro Chika Chinatsu Chiyo Chiyoko Eiko Emi Emiko Eri
    Eriko Etsuko Fumie Fumiko Fuyuko Hana Hanako Haruka Haruko Hatsue Hikari
    Hiroko Hisako Hitomi Honoka Hoshiko Ikuko Izumi Junko Kaede Kana Kanako
    Kaori Kaoruko Kasumi Katsuko Kayo Kazue Kazuko Keiko Kikue Kiko Kimiko
    Kiyoko Kotone Kumiko Kyoko Machiko Madoka Mai Maiko Maki Makiko Mami Mana
    Manami Mari Mariko Masako Mayumi Megumi Mei Michiko Midoriko Mieko Miho
    Mika Miki Mikiko Minako Misaki Misako Mitsuko Miu Miwa Miyako Miyoko Mizuki
    Moe Momoe Momoko Nagisa Nana Nanako Nanami Naoko Natsuko Natsumi Noriko
    Nozomi Reiko Rie Rika Riko Rina Rumi Ruriko Ryoko Saki Sakura Sanae Satoko
    Satomi Sayaka Sayuri Setsuko Shigeko Shiho Shizuka Shizuko Sumiko Suzuko
    Tamaki Tamiko Tomoko Toshiko Tsukiko Umeko Wakana Yayoi Yasuko Yoko Yoshiko
    Yui Yuina Yukari Yukiko Yumi Yumiko Yuriko Yuka Yoshie
Abeba Abena Abimbola Achieng Adaeze Adaobi Adanna Adenike Adjoa Adwoa Aduke
    Afia Afua Akinyi Akosua Akua Ama Amaka Aminata Anyango Asantewaa Atieno Awa
    Ayodele Ayomide Bintou Bisi Bolanle Buhle Chiamaka Chichi Chidinma Chinasa
    Chioma Chipo Dineo Ebele Efua Ekaette Esi Fatou Fatoumata Folasade
    Funmilayo Gcina Gugulethu Hadiza Hawa Ifeoma Ifunanya Ijeoma Kagiso Kehinde
    Khanyisile Khethiwe Kunto Lerato Lindiwe Makena Makeda Mariama Mbali
    Mojisola Moraa Mumbi Muthoni Nakato Naledi Ngozi Njeri Nkechi Nkiruka
    Nobuhle Nolwazi Nomalanga Nomsa Nomvula Nomzamo Nonhlanhla Noxolo Ntombi
    Nyambura Nyokabi Obioma Oluchi Olufunke Omolara Oumou Palesa Penda
    Ramatoulaye Refilwe Ronke Rudo Rutendo Selam Shukura Sibongile Simisola
    Tendai Thandeka Thandiwe Thokozile Titilayo Tsitsi Tsehay Uchenna Wairimu
    Wambui Wangari Wanjiku Winta Yaa Yetunde Yewande Zainabu Zanele Zawadi
    Zodwa Zuri
Ágnes Anikó Boglárka Borbála Csilla Edina Emese Enikő Erzsébet Eszter Etelka
    Fruzsina Gizella Gyöngyi Hajnalka Ibolya Ildikó Ilka Judit Kinga Krisztina
    Magdolna Margit Márta Noémi Piroska Réka Rózsa Sarolta Szilvia Tünde Zsófia
    Zsuzsanna Adriana Alexandra Anca Andreea Camelia Corina Crina Doina Elena
    Florentina Gabriela Ileana Ioana Iuliana Ligia Loredana Luminița Mădălina
    Magdalena Mihaela Mirela Mioara Monica Nicoleta Oana Ramona Raluca Rodica
    Roxana Simona Smaranda Sorina Steluța Ştefania Viorica Zamfira
Aglaia Alkistis Anthoula Aphrodite Artemis Aspasia Athina Calliope Chrysanthi
    Chrysoula Danae Despina Dimitra Efthymia Eirini Elefteria Eleni Electra
    Evangelia Evgenia Fotini Georgia Ioanna Kalliopi Kassandra Katerina
    Konstantina Kyriaki Marilena Melina Myrto Nefeli Niki Panagiota Paraskevi
    Penelopi Persephone Sotiria Stavroula Thalia Theodora Theoni Vasiliki
    Xanthippe Xenia Zinovia
Bích Hằng Hồng Hương Nguyệt Phượng Thảo Thúy Trang Tuyết Eun-ji Eun-young
    Hye-jin Hye-kyung Ji-eun Ji-hye Mi-kyung Mi-young Min-ji Seo-yeon Soo-jin
    So-young Soo-ah Yeon-hee Yoon-ah Fang Meiling Meifen Xiaoling Yanmei Lihua
    Suying Xiulan Yulan Lifen Huifen Meihua Ayu Dewi Endah Fitriani Indah
    Kartika Lestari Megawati Nurhayati Putri Ratna Retno Rini Siti Sulastri
    Wulandari Yuliana Apinya Kanya Malee Pranee Ratana Siriporn Somsri Sunisa
    Wanida
"""

MALE = """
Aaron Abel Abraham Adam Adrian Alan Albert Alastair Alexander Alfred Alvin
    Ambrose Andrew Angus Anthony Archibald Arnold Arthur Augustus Austin
    Barnaby Barry Bartholomew Basil Benedict Benjamin Bernard Bertram Brad
    Bradley Brandon Brendan Brian Bruce Bryan Byron Caleb Calvin Cecil Cedric
    Chad Charles Chester Christopher Clarence Clark Clement Clifford Clifton
    Clinton Clive Colin Conrad Craig Curtis Cyril Damian Daniel Darren David
    Dean Dennis Derek Desmond Dexter Dominic Donald Douglas Duncan Dustin
    Dwight Earl Edgar Edmund Edward Edwin Egbert Eli Elijah Elliot Elmer Elvis
    Eric Ernest Ethan Eugene Evan Everett Ezra Felix Ferdinand Finlay Floyd
    Francis Frank Franklin Fred Frederick Gareth Garfield Gary Gavin Geoffrey
    George Gerald Gideon Gilbert Giles Glenn Godfrey Gordon Graham Grant
    Gregory Grover Harold Harry Harvey Hector Henry Herbert Herman Hiram Homer
    Horace Howard Hubert Hugh Humphrey Ian Ignatius Isaac Isaiah Ivan Ivor Jack
    Jacob Jake James Jared Jarvis Jason Jasper Jeffrey Jeremiah Jeremy Jerome
    Jethro Jim Joe Joel John Johnny Jonah Jonathan Joseph Joshua Josiah Julian
    Justin Keith Kenneth Kevin Kirk Kurt Kyle Lance Larry Lawrence Leo Leon
    Leonard Leopold Leroy Lester Levi Lewis Liam Lionel Lloyd Louis Lucas
    Lucian Luke Luther Magnus Malcolm Marcus Mark Martin Marvin Mason Matthew
    Maurice Maximilian Melvin Micah Michael Mick Miles Milton Mitchell
    Montgomery Mortimer Moses Nathan Nathaniel Ned Neil Nelson Neville Nicholas
    Nigel Noah Norman Oliver Orlando Orson Oscar Oswald Owen Patrick Paul
    Percival Percy Perry Peter Philip Quentin Ralph Raymond Reginald Reuben Rex
    Richard Robert Roderick Rodney Roger Roland Rolf Ronald Roscoe Ross Rufus
    Rupert Russell Samson Samuel Saul Scott Sebastian Seth Silas Simon Solomon
    Spencer Stanley Stephen Steven Stewart Stuart Sylvester Ted Terence
    Thaddeus Theodore Thomas Timothy Titus Tobias Toby Todd Travis Trevor
    Tristan Troy Tyrone Vernon Victor Vincent Wade Wallace Walter Warren Wayne
    Wilbur Wilfred William Winston Wyatt Zachary
Aidan Brendan Cathal Cian Ciaran Colm Conall Conor Cormac Declan Diarmuid Donal
    Eamon Eoin Fergal Fergus Fintan Lorcan Niall Oisin Padraig Ronan Ruairi
    Seamus Sean Tadhg Alun Dafydd Dylan Emlyn Gethin Gwilym Hywel Idris Ieuan
    Iolo Iwan Llewelyn Owain Rhodri Rhys Alasdair Callum Ewan Fraser Gregor
    Hamish Lachlan Murdo Ruaridh
Aakash Aarav Abhay Abhijit Abhishek Aditya Ajay Ajit Akhil Akshay Alok Amar
    Amit Amitabh Amol Anand Anil Aniket Anirudh Anshul Anup Anurag Arjun Arnav
    Arun Arvind Ashok Ashish Ashutosh Atul Avinash Ayush Balaji Balraj Bharat
    Bhaskar Bhuvan Bipin Brijesh Chandan Chandrashekhar Chetan Chirag Darshan
    Dattatraya Debashish Deepak Devdas Devendra Dhananjay Dharmendra Dhruv
    Dilip Dinesh Eknath Gajendra Ganesh Gaurav Gautam Girish Gopal Govind
    Gulshan Hardik Harish Harsh Harsha Hemant Himanshu Hitesh Hrithik Inder
    Ishaan Jagdish Jatin Jayant Jayesh Jitendra Kailash Kalidas Kapil Karan
    Kartik Kaushik Kedar Keshav Ketan Kishore Krishna Kunal Lakshman Lalit
    Lokesh Madan Madhav Mahendra Mahesh Manish Manoj Mayank Milind Mithun Mohan
    Mohit Mukesh Mukund Murali Nagesh Nakul Nandan Narayan Narendra Naresh
    Naveen Neeraj Nikhil Nilesh Nitin Omkar Pankaj Parag Paresh Parth Pavan
    Piyush Prabhakar Pradeep Prakash Pramod Pranav Prasad Prashant Pratap
    Prateek Praveen Prem Prithvi Puneet Purushottam Raghav Raghu Rahul Raj
    Rajat Rajeev Rajendra Rajesh Raju Rakesh Ram Ramesh Ranbir Ranjit Ratan
    Ravi Ravindra Rishabh Rishi Ritesh Rohan Rohit Sachin Sahil Samarth Sandeep
    Sanjay Sanjeev Santosh Sarvesh Satish Satyajit Saurabh Shailesh Shankar
    Shantanu Sharad Shashank Shekhar Shivaji Shreyas Shrikant Shubham Siddharth
    Somnath Sridhar Srinivas Subhash Subramaniam Sudhir Sujit Sukumar Sumit
    Sunil Suraj Suresh Surya Sushant Swapnil Tarun Tejas Trilok Tushar Uday
    Umesh Utkarsh Vaibhav Varun Vasant Venkatesh Vidyut Vijay Vikas Vikram
    Vikrant Vilas Vinay Vinod Vipul Viraj Virat Virender Vishal Vishnu Vivek
    Yash Yashwant Yogesh Yuvraj
Achille Adrien Alain Albéric Alexandre Alphonse Amaury Anatole André Anselme
    Antoine Armand Arnaud Arsène Auguste Aurélien Barnabé Baptiste Barthélemy
    Bastien Benoît Bertrand Blaise Boris Bruno Célestin Charles-Henri Christian
    Christophe Clément Clovis Corentin Cyrille Damien Denis Désiré Didier
    Edmond Édouard Émile Emmanuel Enzo Erwan Étienne Eugène Fabien Fabrice
    Félicien Fernand Firmin Florent Florian François Frédéric Gaël Gaëtan
    Gaspard Gaston Gaultier Gauthier Geoffroy Georges Gérald Gérard Germain
    Gervais Gilles Gontran Grégoire Grégory Guillaume Gustave Guy Hadrien Henri
    Hervé Hilaire Hippolyte Honoré Hugo Hugues Ignace Jacques Jean-Claude
    Jean-Luc Jean-Paul Jean-Pierre Jérémie Jérôme Joachim Jules Julien Lambert
    Laurent Lazare Léandre Léon Léonard Léopold Lilian Loïc Loup Lucien Ludovic
    Marc Marcel Marius Mathieu Mathis Mathurin Matthias Maxence Maxime Mickaël
    Narcisse Nicolas Norbert Octave Olivier Patrice Philibert Philippe Pierre
    Prosper Quentin Raoul Raphaël Raymond Régis Rémi Rémy Renaud René Rodolphe
    Romain Romuald Roch Sébastien Serge Stéphane Sylvain Tanguy Tancrède Théo
    Théodore Théophile Thibault Thierry Tristan Ulysse Urbain Valentin
    Victorien Vivien Xavier Yann Yannick Yves Zacharie
Abelardo Adolfo Adrián Agustín Alberto Alejandro Alfonso Alfredo Álvaro Amadeo
    Anacleto Andrés Ángel Aníbal Anselmo Antonio Armando Arturo Atilano Aurelio
    Baltasar Bartolomé Baudilio Benito Bernardo Blas Bonifacio Braulio Carlos
    Casimiro Cayetano César Claudio Clemente Cristián Cristóbal Damián Darío
    Diego Domingo Eduardo Efraín Eladio Eleuterio Elías Eliseo Eloy Emiliano
    Emilio Enrique Ernesto Esteban Eusebio Evaristo Fabián Faustino Federico
    Felipe Fermín Fernando Fidel Florencio Fortunato Francisco Gaspar Germán
    Gerardo Gonzalo Gregorio Guillermo Gumersindo Gustavo Heriberto Hernán
    Hilario Horacio Humberto Ignacio Iker Isidro Ismael Iván Jacinto Jacobo
    Jaime Javier Jerónimo Jesús Joaquín Jorge José Juan Juanjo Julio Justo
    Ladislao Lázaro Leandro Leonardo Leoncio Lisandro Lorenzo Luciano Luis
    Macario Manuel Manolo Marcelino Marcelo Marcial Marcos Mariano Mario Martín
    Mateo Matías Maximino Miguel Moisés Nemesio Nicanor Nicolás Octavio Onofre
    Pablo Pascual Patricio Pedro Plácido Primitivo Prudencio Rafael Raimundo
    Ramiro Ramón Raúl Ricardo Rigoberto Roberto Rodrigo Rogelio Román Ruben
    Salvador Samuel Sancho Santiago Saturnino Segundo Serafín Sergio Severino
    Teodoro Teófilo Timoteo Tomás Ubaldo Valentín Venancio Vicente Víctor
    Wilfredo Zacarías
Achille Adelmo Agostino Alberico Alceste Alessandro Alessio Alfio Amedeo
    Amerigo Angelo Antonello Arnaldo Arrigo Attilio Augusto Baldassare
    Bartolomeo Bassano Battista Benedetto Beniamino Biagio Calogero Camillo
    Carlo Carmelo Carmine Cesare Ciro Claudio Corrado Cosimo Costantino
    Cristiano Dante Dario Davide Dino Domenico Donato Duilio Edoardo Egidio
    Elio Emanuele Ennio Enzo Ermanno Ettore Eugenio Fabio Fabrizio Fausto
    Ferruccio Filippo Fiorenzo Flavio Francesco Fulvio Gaetano Gennaro Giacomo
    Giampaolo Gian Giancarlo Gianfranco Gianluca Gianluigi Gianni Gino
    Gioacchino Giordano Giorgio Giosuè Giovanni Girolamo Giuliano Giulio
    Giuseppe Giustino Goffredo Graziano Guglielmo Guido Ignazio Ilario Iacopo
    Italo Jacopo Lamberto Lando Lapo Leopoldo Livio Lodovico Luca Lucio Luigi
    Manfredi Marcello Marco Martino Massimiliano Massimo Matteo Mattia Maurizio
    Mauro Michelangelo Mirko Modesto Nazario Nello Nevio Niccolò Nino Nunzio
    Oreste Orazio Osvaldo Ottavio Ottone Palmiro Paolo Pasquale Patrizio
    Pellegrino Pierluigi Piero Pietro Pio Primo Quirino Raffaele Ranieri
    Raniero Remo Renato Renzo Riccardo Rinaldo Rocco Rodolfo Romano Romeo
    Romolo Ruggero Salvatore Sandro Savino Saverio Silvano Silvestro Silvio
    Stefano Tancredi Teodosio Tiberio Tito Tiziano Tommaso Tullio Ubaldo Ugo
    Umberto Valentino Valerio Vincenzo Virgilio Vito Vittorio Walter
Achim Adalbert Albrecht Alois Anton Arndt Axel Balduin Bastian Benno Bernd
    Bernhard Berthold Björn Bodo Burkhard Carsten Christoph Claus Clemens
    Daniel Detlef Diethelm Dieter Dietmar Dietrich Dirk Eberhard Eckart Eckhard
    Edmund Egon Ekkehard Elmar Emil Engelbert Erhard Erich Ernst Erwin Eugen
    Ewald Ferdinand Florian Frank Franz Friedhelm Friedrich Fritz Georg Gerd
    Gerhard Gernot Gottfried Gotthold Günter Gunther Guido Gustav Hannes Hans
    Hans-Peter Harald Hartmut Hasso Heiko Heiner Heinrich Heinz Helmut Hendrik
    Henning Herbert Heribert Hermann Holger Horst Ingo Jens Joachim Jochen
    Johann Johannes Josef Jost Jörg Jürgen Karl Karl-Heinz Karsten Kaspar Klaus
    Klemens Knut Konrad Korbinian Kuno Leonhard Lorenz Lothar Ludger Ludwig
    Lutz Manfred Marius Markus Meinhard Michael Moritz Niklas Norbert Olaf
    Oskar Otto Ottmar Peer Rainer Reinhard Reinhold Roderich Roland Rüdiger
    Rudi Rudolf Ruprecht Sepp Severin Siegbert Siegfried Sigmund Stefan Steffen
    Sven Thilo Thorsten Till Torben Udo Ulf Ulrich Uwe Veit Volker Volkmar
    Waldemar Werner Wieland Wilhelm Winfried Wolf Wolfgang Wolfram Xaver
Aleksander Aleksandar Aleksei Alexei Anatoly Andrej Andrei Andrzej Antoni
    Antonín Arkady Artem Artyom Blagoje Blazej Bogdan Bohdan Bohumil Bojan
    Boleslav Bolesław Borislav Borivoj Branimir Branislav Branko Bronislav
    Cezary Czesław Damir Danilo Davor Dejan Denys Dimitar Dmitri Dmytro
    Dobromir Dragan Dragomir Dragoslav Dušan Evgeny Fedor Fyodor Gavril Gennady
    Georgi Gleb Goran Grigory Grzegorz Henryk Hrvoje Hryhoriy Ignat Igor Ilya
    Iosif Ireneusz Jacek Jakub Janusz Jarek Jaromir Jaroslav Jaroslaw Jerzy
    Jiri Jiří Josip Jovan Jozef Kamil Karel Karol Kazimierz Kirill Kiril
    Konstantin Kresimir Krzysztof Krystian Ladislav Lech Leonid Leszek Lev
    Libor Ljubomir Lubomir Łukasz Maciej Maksim Marcin Marek Mariusz Mateusz
    Matej Mattias Michał Mieczysław Mihail Mikhail Miklavž Mikolaj Mikołaj
    Milan Miloš Milorad Milos Milovan Mirko Miroslav Mladen Momir Nebojša Nenad
    Nikifor Nikolai Oldřich Oleg Oleksandr Oleksiy Ondrej Ondřej Pavel Pavlo
    Pawel Paweł Petar Petr Piotr Plamen Predrag Przemysław Radek Radomir
    Radosław Radovan Rastislav Rodion Roman Rostislav Ruslan Ryszard Semyon
    Sergei Slavko Slobodan Stanislav Stanislaw Stanko Stepan Stjepan Svetozar
    Szymon Tadeusz Taras Timofey Tomasz Tomislav Václav Vadim Valentyn Vasily
    Vasyl Veljko Vitaly Vitezslav Vlad Vladimir Vladislav Vlado Vojtěch
    Volodymyr Vsevolod Vuk Vyacheslav Waldemar Wiesław Witold Włodzimierz
    Wojciech Yaroslav Yegor Yevgeny Yuri Zbigniew Zdeněk Zdzislaw Zenon Željko
    Zlatko Zoran Zvonimir Zygmunt
Aage Aimo Aksel Aleksi Anders Antero Antti Ari Arne Arvid Asbjørn Asger Asgeir
    Audun Birger Birgir Bjarne Bo Børge Dag Dagfinn Eero Egil Einar Eino Eirik
    Eivind Elof Erkki Erik Erland Erling Esko Esa Espen Eyvind Finn Folke
    Fredrik Frode Geir Gösta Göran Gudmund Gunnar Haakon Håkan Håkon Halfdan
    Halvor Hannu Harri Heikki Helge Henrik Hjalmar Hilding Ingemar Ingvar Ivar
    Jaakko Jari Jarkko Jarmo Jens Joakim Jouko Jouni Juha Juhani Jukka Jussi
    Jyrki Kaarlo Kalevi Kalle Karsten Kaj Keijo Kettil Kimmo Kjell Kjetil Klas
    Knud Kristian Kristoffer Lars Lasse Lauri Leif Lennart Mads Magne Markku
    Martti Matti Mikael Mikko Mogens Morten Niels Nils Njål Odd Oddvar Olav Ole
    Olli Olof Ørjan Osmo Otso Øystein Øyvind Palle Pasi Peder Pekka Pelle
    Pentti Per Pertti Petri Petter Preben Raimo Rasmus Reidar Reijo Risto Roald
    Rolf Rune Sakari Seppo Sigurd Sigvard Simen Sivert Snorre Sören Steinar
    Sture Svante Svein Sverre Taavi Tage Taisto Tapani Tapio Teemu Teppo Terje
    Thor Thorbjörn Thorvald Timo Toivo Tor Torbjørn Tord Tore Torgeir Torkel
    Torsten Torstein Trond Trygve Tuomas Ulrik Urho Valdemar Veikko Veli Vidar
    Viggo Vilhelm Ville Viljo Yngve Yrjö Åke
Aart Adriaan Arie Bart Barend Bas Cees Cornelis Evert Floris Frans Geert Gerrit
    Gijs Govert Harmen Hendrikus Huub Jaap Jacobus Jasper Jelle Jeroen Joop
    Joost Joris Jurgen Klaas Koen Kees Laurens Lieven Maarten Marnix Mathijs
    Matthijs Menno Niek Pieter Piet Pim Reinier Rembrandt Rik Rinus Ruud Siebe
    Sjoerd Stijn Sytse Teun Theun Tijn Tjeerd Willem Wim Wouter
Abbas Abdallah Abdelkader Abdelaziz Abdelhak Abdul Abdulaziz Abdullah
    Abdulrahman Abubakr Adel Adham Adil Adnan Afif Ahmad Ahmed Akram Ali Ammar
    Amr Anas Anwar Arif Asad Ashraf Ayman Ayoub Aziz Badr Bakr Bashar Bashir
    Basem Bassam Bilal Boutros Brahim Burhan Daoud Driss Fadel Fadi Fahd Fahim
    Faisal Fakhri Farid Faris Farouk Fathi Fawzi Fouad Ghaleb Ghassan Habib
    Hadi Hafez Haitham Hakim Hamdan Hamid Hamza Hani Harith Harun Hasan Hashim
    Hassan Hatem Haydar Hisham Hosni Hussein Ibrahim Idriss Imad Imran Isam
    Ishaq Ismail Issam Iyad Jabir Jafar Jalal Jamal Jamil Jawad Jibril Kamal
    Kareem Karim Kassem Khaled Khalid Khalil Lotfi Louay Mahdi Mahmoud Majid
    Malik Mamdouh Mansour Marwan Mazen Mehdi Mohamed Mohammed Mounir Moussa
    Muhammad Muhannad Mukhtar Munir Murad Musa Mustafa Nabil Nadim Naim Najib
    Nasser Nawaf Nazim Nizar Omar Osama Othman Qasim Qusay Rabih Rachid Rafiq
    Raed Rami Rashid Rauf Riad Saad Saeed Said Salah Salem Salim Salman Sami
    Samir Sayed Selim Shadi Sharif Sufyan Suhail Sulaiman Taha Tahir Talal
    Talib Tamer Tamim Tariq Tarek Tawfiq Thamer Ubaid Umar Usama Usman Uthman
    Wael Wahid Wajdi Walid Waseem Yahya Yaqub Yasin Yasir Yasser Younes Youssef
    Yunus Yusuf Zaid Zakaria Zaki Ziad Zuhair
Afshin Alborz Amir Arash Ardalan Ardeshir Arman Armin Arsalan Aryan Babak
    Bahman Bahram Behrouz Behzad Bijan Borzou Dara Dariush Ebrahim Ehsan
    Esfandiar Eskandar Farhad Farrokh Farshid Farzad Farzin Fereydoun Firouz
    Garshasp Goudarz Hamed Homayoun Hooman Hormoz Houshang Iraj Jamshid Javad
    Kambiz Kamran Kaveh Kaykhosrow Keyvan Khosrow Kiarash Kourosh Majid Mani
    Manouchehr Masoud Mehran Mehrdad Milad Mohsen Morteza Naser Navid Nima Omid
    Parham Parviz Payam Pedram Pejman Peyman Pouya Ramin Reza Rostam Rouzbeh
    Saeid Sassan Sepehr Shahab Shahin Shahram Shahriar Shahrokh Shapour Siamak
    Siavash Sina Sohrab Soroush Touraj Vahid Yashar Zal
Abdülkadir Adem Ahmet Akif Alp Alparslan Alper Arda Aslan Atakan Atilla Aydın
    Ayhan Aytaç Bahadır Baran Barış Bayram Bedri Bekir Berk Berkay Bora Bülent
    Burak Cahit Can Celal Cem Cemal Cengiz Cenk Cevdet Cihan Coşkun Cüneyt
    Çetin Davut Demir Doğan Doruk Efe Ege Ekrem Emin Emrah Emre Ender Engin
    Enver Ercan Erdal Erdem Erdoğan Eren Ergin Ergün Erhan Erkan Erkin Erol
    Ersin Ertuğrul Fahri Faruk Fatih Fevzi Fikret Fuat Furkan Galip Gökhan
    Gökmen Gürkan Hakan Haldun Halil Haluk Hamdi Hasan Haydar Hayri Hikmet
    Hilmi Hüseyin Hüsnü İbrahim İlhan İlker İlyas İsmail İsmet Kaan Kadir Kaya
    Kazım Kemal Kenan Kerem Koray Korhan Kutay Levent Lütfi Mahmut Mehmet Melih
    Mert Mesut Metin Mete Murat Mustafa Muzaffer Müslüm Nazım Necati Necdet
    Nedim Nejat Nihat Numan Nuri Oğuz Oğuzhan Okan Oktay Onur Orhan Osman Ozan
    Ömer Önder Özcan Özkan Ramazan Rasim Recep Refik Rıza Rıfat Sabri Sadık
    Salih Sedat Selçuk Selahattin Selami Semih Serdar Serhat Serkan Sezgin
    Sinan Suat Süleyman Şahin Şener Şenol Şükrü Tahsin Tamer Taner Tarık Tarkan
    Tayfun Temel Tolga Tuncay Tuncer Turan Turgut Tunç Uğur Ulaş Utku Vedat
    Veli Volkan Yakup Yalçın Yaşar Yavuz Yılmaz Yiğit Yunus Yusuf Zafer Zeki
    Ziya
Akihiko Akihiro Akio Akito Atsushi Daichi Daigo Daiki Daisuke Eiichi Eiji Eita
    Fumio Genji Genta Goro Hachiro Haruki Haruto Hayato Hideaki Hidehiko Hideki
    Hideo Hideto Hiroaki Hirohito Hiroki Hiroshi Hirotaka Hiroto Hiroyuki
    Hisashi Hisao Hitoshi Ichiro Isamu Isao Itsuki Jiro Junichi Junichiro Juro
    Kaito Kanta Katashi Katsuhiko Katsuo Katsuro Kazuhiko Kazuhiro Kazuki
    Kazuma Kazuo Kazushi Kazuya Kazuyuki Keigo Keiichi Keiji Keisuke Keita
    Keitaro Ken Kengo Kenichi Kenji Kenjiro Kenshin Kensuke Kenta Kentaro Kenzo
    Kiichi Kinji Kiyoshi Koichi Koji Kojiro Kohei Koki Kosuke Kota Kotaro
    Kyohei Manabu Masaaki Masahiko Masahiro Masanori Masao Masaru Masashi
    Masato Masaya Masayoshi Masayuki Michio Minoru Mitsuo Mitsuru Motoki Nobu
    Nobuaki Nobuo Nobuyuki Noboru Norihiko Norio Osamu Raiden Rikuto Rokuro Ryo
    Ryohei Ryoichi Ryosuke Ryota Ryu Ryuichi Ryuji Ryunosuke Saburo Sadao
    Satoru Satoshi Seiichi Seiji Shichiro Shigeo Shigeru Shin Shingo Shinichi
    Shinji Shintaro Shinya Shiro Sho Shogo Shoichi Shoji Shota Shuichi Shuji
    Shunsuke Sosuke Sota Susumu Tadao Tadashi Taichi Taiga Taiki Takahiro Takao
    Takashi Takato Takayuki Takehiko Takeo Takeru Takeshi Takuma Takumi Takuya
    Taro Tatsuo Tatsuya Teppei Tetsuo Tetsuya Tomohiro Tomoki Toru Toshiaki
    Toshio Toshiro Toshiyuki Tsutomu Tsuyoshi Wataru Yasuhiro Yasuo Yasushi
    Yohei Yoichi Yoji Yosuke Yoshiaki Yoshihiro Yoshio Yoshiro Yoshito Yuichi
    Yuji Yukio Yusuke Yuta Yutaka Yuto Yuya
Abdoulaye Abebe Adebayo Adekunle Ademola Adewale Akin Akinola Alassane Alioune
    Amadou Anthonio Ato Azubuike Babajide Babatunde Baraka Bongani Boubacar
    Chidi Chibuike Chibuzo Chijioke Chike Chukwudi Chukwuemeka Chukwuma Cheikh
    Dagogo Demba Dumisani Dawit Ebenezer Ebuka Ekow Emeka Enyinnaya Fela
    Folarin Gatete Gbenga Getachew Gyasi Haile Idrissa Ikechukwu Ikenna Jabari
    Jabulani Jelani Jomo Juma Kamau Kariuki Kazembe Kelechukwu Khamisi Kimani
    Kipchoge Kipkemboi Kofi Kojo Kwabena Kwadwo Kwaku Kwame Kwasi Kwesi Lamine
    Langa Lwazi Mamadou Mandla Mbugua Mehari Melaku Menelik Modibo Mthunzi
    Mwangi Ndugu Njoroge Nkosana Nnamdi Nwankwo Obafemi Obinna Ochieng Odhiambo
    Okechukwu Okeke Okello Okoro Okoth Olumide Olusegun Omondi Onyango Opiyo
    Oumar Oupa Ousmane Owusu Rotimi Samba Segun Sekou Sibusiso Simba Sipho
    Sizwe Souleymane Tafari Tamrat Tau Tekle Tesfaye Thabo Themba Thulani Tunde
    Ugochukwu Vusi Vusumuzi Wale Wekesa Wole Yakubu Yohannes Zenzele Zuberi
Ákos András Antal Árpád Attila Balázs Bálint Béla Bence Csaba Dezső Elek Endre
    Ernő Ferenc Gábor Gergely Gyula Imre István János Jenő József Károly Kálmán
    Lajos László Levente Lóránt Márton Mátyás Mihály Miklós Pál Péter Sándor
    Szabolcs Szilárd Tamás Tibor Vilmos Zoltán Zsigmond Zsolt Alin Ciprian
    Constantin Corneliu Costel Cristian Doru Dragoș Dumitru Florin Gheorghe
    Grigore Horia Iacob Ilie Ion Ionuț Iulian Laurențiu Marin Mihai Mircea
    Nicolae Octavian Ovidiu Petre Petru Radu Răzvan Sorin Ștefan Teodor Traian
    Tudor Valeriu Vasile Viorel
Achilleas Agamemnon Alexandros Alexios Anastasios Andreas Antonis Apostolos
    Aristeidis Aristotelis Athanasios Charalambos Christos Chrysostomos
    Dimitrios Dimitris Efstathios Eleftherios Emmanouil Epameinondas Evangelos
    Filippos Fotis Georgios Giannis Giorgos Grigoris Iason Ioannis Iraklis
    Konstantinos Kostas Kyriakos Lambros Lefteris Leonidas Lykourgos Manolis
    Michalis Miltiadis Nektarios Nikolaos Nikos Odysseas Orestis Panagiotis
    Panos Pantelis Pavlos Perikles Petros Prodromos Sokratis Sotirios Spyridon
    Spyros Stamatis Stavros Stelios Stylianos Takis Thanasis Themistoklis
    Theodoros Thodoris Thomas Vangelis Vassilis Xenophon Yannis Yiorgos Zisis
Dũng Đức Hùng Hữu Khoa Mạnh Nghĩa Phúc Quân Quốc Thắng Tuấn Vinh Byung-ho
    Dong-hyun Hyun-woo Jae-hyun Jong-su Jun-ho Min-ho Min-jun Sang-woo Seung-ho
    Sung-min Tae-hyung Tae-woo Young-ho Guoqiang Haoran Jianguo Jianjun Weiguo
    Weimin Zhiqiang Zhigang Dawei Guangming Agus Bambang Budi Darma Dedi Eko
    Hartono Joko Slamet Sugeng Suharto Sukarno Susilo Teguh Wahyudi Widodo
    Yanto Anan Chai Kittisak Niran Prasert Somchai Somsak Surasak Thaksin
    Wichai
"""

# Names that people of either gender carry somewhere.
EITHER = """
Abimbola Ai Alba Amal Anan Arda Aruna Ashwini Ato Austin Ayhan Ayodele Ayomide
Aytaç Bahar Beverley Bilge Bisi Bo Bolanle Brooke Buhle Bích Can Carmen Carol
Chai Chandan Chihiro Cihan Dara Doruk Dylan Ebele Ege Fang Farah Fay Florence
Frances Francis Gail Gatete Gcina Gerd Gian Guadalupe Hadi Harsha Hayat Hikari
Hikmet Hilmi Honoré Hồng Ilya Iman Inge Izumi Jawahir Jaya Jean Joyce Juanjo
Kader Kaede Kagiso Kajol Kamil Kashvi Kehinde Ken Khoa Kota Krishna Kumari
Kunto Laurence Lihua Lilian Luz Madan Maki Mana Mandy Mani Mari Marion Maxime
Mei Mika Miki Mizuki Moe Muzaffer Nagisa Nana Narayan Nasim Naz Nazım Nghĩa
Nihad Nikita Nino Niran Nobu Nozomi Obioma Pari Parvin Patience Perry Phúc
Prem Raja Rajani Rana Ratana Refilwe Reyhan Riko Rosario Ryo Sabah Sakari
Salem Samar Sanne Sezgin Shadi Shahin Shannon Shin Sho Simba Simisola Simone
Simran Sina Sonal Suat Sultan Suman Surya Tamaki Tau Tendai Thảo Tone Tracey
Trang Trinidad Tunde Tünde Uchenna Valentine Vasant Vijaya Vinh Vivien Yannick
Yaşar Yui Özcan Özge Ülkü Ümran Đức İsmet
"""


def without_accents(name):
    """Lower case without accents, to compare spellings of one name."""
    plain = name.lower().translate(str.maketrans("ıłøđ", "ilod"))
    letters = unicodedata.normalize("NFD", plain)
    return "".join(c for c in letters if not unicodedata.combining(c))


def make_first_names(folder):
    """Write first_names.tsv: name, gender. No name is of two genders."""
    female = {without_accents(name): name for name in FEMALE.split()}
    male = {without_accents(name): name for name in MALE.split()}
    both = set(female) & set(male)
    both |= {without_accents(name) for name in EITHER.split()}
    rows = [(female[key], "female") for key in female if key not in both]
    rows += [(male[key], "male") for key in male if key not in both]
    rng = random.Random(f"first_names-{SEED}")
    rng.shuffle(rows)
    chosen = [row for row in rows if row[1] == "female"][:1800]
    chosen += [row for row in rows if row[1] == "male"][:1800]
    rng.shuffle(chosen)
    write_rows(folder / "first_names.tsv", ("name", "gender"), chosen)


# --------------------------------------------------------------------------
# Feelings
# --------------------------------------------------------------------------

EMOTION_SHARES = {
    "joy": 0.31,
    "sadness": 0.27,
    "anger": 0.16,
    "fear": 0.13,
    "love": 0.08,
    "surprise": 0.05,
}
FEELING = table("""
joy: happy, glad, cheerful, delighted, light, proud, thrilled, content, joyful,
    overjoyed, grateful, elated
sadness: sad, lonely, empty, miserable, heartbroken, gloomy, hopeless, low,
    down, sorrowful, lost, homesick
anger: angry, furious, annoyed, irritated, bitter, outraged, resentful, mad,
    offended, cross, enraged, fed up
fear: afraid, scared, anxious, terrified, nervous, worried, uneasy, frightened,
    panicky, tense, threatened, shaky
love: loving, tender, affectionate, devoted, in love, adored, cherished, fond
    of everyone, caring, passionate
surprise: surprised, amazed, astonished, stunned, startled, speechless,
    dumbfounded, taken aback, baffled
""")
# Something that happened to anyone and says nothing about the feeling.
SITUATION = items("""
when i read the letter, after the meeting, on the way to school, when the phone
rang, as the train pulled in, when i saw my exam paper, after the long call
    with
my mother, when the doctor came back, on the first day at work, as i walked
    home,
when the results came out, while i cooked dinner, when my brother arrived, at
    the
family table, when i opened the parcel, in front of the whole class, when the
lights went out, on my birthday, as the door opened, when i heard the news, in
the waiting room, when my name was called, in the empty house, on the last day
    of
the holidays, when i saw the old photographs, after the match, during the
    storm,
when the teacher spoke to me, at the station, when we sold the house
""")
# What the body or the day does, without naming the emotion.
SIGN = {
    "joy": items("""
i danced around the kitchen, i could not stop smiling, i sang all the way, i
laughed out loud, i wanted to hug the whole street, everything seemed to shine,
    i
jumped up and cheered, i skipped down the stairs, it was the best hour of my
year, i told everyone the good news, i slept with a smile, i whistled for hours
"""),
    "sadness": items("""
i cried into my pillow, i could not stop crying, the tears came and stayed, i
stared at the wall for hours, nothing tasted of anything, i did not want to get
out of bed, my heart was heavy, i missed the old days, everything seemed grey,
    i
sat alone and wept, i had no words and no hope, i went to bed at six and wept
"""),
    "anger": items("""
i slammed the door, i shouted at the wall, my fists would not open, i wanted to
throw the plate, i wrote a complaint of three pages, my blood boiled, i tore up
the paper, i told them exactly what i thought of their lies, i clenched my
    teeth,
i stormed out, i kicked the bin, i refused to shake his hand
"""),
    "fear": items("""
my hands would not stop shaking, i checked the lock three times, i held my
breath, i wanted to run and hide, my knees went weak, i could not look behind
    me,
cold sweat ran down my back, i slept with the light on, i kept away from the
window, i imagined the worst, i froze on the spot, i dared not move
"""),
    "love": items("""
i only wanted to hold her hand, i wanted to spend my life with him, i thought
    of
her and of nobody else, i kissed him on the forehead, my heart belonged to her,
    i
would have given him everything, i wanted to look after her for ever, i looked
for his face in the crowd, i wrote her a poem, i fell for him all over again
"""),
    "surprise": items("""
my jaw dropped, i read it three times and still stared, i had to sit down and
blink, i had not seen that coming, it took me a minute to believe it, i said
    what
and could say no more, i rubbed my eyes, nobody had warned me of that, i
    dropped
my cup and stared, that was the last thing i expected
"""),
}
# Events that carry the feeling by themselves.
EVENT = {
    "joy": items("""
i passed the exam at last, my daughter took her first steps, we won the cup in
the last minute, the scan was clear and i am healthy, i got the job i had
    dreamt
of, the sun came out for our picnic, my team mates carried me off the pitch, i
finished my first marathon, my son came home from the war, they loved my
    concert,
the bank agreed and the shop is ours, we painted the new house together
"""),
    "sadness": items("""
my grandmother died on sunday, our dog did not wake up this morning, my best
friend moved away for good, she left without a goodbye, nobody came to my
birthday, i lost the ring my father gave me, the doctor said there is no cure,
    i
failed the exam for the third time, his chair stays empty, my son no longer
calls me, we buried my uncle in the rain, the old cinema is gone for ever
"""),
    "anger": items("""
he lied to me again, they sold my bike without asking, the neighbour drilled at
midnight again, my boss took the credit for my work, somebody scratched my car
and drove off, she read my diary, they cheated and laughed about it, the
    airline
kept my money, he insulted my sister, they parked across my door again, my
colleague stole my idea, the landlord keeps our deposit for no reason
"""),
    "fear": items("""
somebody is following me home, i heard steps in the attic, the plane dropped
    and
the lights went off, the big dog broke its chain, they may find a tumour, the
brakes did not answer, i have to speak before a thousand people tomorrow, the
water kept rising, a stranger tried the door handle, the bridge began to sway,
my child is two hours late, the lift stopped between two floors
"""),
    "love": items("""
my wife fell asleep on my shoulder, he brings me tea every morning, i would
marry her again tomorrow, our newborn held my finger, we held hands all night,
she is the one i want to grow old with, he knows all my faults and stays, i
    miss
his arms around me, i kissed her under the bridge, my heart beats for him alone
"""),
    "surprise": items("""
my twin walked in and i never knew i had one, they gave the prize to me of all
people, the quiet boy turned out to be a prince, my lost cat came back after
    six
years, fifty people jumped out from behind the sofa, the box was full of gold
coins, my old teacher sat next to me on the plane to peru, the statue moved,
    snow
fell in the middle of july, the stranger knew my name
"""),
}
FEELING_PLAIN = lines("""
i felt {now} {situation}
{situation} i felt {now}
i was so {now} {situation}
i am feeling [very|rather|quite|so] {now} today
i feel {now} about [it all|what happened|the move|my job|my exam|the trip|the
    party|this year]
it made me {now} {situation}
{situation} i felt {now} and {now2}
""")
# The feeling that counts is decided by "no longer", "but", "not", "before".
FEELING_ORDER = lines("""
i no longer feel {old}, i feel {now}
{situation} i did not feel {old}, i felt {now}
i thought i would feel {old} {situation}, but i felt {now}
i was {old} before, and now i am {now}
i am {now} now, though i was {old} {situation}
everyone thought i was {old} {situation}; in truth i was {now}
i am not {old} any more, just {now}
i expected to be {old} and ended up {now}
[my sister|my friend|my brother|my neighbour] was {old} {situation}, but i was
    {now}
not {old} but {now}, that is how i felt {situation}
i used to be {old} {situation}, these days i am {now}
i went in feeling {old} and came out feeling {now}
i am not {now} because i am {old}, i am {now} and that is all
""")
FEELING_SIGN = lines("""
{situation} {sign}
{sign} {situation}
{situation} {sign}, and later {sign2}
i used to feel {old} {situation}, but today {sign}
{sign}, and nobody knew why
[my friends|the others] were {old} {situation}, but {sign}
""")
FEELING_EVENT = lines("""
{event}
{event} and i [keep thinking about it|have told nobody yet|still feel it|cannot
    think of anything else]
{event}, and {sign}
today {event}
[last week|yesterday|all month|a year ago] i was {old}, but today {event}
""")


def make_feelings(folder):
    """Write feelings.tsv: text, emotion."""
    rng = random.Random(f"feelings-{SEED}")
    kinds = [FEELING_PLAIN, FEELING_ORDER, FEELING_SIGN, FEELING_EVENT]
    rows = []
    for emotion, share in EMOTION_SHARES.items():
        others = [name for name in FEELING if name != emotion]

        def make(emotion=emotion, others=others):
            (frames,) = rng.choices(kinds, weights=[4, 7, 3, 2])
            slots = {
                "now": FEELING[emotion],
                "old": FEELING[rng.choice(others)],
                "sign": SIGN[emotion],
                "event": EVENT[emotion],
                "situation": SITUATION,
            }
            text = expand(rng, rng.choice(frames), slots)
            return (text, emotion) if len(text.split()) >= 4 else None

        rows += unique(make, round(1800 * share))
    rng.shuffle(rows)
    write_rows(folder / "feelings.tsv", ("text", "emotion"), rows)


# --------------------------------------------------------------------------
# Entities
# --------------------------------------------------------------------------

GIVEN = """
Anna Omar Lucía Kwame Ingrid Rahul Mei Tomás Fatima Viktor Amélie Yusuf
Priya Lars Chiara Diego Nadia Kenji Zanele Piotr Leila Hugo Sara Nikhil Elif
Mateo Ines Ravi Olga Samuel Aisha Henrik Paula Dinesh Greta Farid Hana Marco
Thandi Julien Meera Anton Noura Carlos Freya Sanjay Helen Ibrahim Rosa Emeka
    Yuki
""".split()
FAMILY = """
Patel Schmidt Haddad Romero Mensah Lindgren Sharma Chen Navarro Rahman Petrov
Moreau Demir Iyer Johansson Ricci Ortega Mansour Tanaka Dlamini Kowalski Karimi
Lambert Silva Joshi Yilmaz Vargas Costa Kumar Ivanova Adeyemi Khan Olsen Weber
Perera Keller Aziz Novak Conti Nkosi Dubois Menon Popov Saleh Mendoza Larsen
Okafor Murphy Campbell Hughes Fischer Sato
""".split()
PLACE = items("""
India, France, Kenya, Brazil, Japan, Norway, Egypt, Peru, Canada, Turkey,
    Spain,
Poland, Vietnam, Ghana, Chile, Mumbai, Nairobi, Lisbon, Osaka, Lima, Toronto,
Cairo, Hanoi, Oslo, Kraków, Accra, Istanbul, Chennai, Bogotá, Dublin, Seville,
Helsinki, Casablanca, Jakarta, Montreal, New York, Sri Lanka, South Africa, New
Delhi, San Diego, Cape Town, Buenos Aires, Hong Kong, New Zealand, Saudi Arabia
""")
COMPANY = items("""
Microsoft, Google, Infosys, Siemens, Toyota, Airbus, Nokia, Samsung, Unilever,
Tata Steel, Deutsche Bank, General Electric, Air India, Red Cross, World Bank,
United Nations, Oxford University, Reserve Bank, Nestlé, Volvo, Sony, Wipro,
British Airways, Green Valley Hospital, Central Museum, Lakeside College,
    Northern
Rail, Blue Harbour Films, European Union, Spotify, Intel, Philips, Ericsson
""")
# One surface, three readings: the words around it decide, often those after.
SHARED = items("""
Jordan, Washington, Paris, Chelsea, Sydney, Florence, Austin, Dallas, Lincoln,
Georgia, Victoria, Carolina, Virginia, Houston, Madison, Charlotte, Orlando,
Chester, Lancaster, Kingston, Phoenix, Santiago, Lourdes, Adelaide, Hamilton,
Wellington, Geneva, Sienna, Savannah, Cleveland, Denver, Brooklyn
""")
# So many that most are met once: a tagger can't learn them by heart. The
# lesson's example must be new to it, as a name or as anything else.
RARE = sorted({*FEMALE.split(), *MALE.split()} - {*SHARED, "Chirag"})
ENTITY_PLAIN = lines("""
{per} [worked|works] at {org} in {loc} [.|]
{per} moved from {loc} to {loc2} in [May|1998|2015|March] .
{org} [opened|closed|is building] a [factory|school|branch|laboratory] in {loc}
    .
{per} , a [nurse|teacher|driver|painter] from {loc} , [joined|left] {org} .
{org} named {per} as its new [director|chair|president] on [Monday|Friday] .
The [head|founder|spokesman] of {org} , {per} , was born in {loc} .
[Last year|In June|On Tuesday] {per} met {per2} at the airport of {loc} .
{loc} and {loc2} signed a trade agreement in {loc3} .
The train from {loc} to {loc2} was two hours late .
{org} bought {org2} for [two|five|nine] million [dollars|euros] .
" I have never been to {loc} , " said {per} .
{per} and {per2} studied at {org} .
Heavy rain fell on {loc} [on Sunday|all night|for three days] .
Does {per} still live in {loc} ?
{org} will pay {per} for the damage .
The [river|weather|food|market] in {loc} is famous .
[He|She] left {org} and went back to {loc} .
After ten years at {org} , {per} returned to {loc} .
The cheapest flights to {loc} leave [at dawn|on Wednesday|in winter] .
Nobody at {org} answered the telephone .
""")
# Frames that begin alike; only what follows the name tells what it names.
START = (
    "[||According to the paper|As everyone knows|In fact|Today|Oddly|"
    "To be fair|In the story|On the last page|By the way ,] "
)
ENTITY_SHARED = lines("""
PER|{x} [smiled|sneezed|laughed|sighed] and [took off her coat|sat down|closed
    the book|said goodnight] .
PER|{x} told {per} to wait outside .
PER|{x} {family} [arrived late|won the race|sang two songs|phoned from {loc}] .
PER|{x} forgot her [keys|glasses|passport] in {loc} .
PER|{x} , [32|19|57] , is married to {per} .
PER|{x} married {per} in {loc} .
PER|{x} broke an arm while skiing .
LOC|{x} has [four rivers|two airports|a warm climate|many parks] .
LOC|{x} lies [north|south|east|west] of {loc} .
LOC|{x} , [a city|a place|a region] with long winters , is popular with
    tourists .
LOC|{x} was hit by a storm and its streets were flooded .
LOC|{x} is a long way from {loc} by train .
LOC|{x} is where {per} was born .
LOC|{x} is full of [tourists|museums|old churches|cafés] in [July|August] .
ORG|{x} {kind} [hired 200 people|opened an office in {loc}|raised its
    prices|was sold to {org}] .
ORG|{x} {kind} [sued|praised|dismissed] {per} .
ORG|{x} beat {club} [2-1|3-0|4-2] [in the final|at home|after extra time] .
ORG|{x} scored twice against {club} .
ORG|{x} {kind} [is in trouble|was founded by {per}|employs 900 people] .
""")
ENTITY_SHARED_INSIDE = lines("""
PER|I asked {x} [whether she was tired|to pass the salt|about her children] .
PER|We had dinner with {x} and her [husband|mother] .
LOC|I asked the way to {x} [twice|again|at the station] .
LOC|We had dinner in {x} and [drove on|took the last bus] .
ORG|We watched {x} {kind} grow year by year .
ORG|I bought shares in {x} {kind} [in 2010|last week] .
LOC|{per} of {org} spent the summer in {x} .
PER|{per} and {x} {family} run a shop in {loc} .
ORG|{per} has played for {x} {team} since 2019 .
""")
KIND = items("""
Motors, University, Airlines, Bank, Insurance, Steel, Foods, Hospital, Press,
Electric, Software, Records
""")
TEAM = items("United, City, Rovers, Wanderers, Rangers, Athletic")
FOOTBALL = items("""
Arsenal, Real Madrid, Ajax, Juventus, Celtic, Benfica, Bayern Munich,
    Galatasaray,
Porto City, Kano Pillars, Boca Juniors
""")


def mark(tag, name):
    """Write a name with its tag, so that it survives the filling of slots."""
    return f"<{tag} {name}>"


def bio(sentence):
    """Turn a marked sentence into (word, tag) pairs."""
    pairs = []
    for part in re.findall(r"<[^>]+>|\S+", sentence):
        if not part.startswith("<"):
            pairs.append((part, "O"))
            continue
        tag, *words = part[1:-1].split()
        for index, word in enumerate(words):
            pairs.append((word, f"{'I' if index else 'B'}-{tag}"))
    return pairs


def entity_sentence(rng):
    """One marked sentence."""

    def person():
        if rng.random() < 0.12:
            return mark("PER", rng.choice(SHARED))
        given = rng.choice(rng.choice([GIVEN, RARE]))
        full = f"{given} {rng.choice(FAMILY)}"
        return mark("PER", rng.choice([given, full]))

    def place():
        if rng.random() < 0.12:
            return mark("LOC", rng.choice(SHARED))
        return mark("LOC", rng.choice(PLACE))

    def company():
        name = rng.choice(COMPANY)
        if rng.random() < 0.25:
            name = f"{rng.choice(FAMILY + SHARED)} {rng.choice(KIND)}"
        return mark("ORG", name)

    slots = {
        "per": [person() for _ in range(6)],
        "loc": [place() for _ in range(6)],
        "org": [company() for _ in range(6)],
        "club": mark("ORG", rng.choice(FOOTBALL)),
        "x": "@",
        "family": "@family",
        "kind": "@kind",
        "team": "@team",
    }
    if rng.random() < 0.5:
        return expand(rng, rng.choice(ENTITY_PLAIN), slots)
    shared = rng.random() < 0.75
    frames = ENTITY_SHARED if shared else ENTITY_SHARED_INSIDE
    tag, frame = rng.choice(frames).split("|", 1)
    sentence = expand(rng, (START if shared else "") + frame, slots)
    name = rng.choice(SHARED)
    # A second part of the name belongs to the same entity.
    for part, words in [("family", FAMILY), ("kind", KIND), ("team", TEAM)]:
        sentence = re.sub(
            rf"@ @{part}\b", f"<{tag} {name} {rng.choice(words)}>", sentence
        )
    return re.sub("@", mark(tag, name), sentence)


def make_entities(folder):
    """Write entities.conll: a word and its tag per line."""
    rng = random.Random(f"entities-{SEED}")

    def make():
        return (entity_sentence(rng),)

    seen, blocks = set(), []
    for (sentence,) in unique(make, 1520):
        pairs = bio(sentence)
        text = " ".join(word for word, _ in pairs)
        if text.lower() not in seen and len(blocks) < 1500:
            seen.add(text.lower())
            blocks.append("".join(f"{word}\t{tag}\n" for word, tag in pairs))
    body = "\n".join(blocks)
    path = folder / "entities.conll"
    path.write_text(body, encoding="utf-8", newline="\n")


# --------------------------------------------------------------------------
# English and French
# --------------------------------------------------------------------------


def rows(text):
    """Read lines of fields separated by bars."""
    return [tuple(line.split("|")) for line in lines(text)]


# English | its plural | French | gender | French plural
FOOD = rows("""
apple|apples|pomme|f|pommes
orange|oranges|orange|f|oranges
egg|eggs|œuf|m|œufs
cake|cakes|gâteau|m|gâteaux
sandwich|sandwiches|sandwich|m|sandwichs
pear|pears|poire|f|poires
tomato|tomatoes|tomate|f|tomates
omelette|omelettes|omelette|f|omelettes
onion|onions|oignon|m|oignons
potato|potatoes|pomme de terre|f|pommes de terre
""")
THING = rows("""
house|houses|maison|f|maisons
car|cars|voiture|f|voitures
book|books|livre|m|livres
coat|coats|manteau|m|manteaux
picture|pictures|image|f|images
bicycle|bicycles|vélo|m|vélos
boat|boats|bateau|m|bateaux
tree|trees|arbre|m|arbres
key|keys|clé|f|clés
letter|letters|lettre|f|lettres
umbrella|umbrellas|parapluie|m|parapluies
clock|clocks|horloge|f|horloges
table|tables|table|f|tables
garden|gardens|jardin|m|jardins
flower|flowers|fleur|f|fleurs
hat|hats|chapeau|m|chapeaux
shirt|shirts|chemise|f|chemises
hotel|hotels|hôtel|m|hôtels
story|stories|histoire|f|histoires
watch|watches|montre|f|montres
computer|computers|ordinateur|m|ordinateurs
bag|bags|sac|m|sacs
dress|dresses|robe|f|robes
chair|chairs|chaise|f|chaises
""")
SPOT = [
    noun
    for noun in THING
    if noun[0] in "house car boat tree table chair bag hotel".split()
]
GIFT = [noun for noun in THING if noun not in SPOT] + SPOT[1:2]
PERSON = rows("""
teacher|teachers|professeur|m|professeurs
girl|girls|fille|f|filles
boy|boys|garçon|m|garçons
neighbour|neighbours|voisin|m|voisins
woman|women|femme|f|femmes
man|men|homme|m|hommes
child|children|enfant|m|enfants
doctor|doctors|médecin|m|médecins
sister|sisters|sœur|f|sœurs
brother|brothers|frère|m|frères
cousin|cousins|cousin|m|cousins
aunt|aunts|tante|f|tantes
uncle|uncles|oncle|m|oncles
student|students|étudiant|m|étudiants
""")
ANIMAL = rows("""
dog|dogs|chien|m|chiens
cat|cats|chat|m|chats
horse|horses|cheval|m|chevaux
bird|birds|oiseau|m|oiseaux
cow|cows|vache|f|vaches
""")
# English | French | gender, for what is not counted.
MASS = rows("""
bread|pain|m
cheese|fromage|m
soup|soupe|f
salad|salade|f
meat|viande|f
jam|confiture|f
rice|riz|m
ice cream|glace|f
""")
DRINK = rows("""
water|eau|f
milk|lait|m
tea|thé|m
coffee|café|m
wine|vin|m
orange juice|jus d'orange|m
lemonade|limonade|f
""")
# English | masculine | feminine | masculine plural | feminine plural | place
COLOUR = rows("""
red|rouge|rouge|rouges|rouges|after
blue|bleu|bleue|bleus|bleues|after
green|vert|verte|verts|vertes|after
black|noir|noire|noirs|noires|after
white|blanc|blanche|blancs|blanches|after
yellow|jaune|jaune|jaunes|jaunes|after
""")
QUALITY = rows("""
big|grand|grande|grands|grandes|before
small|petit|petite|petits|petites|before
beautiful|beau|belle|beaux|belles|before
new|nouveau|nouvelle|nouveaux|nouvelles|before
old|vieux|vieille|vieux|vieilles|before
expensive|cher|chère|chers|chères|after
heavy|lourd|lourde|lourds|lourdes|after
strange|étrange|étrange|étranges|étranges|after
""")
MOOD = rows("""
happy|heureux|heureuse|heureux|heureuses|after
tired|fatigué|fatiguée|fatigués|fatiguées|after
ill|malade|malade|malades|malades|after
young|jeune|jeune|jeunes|jeunes|before
tall|grand|grande|grands|grandes|before
rich|riche|riche|riches|riches|after
kind|gentil|gentille|gentils|gentilles|after
strong|fort|forte|forts|fortes|after
intelligent|intelligent|intelligente|intelligents|intelligentes|after
old|vieux|vieille|vieux|vieilles|before
""")
# English | third person | past | French infinitive | je tu il nous vous ils
# | participle | what it is done to
VERB = rows("""
buy|buys|bought|acheter|achète achètes achète achetons achetez
    achètent|acheté|food thing mass
eat|eats|ate|manger|mange manges mange mangeons mangez mangent|mangé|food mass
drink|drinks|drank|boire|bois bois boit buvons buvez boivent|bu|drink
see|sees|saw|voir|vois vois voit voyons voyez voient|vu|thing person animal
find|finds|found|trouver|trouve trouves trouve trouvons trouvez
    trouvent|trouvé|thing animal
sell|sells|sold|vendre|vends vends vend vendons vendez vendent|vendu|thing food
    mass
look for|looks for|looked for|chercher|cherche cherches cherche cherchons
    cherchez cherchent|cherché|thing person animal mass
help|helps|helped|aider|aide aides aide aidons aidez aident|aidé|person
invite|invites|invited|inviter|invite invites invite invitons invitez
    invitent|invité|person
listen to|listens to|listened to|écouter|écoute écoutes écoute écoutons écoutez
    écoutent|écouté|person
wait for|waits for|waited for|attendre|attends attends attend attendons
    attendez attendent|attendu|person
choose|chooses|chose|choisir|choisis choisis choisit choisissons choisissez
    choisissent|choisi|thing food
lose|loses|lost|perdre|perds perds perd perdons perdez perdent|perdu|thing
draw|draws|drew|dessiner|dessine dessines dessine dessinons dessinez
    dessinent|dessiné|thing animal
admire|admires|admired|admirer|admire admires admire admirons admirez
    admirent|admiré|thing person
forget|forgets|forgot|oublier|oublie oublies oublie oublions oubliez
    oublient|oublié|thing
take|takes|took|prendre|prends prends prend prenons prenez prennent|pris|thing
    food mass
""")
KINDS = {"food": FOOD, "thing": THING, "person": PERSON, "animal": ANIMAL}

# English | French | person (0 je .. 5 ils) | gender
SUBJECT = rows("""
I|je|0|m
you|tu|1|m
he|il|2|m
she|elle|2|f
we|nous|3|m
they|ils|5|m
my sister|ma sœur|2|f
my father|mon père|2|m
my aunt|ma tante|2|f
my parents|mes parents|5|m
the girls|les filles|5|f
the boys|les garçons|5|m
our neighbours|nos voisins|5|m
Paul|Paul|2|m
Anna|Anna|2|f
Anna and Marie|Anna et Marie|5|f
the old man|le vieil homme|2|m
your friends|tes amis|5|m
the queen|la reine|2|f
""")
HAVE = ["ai", "as", "a", "avons", "avez", "ont"]
BE = ["suis", "es", "est", "sommes", "êtes", "sont"]
GO = ["vais", "vas", "va", "allons", "allez", "vont"]
WANT = ["veux", "veux", "veut", "voulons", "voulez", "veulent"]
MUST = ["dois", "dois", "doit", "devons", "devez", "doivent"]
CAN = ["peux", "peux", "peut", "pouvons", "pouvez", "peuvent"]
# English | French | gender | plural?
GOAL = rows("""
the market|le marché
the school|l'école
the station|la gare
the library|la bibliothèque
the hospital|l'hôpital
the cinema|le cinéma
the beach|la plage
the museum|le musée
the airport|l'aéroport
the theatre|le théâtre
the bakery|la boulangerie
the swimming pool|la piscine
the castle|le château
""")
# English | to and in | from
COUNTRY = rows("""
France|en France|de France
Italy|en Italie|d'Italie
Spain|en Espagne|d'Espagne
India|en Inde|d'Inde
Canada|au Canada|du Canada
Japan|au Japon|du Japon
Portugal|au Portugal|du Portugal
Morocco|au Maroc|du Maroc
the United States|aux États-Unis|des États-Unis
Paris|à Paris|de Paris
London|à Londres|de Londres
""")
# English past | participle with être | preposition
MOTION = rows("""
went|go|allé|to
came back|come back|revenu|from
arrived|arrive|arrivé|in
stayed|stay|resté|in
""")
TIME = rows("""
today|aujourd'hui
every day|tous les jours
every Sunday|tous les dimanches
in the morning|le matin
in the evening|le soir
this week|cette semaine
""")
PAST_TIME = rows("""
yesterday|hier
last week|la semaine dernière
last year|l'année dernière
this morning|ce matin
two days ago|il y a deux jours
on Monday|lundi
""")
FUTURE_TIME = rows("""
tomorrow|demain
tonight|ce soir
next week|la semaine prochaine
soon|bientôt
next year|l'année prochaine
""")
HOUR = rows("""
six o'clock|six heures
seven o'clock|sept heures
half past seven|sept heures et demie
eight o'clock|huit heures
a quarter past nine|neuf heures et quart
ten o'clock|dix heures
noon|midi
""")
REFLEXIVE = rows("""
get up|gets up|lève lèves lève levons levez lèvent
wake up|wakes up|réveille réveilles réveille réveillons réveillez réveillent
go to bed|goes to bed|couche couches couche couchons couchez couchent
wash|washes|lave laves lave lavons lavez lavent
get dressed|gets dressed|habille habilles habille habillons habillez habillent
""")
INTRANSITIVE = rows("""
sing|sings|chante chantes chante chantons chantez chantent|chanter
dance|dances|danse danses danse dansons dansez dansent|danser
work|works|travaille travailles travaille travaillons travaillez
    travaillent|travailler
sleep|sleeps|dors dors dort dormons dormez dorment|dormir
swim|swims|nage nages nage nageons nagez nagent|nager
read|reads|lis lis lit lisons lisez lisent|lire
run|runs|cours cours court courons courez courent|courir
""")
WHERE = rows("""
under|sous
on|sur
in front of|devant
behind|derrière
near|près de
next to|à côté de
""")
PHRASES = rows("""
Good morning!|Bonjour !
Good evening, madam.|Bonsoir, madame.
Thank you very much.|Merci beaucoup.
How are you?|Comment allez-vous ?
What is your name?|Comment t'appelles-tu ?
My name is Claire.|Je m'appelle Claire.
See you tomorrow!|À demain !
I do not understand.|Je ne comprends pas.
Can you help me, please?|Pouvez-vous m'aider, s'il vous plaît ?
Where is the station?|Où est la gare ?
What time is it?|Quelle heure est-il ?
It is raining.|Il pleut.
It is snowing in the mountains.|Il neige à la montagne.
The weather is fine today.|Il fait beau aujourd'hui.
It is very cold this morning.|Il fait très froid ce matin.
It is hot in July.|Il fait chaud en juillet.
I am hungry.|J'ai faim.
She is thirsty.|Elle a soif.
We are afraid of the dark.|Nous avons peur du noir.
He is twenty years old.|Il a vingt ans.
How much does it cost?|Combien ça coûte ?
Happy birthday!|Joyeux anniversaire !
Have a good trip!|Bon voyage !
I love you.|Je t'aime.
I miss you.|Tu me manques.
Nobody knows.|Personne ne sait.
There is nothing to eat.|Il n'y a rien à manger.
I have never been to Rome.|Je ne suis jamais allé à Rome.
Do not worry.|Ne t'inquiète pas.
Everything is ready.|Tout est prêt.
I was born in Lyon.|Je suis né à Lyon.
They live in the country.|Ils habitent à la campagne.
Whose bag is this?|À qui est ce sac ?
Why are you laughing?|Pourquoi ris-tu ?
When does the train leave?|Quand part le train ?
""")
VOWELS = "aàâeéèêiîoôuûyhœAÀÂEÉÈÊIÎOÔUYHŒ"


def french(text):
    """Apply the elisions and contractions of French, and a capital letter."""
    vowel = rf"(?=[{VOWELS}])"
    text = re.sub(rf"(?<![-\w])([mts])a {vowel}", r"\1on ", text)
    text = re.sub(rf"(?<![-\w])ce {vowel}", "cet ", text)
    for word, before_vowel in [
        ("beau", "bel"),
        ("nouveau", "nouvel"),
        ("vieux", "vieil"),
    ]:
        text = re.sub(
            rf"\b((?:un|le|ce|mon|ton|son) ){word} {vowel}",
            rf"\g<1>{before_vowel} ",
            text,
        )
    for word in ["je", "ne", "de", "le", "la", "que", "me", "te", "se"]:
        text = re.sub(
            rf"(?<![-\w]){word} {vowel}", f"{word[:-1]}'", text, flags=re.I
        )
    for pair, one in [
        ("de le", "du"),
        ("de les", "des"),
        ("à le", "au"),
        ("à les", "aux"),
    ]:
        text = re.sub(rf"(?<!\w){pair} ", f"{one} ", text)
    return capital(text)


def form(adjective, gender, plural):
    """The French form of an adjective that agrees with its noun."""
    return adjective[1 + (gender == "f") + 2 * plural]


def noun_phrase(rng, noun, determiners, adjectives=()):
    """A noun with a determiner and perhaps an adjective, in both languages.

    Returns:
        English, French, gender, plural, and French after `ne ... pas`.
    """
    english, english_plural, word, gender, word_plural = noun
    determiner = rng.choice(determiners)
    plural = determiner in ("two", "three", "these", "the+", "my+", "her+")
    name = determiner.rstrip("+")
    f = gender == "f"
    articles = {
        "a": "une" if f else "un",
        "the": "les" if plural else "la" if f else "le",
        "my": "mes" if plural else "ma" if f else "mon",
        "her": "ses" if plural else "sa" if f else "son",
        "this": "cette" if f else "ce",
        "these": "ces",
        "two": "deux",
        "three": "trois",
    }
    article = articles[name]
    word = word_plural if plural else word
    english = english_plural if plural else english
    if adjectives and rng.random() < 0.55:
        adjective = rng.choice(adjectives)
        english = f"{adjective[0]} {english}"
        agreed = form(adjective, gender, plural)
        before = adjective[5] == "before"
        word = f"{agreed} {word}" if before else f"{word} {agreed}"
    negated = f"de {word}" if name == "a" else f"{article} {word}"
    if name == "a" and re.match(r"(beau|nouveau|vieux) ", word):
        negated = french(f"un {word}").replace("Un ", "de ")
    return (
        tidy(f"{name} {english}"),
        f"{article} {word}",
        gender,
        plural,
        negated,
    )


def verb_object(rng):
    """A verb and a fitting object: verb, English, French, negated French."""
    verb = rng.choice(VERB)
    kind = rng.choice(verb[6].split())
    if kind in ("mass", "drink"):
        english, word, gender = rng.choice(MASS if kind == "mass" else DRINK)
        some = f"de {'la' if gender == 'f' else 'le'} {word}"
        return verb, english, some, f"de {word}"
    noun = rng.choice(KINDS[kind])
    adjectives = {
        "food": QUALITY[:2],
        "thing": COLOUR + QUALITY,
        "person": MOOD[:0],
        "animal": COLOUR[3:5] + QUALITY[:3],
    }[kind]
    determiners = ["a", "the", "my", "this", "the+", "two", "her", "these"]
    if kind == "person":
        determiners = ["the", "this", "the+", "these"]
        if noun[0] not in ("man", "woman", "boy", "girl"):
            determiners += ["my", "my+", "her", "her+"]
    english, word, _, _, negated = noun_phrase(
        rng, noun, determiners, adjectives
    )
    return verb, english, word, negated


def third(subject):
    """Whether an English subject takes the verb's third person form."""
    return subject[2] == "2"


def pick_subject(rng, *, être=False):
    """A subject; with être the gender of `je`, `tu`, `nous` is not known."""
    return rng.choice([s for s in SUBJECT if not être or s[2] in "25"])


def with_time(rng, english, word, times, share=0.3):
    """Perhaps add a time to both sentences."""
    if rng.random() < share:
        when = rng.choice(times)
        return f"{english} {when[0]}", f"{word} {when[1]}"
    return english, word


def present(rng):
    """Subject, verb, object: stated, denied or asked."""
    subject, (verb, thing, word, negated) = pick_subject(rng), verb_object(rng)
    person = int(subject[2])
    verb_form = verb[4].split()[person]
    kind = rng.choice(["statement", "negation", "question"])
    name, il = subject[:2]
    if kind == "statement":
        english = f"{name} {verb[1] if third(subject) else verb[0]} {thing}"
        target = f"{il} {verb_form} {word}"
        english, target = with_time(rng, english, target, TIME)
        return f"{english}.", f"{target}."
    if kind == "negation":
        does = "does not" if third(subject) else "do not"
        return (
            f"{name} {does} {verb[0]} {thing}.",
            f"{il} ne {verb_form} pas {negated}.",
        )
    does = "does" if third(subject) else "do"
    return (
        f"{does} {name} {verb[0]} {thing}?",
        f"est-ce que {il} {verb_form} {word} ?",
    )


def past(rng):
    """The past with avoir."""
    subject, (verb, thing, word, negated) = pick_subject(rng), verb_object(rng)
    have = HAVE[int(subject[2])]
    name, il = subject[:2]
    kind = rng.choice(["statement", "negation", "question"])
    if kind == "statement":
        english, target = with_time(
            rng,
            f"{name} {verb[2]} {thing}",
            f"{il} {have} {verb[5]} {word}",
            PAST_TIME,
            0.4,
        )
        return f"{english}.", f"{target}."
    if kind == "negation":
        return (
            f"{name} did not {verb[0]} {thing}.",
            f"{il} ne {have} pas {verb[5]} {negated}.",
        )
    return (
        f"did {name} {verb[0]} {thing}?",
        f"est-ce que {il} {have} {verb[5]} {word} ?",
    )


def past_motion(rng):
    """The past with être: the participle agrees with the subject."""
    subject = pick_subject(rng, être=True)
    english_past, base, participle, preposition = rng.choice(MOTION)
    plural = subject[2] == "5"
    ending = ("e" if subject[3] == "f" else "") + ("s" if plural else "")
    if rng.random() < 0.5:
        place = rng.choice(COUNTRY)
        where = place[2] if preposition == "from" else place[1]
    else:
        place = rng.choice(GOAL)
        where = f"{'de' if preposition == 'from' else 'à'} {place[1]}"
        preposition = "at" if preposition == "in" else preposition
    name, il = subject[:2]
    be = BE[int(subject[2])]
    if rng.random() < 0.3:
        return (
            f"{name} did not {base} {preposition} {place[0]}.",
            f"{il} ne {be} pas {participle}{ending} {where}.",
        )
    english, target = with_time(
        rng,
        f"{name} {english_past} {preposition} {place[0]}",
        f"{il} {be} {participle}{ending} {where}",
        PAST_TIME,
        0.5,
    )
    return f"{english}.", f"{target}."


def near_future(rng):
    """Going to, and want to, must, can."""
    subject, (verb, thing, word, negated) = pick_subject(rng), verb_object(rng)
    person = int(subject[2])
    name, il = subject[:2]
    is_ = {"0": "am", "2": "is"}.get(subject[2], "are")
    wants = "wants" if third(subject) else "want"
    does = "does not" if third(subject) else "do not"
    helper, negative, forms = rng.choice(
        [
            (f"{is_} going to", f"{is_} not going to", GO),
            (f"{is_} going to", f"{is_} not going to", GO),
            (f"{wants} to", f"{does} want to", WANT),
            ("must", "must not", MUST),
            ("can", "cannot", CAN),
        ]
    )
    if rng.random() < 0.35:
        return (
            f"{name} {negative} {verb[0]} {thing}.",
            f"{il} ne {forms[person]} pas {verb[3]} {negated}.",
        )
    english, target = with_time(
        rng,
        f"{name} {helper} {verb[0]} {thing}",
        f"{il} {forms[person]} {verb[3]} {word}",
        FUTURE_TIME,
    )
    return f"{english}.", f"{target}."


def going(rng):
    """Going to a place or coming from it."""
    subject, time = pick_subject(rng), rng.choice(TIME)
    name, il = subject[:2]
    goes = "goes" if third(subject) else "go"
    go = GO[int(subject[2])]
    english, place = rng.choice(GOAL)
    if rng.random() < 0.4:
        english, place, _ = rng.choice(COUNTRY)
        place = f"@{place}"
    place = place[1:] if place[0] == "@" else f"à {place}"
    if rng.random() < 0.3:
        does = "does not" if third(subject) else "do not"
        return (
            f"{name} {does} go to {english} {time[0]}.",
            f"{il} ne {go} pas {place} {time[1]}.",
        )
    return (
        f"{name} {goes} to {english} {time[0]}.",
        f"{il} {go} {place} {time[1]}.",
    )


def description(rng):
    """The house is big: the adjective agrees after être."""
    if rng.random() < 0.5:
        subject = rng.choice([s for s in SUBJECT if s[2] in "25"])
        adjective = rng.choice(MOOD)
        if subject[0] == "the old man":
            adjective = MOOD[0]
        plural = subject[2] == "5"
        name, il, gender = subject[0], subject[1], subject[3]
    else:
        noun = rng.choice(THING)
        name, il, gender, plural, _ = noun_phrase(
            rng, noun, ["the", "my", "this", "these", "her", "the+"]
        )
        adjective = rng.choice(COLOUR + QUALITY)
    be, is_ = ("sont", "are") if plural else ("est", "is")
    agreed = form(adjective, gender, plural)
    kind = rng.choice(["statement", "very", "not", "question"])
    if kind == "very" and adjective not in COLOUR:
        return f"{name} {is_} very {adjective[0]}.", f"{il} {be} très {agreed}."
    if kind == "not":
        return (
            f"{name} {is_} not {adjective[0]}.",
            f"{il} ne {be} pas {agreed}.",
        )
    if kind == "question":
        return (
            f"{is_} {name} {adjective[0]}?",
            f"est-ce que {il} {be} {agreed} ?",
        )
    return f"{name} {is_} {adjective[0]}.", f"{il} {be} {agreed}."


def comparison(rng):
    """Taller than: the adjective agrees with the one compared."""
    one, other = rng.sample([s for s in SUBJECT[6:] if s[2] in "25"], 2)
    if one[0].startswith("Anna") and other[0].startswith("Anna"):
        return None
    adjective = rng.choice(MOOD[2:])
    plural = one[2] == "5"
    is_, be = ("are", "sont") if plural else ("is", "est")
    agreed = form(adjective, one[3], plural)
    more = {
        "young": "younger",
        "tall": "taller",
        "rich": "richer",
        "kind": "kinder",
        "strong": "stronger",
        "old": "older",
        "ill": "more ill",
        "intelligent": "more intelligent",
    }[adjective[0]]
    english, word = rng.choice(
        [(more, "plus"), (f"as {adjective[0]}", "aussi")]
    )
    than = "than" if word == "plus" else "as"
    return (
        f"{one[0]} {is_} {english} {than} {other[0]}.",
        f"{one[1]} {be} {word} {agreed} que {other[1]}.",
    )


def object_pronoun(rng):
    """The apple? She eats it: the pronoun has the gender of its noun."""
    verb = rng.choice([v for v in VERB if "thing" in v[6] or "person" in v[6]])
    kind = rng.choice([k for k in verb[6].split() if k in KINDS])
    noun = rng.choice(KINDS[kind])
    english, word, gender, plural, _ = noun_phrase(
        rng, noun, ["the", "the", "the+", "this", "these"]
    )
    subject = pick_subject(rng)
    name, il = subject[:2]
    person = int(subject[2])
    if plural:
        it, le = "them", "les"
    elif kind == "person":
        it, le = ("her", "la") if gender == "f" else ("him", "le")
    else:
        it, le = "it", "la" if gender == "f" else "le"
    if (
        kind == "person"
        and not plural
        and noun[0]
        not in ("girl boy woman man sister brother aunt uncle".split())
    ):
        return None
    kind = rng.choice(["present", "negation", "past"])
    if kind == "past":
        ending = ("e" if gender == "f" else "") + ("s" if plural else "")
        return (
            f"{english}? {capital(name)} {verb[2]} {it}.",
            f"{word} ? "
            + french(f"{il} {le} {HAVE[person]} {verb[5]}{ending}."),
        )
    verb_form = verb[4].split()[person]
    if kind == "negation":
        does = "does not" if third(subject) else "do not"
        return (
            f"{english}? {capital(name)} {does} {verb[0]} {it}.",
            f"{word} ? " + french(f"{il} ne {le} {verb_form} pas."),
        )
    does = verb[1] if third(subject) else verb[0]
    return (
        f"{english}? {capital(name)} {does} {it}.",
        f"{word} ? " + french(f"{il} {le} {verb_form}."),
    )


def giving(rng):
    """Give, show and send something to somebody: lui and leur."""
    subject = pick_subject(rng)
    name, il = subject[:2]
    give, gives, forms = rng.choice(
        rows("""
give|gives|donne donnes donne donnons donnez donnent
show|shows|montre montres montre montrons montrez montrent
send|sends|envoie envoies envoie envoyons envoyez envoient
""")
    )
    whom, lui = rng.choice(
        [("him", "lui"), ("them", "leur"), ("me", "me"), ("us", "nous")]
    )
    clash = {"I": ("me", "us"), "we": ("me", "us"), "you": ()}
    if whom in clash.get(name, ()):
        return None
    thing, word, _, _, _ = noun_phrase(
        rng, rng.choice(GIFT), ["a", "the", "this", "two"], COLOUR
    )
    verb_form = forms.split()[int(subject[2])]
    return (
        f"{name} {gives if third(subject) else give} {whom} {thing}.",
        f"{il} {lui} {verb_form} {word}.",
    )


def there_is(rng):
    """There is a cat under the table."""
    noun = rng.choice(ANIMAL + FOOD)
    what, word, _, plural, negated = noun_phrase(
        rng, noun, ["a", "a", "two", "three"], QUALITY[:2]
    )
    place, french_place, _, _, _ = noun_phrase(
        rng, rng.choice(SPOT), ["the", "my", "this", "her"]
    )
    where, où = rng.choice(WHERE)
    kind = rng.choice(["statement", "negation", "question"])
    is_ = "are" if plural else "is"
    if kind == "negation" and not plural:
        return (
            f"there is not {what} {where} {place}.",
            f"il n'y a pas {negated} {où} {french_place}.",
        )
    if kind == "question":
        return (
            f"{is_} there {what} {where} {place}?",
            f"est-ce qu'il y a {word} {où} {french_place} ?",
        )
    return (
        f"there {is_} {what} {where} {place}.",
        f"il y a {word} {où} {french_place}.",
    )


def possession(rng):
    """Paul's car; the house of my parents."""
    owner = rng.choice(SUBJECT[6:])
    noun = rng.choice(THING)
    english, word, gender, _, _ = noun_phrase(rng, noun, ["the"])
    adjective = rng.choice(COLOUR + QUALITY)
    thing = english.removeprefix("the ")
    own = f"{owner[0]}'" if owner[0].endswith("s") else f"{owner[0]}'s"
    return rng.choice(
        [
            (f"this is {own} {thing}.", f"c'est {word} de {owner[1]}."),
            (
                f"{own} {thing} is {adjective[0]}.",
                f"{word} de {owner[1]} est {form(adjective, gender, False)}.",
            ),
        ]
    )


def routine(rng):
    """Reflexive verbs and the hours."""
    subject = pick_subject(rng)
    name, il = subject[:2]
    verb = rng.choice(REFLEXIVE)
    person = int(subject[2])
    se = ["me", "te", "se", "nous", "vous", "se"][person]
    hour = rng.choice(HOUR)
    verb_form = verb[2].split()[person]
    if rng.random() < 0.3:
        does = "does not" if third(subject) else "do not"
        return (
            f"{name} {does} {verb[0]} at {hour[0]}.",
            f"{il} ne {se} {verb_form} pas à {hour[1]}.",
        )
    return (
        f"{name} {verb[1] if third(subject) else verb[0]} at {hour[0]}.",
        f"{il} {se} {verb_form} à {hour[1]}.",
    )


def simple_action(rng):
    """Somebody sings, never sings, no longer sings."""
    subject = pick_subject(rng)
    name, il = subject[:2]
    base, sings, forms, infinitive = rng.choice(INTRANSITIVE)
    verb_form = forms.split()[int(subject[2])]
    verb = sings if third(subject) else base
    likes, aime = ("likes", 2) if third(subject) else ("like", 0)
    aime = "aime aimes aime aimons aimez aiment".split()[int(subject[2])]
    return rng.choice(
        [
            (f"{name} never {verb}.", f"{il} ne {verb_form} jamais."),
            (f"{name} no longer {verb}.", f"{il} ne {verb_form} plus."),
            (f"{name} often {verb}.", f"{il} {verb_form} souvent."),
            (f"{name} {likes} to {base}.", f"{il} {aime} {infinitive}."),
            (
                f"why {'does' if third(subject) else 'do'} {name} {base}?",
                f"pourquoi est-ce que {il} {verb_form} ?",
            ),
            (
                f"{name} {verb} because the weather is fine.",
                f"{il} {verb_form} parce qu'il fait beau.",
            ),
        ]
    )


def relative(rng):
    """The woman who sings; the book that Paul buys."""
    verb, thing, word, _ = verb_object(rng)
    noun = rng.choice(PERSON[:8])
    who, qui, _, plural, _ = noun_phrase(rng, noun, ["the", "the", "the+"])
    person = 5 if plural else 2
    verb_form = verb[4].split()[person]
    base, sings, forms, _ = rng.choice(INTRANSITIVE)
    english_verb = verb[0] if plural else verb[1]
    sing = base if plural else sings
    return (
        f"{who} who {sing} {english_verb} {thing}.",
        f"{qui} qui {forms.split()[person]} {verb_form} {word}.",
    )


def request(rng):
    """A polite request."""
    verb, thing, word, negated = verb_object(rng)
    if verb[0] in ("see", "lose"):
        return None
    imperative = verb[4].split()[4]
    if rng.random() < 0.3:
        return (
            f"do not {verb[0]} {thing}, please.",
            f"ne {imperative} pas {negated}, s'il vous plaît.",
        )
    return (
        f"{verb[0]} {thing}, please.",
        f"{imperative} {word}, s'il vous plaît.",
    )


def base_forms():
    """Nouns, and verbs and adjectives that go with them, by all their forms."""
    nouns = {
        form: row[0]
        for row in FOOD + THING + PERSON + ANIMAL
        for form in row[:2]
    }
    # Not what one drinks: that goes with one verb only.
    nouns |= {row[0]: row[0] for row in MASS}
    others = {row[0]: row[0] for row in COLOUR + QUALITY + MOOD}
    others |= {form: row[0] for row in VERB for form in row[:3]}
    # "look for", "ice cream": one word of them tells enough.
    return [
        {form.split()[0]: base for form, base in kind.items()}
        for kind in (nouns, others)
    ]


def held_out(english, forms):
    """The split of a sentence: by the pairs of words that stand in it.

    One in eighteen pairs of a noun with a verb or an adjective is kept for
    test and one for valid; None if a sentence has pairs of both.
    """
    words = re.findall(r"\w+", english.lower())
    nouns, others = ({base[x] for x in words if x in base} for base in forms)
    splits = set()
    for pair in itertools.product(others, nouns):
        digest = hashlib.sha256(" ".join(pair).encode()).digest()
        splits.add({0: "test", 1: "valid"}.get(digest[0] % 18))
    splits.discard(None)
    if len(splits) > 1:
        return None
    return splits.pop() if splits else "train"


def make_english_french(folder):
    """Write english_french.tsv: english, french, split."""
    rng = random.Random(f"english_french-{SEED}")
    makers = {
        present: 5,
        past: 4,
        past_motion: 3,
        near_future: 3,
        going: 2,
        description: 3,
        comparison: 1,
        object_pronoun: 4,
        giving: 2,
        there_is: 2,
        possession: 2,
        routine: 1,
        simple_action: 1,
        relative: 1,
        request: 1,
    }

    def make():
        (maker,) = rng.choices(list(makers), weights=makers.values())
        pair = maker(rng)
        return pair and (capital(pair[0]), french(pair[1]))

    forms = base_forms()
    found = {pair[0].lower(): (*pair, "train") for pair in PHRASES}
    targets = {pair[1].lower() for pair in PHRASES}
    while len(found) < 6000:
        pair = make()
        split = pair and held_out(pair[0], forms)
        if split and pair[0].lower() not in found:
            if pair[1].lower() not in targets:
                found[pair[0].lower()] = (*pair, split)
                targets.add(pair[1].lower())
    found = list(found.values())
    rng.shuffle(found)
    path = folder / "english_french.tsv"
    write_rows(path, ("english", "french", "split"), found)


# --------------------------------------------------------------------------
# Story
# --------------------------------------------------------------------------

TALE_HERO = lines("""
Mirela|she
Tomas|he
Anouk|she
Bashir|he
Ilse|she
Kofi|he
Leela|she
Matteo|he
Noor|she
Osric|he
Petra|she
Rafael|he
Sunniva|she
Tariq|he
Wilma|she
Yusuf|he
Zofia|she
Emeka|he
Greta|she
Hari|he
""")
TALE_SLOTS = {
    "friend": items("""
old Bettina, Uncle Corvo, the miller's boy, a girl called Pim, the sergeant,
    the
widow Harrow, a pedlar named Quill, the ferryman, cousin Agnes, the
    schoolmaster,
blind Sarai, the cook, a sailor called Finn, the night watchman, Doctor Ama
"""),
    "town": items("""
Harrowmere, Saint Olen, Port Vesper, Dunlow, the Upper Village, Marrakell,
    Tallow
Bridge, Eastermarsh, the town of Ferro, Little Candle, Oxenholt, Redwater
"""),
    "sky": lines("""
The rain had stopped at last, and every roof was dripping.
It was one of those evenings when the light seems to come out of the ground.
Fog lay over the fields like milk in a bowl.
A hard wind was blowing from the sea.
Snow had fallen in the night without a sound.
The moon came up, thin as a fingernail.
It was so hot that even the flies were resting.
Far away, somebody was burning leaves.
The first swallows had come back that week.
Stars stood over the chimneys, more than anyone could count.
Thunder walked about behind the hills, but the storm did not come.
The river was high and brown and carried whole trees.
The apple trees were white, and the whole valley smelled of honey.
There was ice on the bucket that morning.
"""),
    "thought": lines("""
{He} thought of {his} mother, who used to say, "[A closed door is only a slow
    one|Nobody drowns in sweat|Bread first, sorrow afterwards|The last sheep
    also comes home|A lamp does not ask whom it shines for|The longest road has
    a bench somewhere]."
For a long time {he} did not move.
{He} counted to [twenty|a hundred|ten], as {he} always did when {he} was not
    sure.
{He} laughed, because there was nothing else to do.
{He} had not eaten since [noon|the day before|sunrise], and {he} hardly
    noticed.
Nobody had ever told {him} what to do in such a case.
{His} hands were cold, but {his} head was clear.
It seemed to {him} that the whole [street|house|world] was listening.
{He} wanted to go home, and {he} stayed.
{He} remembered every word of it for the rest of {his} life.
"""),
    "moral": lines("""
And if you go to {town} today, they will tell you the same story, only longer.
That is all I know, and I know it from {friend}.
Some say that it ended differently. I was there, and it did not.
Since then nobody in {town} has locked the door on a Friday.
The rest is in the parish book, in very small letters.
{hero} lived to be ninety and never told it the same way twice.
And the lamp in that window has been burning ever since.
Ask {friend}, if you do not believe me.
What became of the others I cannot say; the story does not follow them.
So it was, and the tea got cold while I was telling it.
"""),
    "supper": items("""
onion soup, bread and dates, a pot of lentils, cold potatoes, fish from the
market, two boiled eggs, goat's cheese, a bowl of rice, plum dumplings,
    pancakes
"""),
    "thing": items("""
a brass key, a blue button, a tin whistle, a map without names, a clock with
    one
hand, a silver thimble, a letter without a stamp, a small wooden horse, a
lantern, a coin with a hole in it, a green glass bottle, a broken violin
"""),
    "creature": items("""
a heron, a lame fox, an old donkey, a one-eyed cat, a magpie, a tortoise, a
goose, a grey mare, a hedgehog, a very polite crow, a stray dog
"""),
}
TALES = {
    "The {item}": """
{hero} was [eleven|nineteen|thirty|nearly sixty] years old when {he} found
    {thing} [under the floor|in a coat that was not {his}|at the bottom of the
    well|in the belly of a pike]. {sky} "It isn't mine," said {hero}, "but it
    doesn't seem to be anybody else's."
{He} showed it to {friend}, who turned it over [twice|three times] and
    [bit|sniffed at|listened to] it. "I have seen one of these before," said
    {friend}. "It brings you [whatever you have lost|the one guest you do not
    expect|exactly one wish, and a poor one|home, if you let it]." "And what
    does it cost?" asked {hero}. "Ah," said {friend}, and [went back to
    work|closed the shutters|asked for more tea].
That night {hero} put it on the [table|window sill|pillow] and ate {supper}.
    {thought} Towards midnight there was a knock at the door. {Creature} stood
    outside, wet to the skin, and behind it, as far as one could see, [the road
    was full of people with candles|the snow had no footprints at all|the whole
    sea had come up to the garden wall].
"You have something of ours," said a voice. {hero} [held on to the door
    frame|put the kettle on|did not even blink]. "Take it," {he} said, "but
    tell me first what it is for." There was a long silence. "We had hoped,"
    said the voice, "that you would know."
So they sat down together and tried everything. They [rubbed it, warmed it and
    sang to it|hung it from the ceiling and walked around it|asked it politely,
    one after the other]. In the morning it was still only {thing}. But {hero}
    had [friends enough for a lifetime|learned eleven songs|forgotten to be
    lonely], and perhaps that was what it was for. {moral}
""",
    "The bridge at {town}": """
The bridge at {town} had been broken for [seven|twelve|forty] years, and
    everybody was proud of it. "Other towns have a bridge," they said. "We have
    half of one." {sky}
Then {hero} came with [a cart full of planks|a bag of tools|two mules and a
    plan], and asked who was in charge. "Of what?" said {friend}. "Of the
    river," said {hero}. They laughed about that until supper, which was
    {supper}.
{He} began the next day. {He} worked [before the birds and after the bats|in
    the rain and in the sun|without a word], and the boys of the town sat on
    the wall and [counted the nails|laid bets|threw cherry stones]. When a beam
    fell into the water, they cheered. When it fell a second time, they were
    quiet. The third time, one of them climbed down and [held the rope|brought
    the beam back|asked for a hammer]. {thought}
"Why do you do it?" asked {friend} one evening. "You don't even live here."
    {hero} wiped {his} face. "On the other side," {he} said, "there is [a woman
    who sells pears|a school|a tree I planted as a child|somebody I have owed
    an apology for years]. I could go round by the hills. But I am too
    [tired|angry|old|lazy] to go round."
It was finished in [October|May|the week of the fair]. The mayor made a speech,
    the band played, and {creature} walked across before anyone else could.
    {hero} went last, with {his} hat in {his} hand, and did not look back until
    {he} had reached the other bank. {moral}
""",
    "What {hero} heard": """
{sky} {hero} was on {his} way home when {he} heard somebody call {his} name.
    There was nobody on the road but {creature}, and it was looking the other
    way.
"[Was that you|Did you say something|I beg your pardon]?" asked {hero}. "It
    depends," it said. "Are you the one who [leaves the gate open|sings in the
    bath|gave the baker a false coin|feeds the sparrows]?" {hero} admitted it.
    "Then listen. In three days [the well will be dry|a stranger will ask you
    for bread|the bell will ring by itself|the mill will burn]. Don't tell
    anyone."
Of course {he} told {friend}, and {friend} told {friend2}, and by Thursday all
    of {town} was standing in the square. Some had brought
    [buckets|umbrellas|their savings in a sock], and all had an opinion. "It is
    a sign," said one. "It is nonsense," said another. "It's a holiday," said
    the children. {thought}
The hour came. Nothing happened. A [cloud|hen|pigeon] crossed the square. Then,
    slowly, people began to [talk to neighbours they had not greeted in
    years|share what they had brought|dance, because the band was there
    anyway], and it grew so late that they lit the lamps and ate {supper} under
    the trees.
On the way home {hero} met the same animal at the same bend. "You lied to me,"
    {he} said. "I said don't tell anyone," it answered. "With people like you,
    that is the quickest way to [fill a square|make a feast|mend a town]."
    {moral}
""",
    "{hero} and the sea": """
Everyone in the family of {hero} had gone to sea, and [none|only one|few] had
    come back rich. So {his} grandmother hid {his} boots. {sky}
"A person can be happy on dry land," she said over {supper}. "Name one," said
    {hero}. She thought about it until the dishes were done. "[The lighthouse
    keeper|The priest's cat|Your aunt, on Sundays]," she said at last.
{He} went barefoot. The captain of the ship was called {friend}, had [a beard
    down to the belt|three gold teeth|a voice like a saw], and asked only one
    question: "Can you [cook|swim|keep a secret|tell stories]?" "No," said
    {hero}, who was honest. "Good," said the captain. "Those who say yes are
    always lying."
For [nineteen days|five weeks|a month] they saw nothing but water. On the last
    of them {creature} was found among the barrels, and nobody knew how it had
    lived. {thought} "Throw it overboard," said the mate. "It eats less than
    you do," said {hero}, and from that hour {he} had one enemy and one friend
    on board.
In the great storm it was the animal that woke {him}. The ship was [on
    fire|taking water|drifting towards the rocks], and everybody else was
    asleep. {hero} [rang the bell|shouted until {his} voice broke|cut the ropes
    with a kitchen knife], and they lived, all but the piano. When {he} came
    home, {his} boots were standing in front of the door, [polished|filled with
    flowers|two sizes too small]. "I knew it," said {his} grandmother, and she
    did not say what. {moral}
""",
    "The competition": """
Once a year the people of {town} held a competition to see who could [tell the
    biggest lie|stay silent longest|bake the highest cake|grow the heaviest
    pumpkin], and once a year {friend} won it. "It's a gift," {friend} used to
    say, and polished the cup on a sleeve.
{hero} had never won anything, not even [an argument|a goose at the fair|a game
    of draughts against a child]. But that summer {he} had an idea. {sky} {He}
    shut {himself} up in the shed and let nobody in. At night one could hear
    [hammering|singing|a voice counting backwards], and in the morning there
    was [flour|sawdust|soot] on the step.
"What is in the shed?" asked the neighbours. "Nothing," said {hero}. "What is
    it really?" they asked. "Nothing," {he} said again, and it was the truth.
    {thought}
The day came. {friend} was [magnificent|better than ever|splendid], and people
    threw their hats in the air. Then it was {his} turn, and {hero} stepped
    forward with {thing} and a bow. "Ladies and gentlemen," {he} said, "I have
    nothing to show you. I have worked on it for [three months|ninety days|a
    whole summer], and it's the best nothing I have ever made."
First there was a silence. Then somebody began to laugh, then [the mayor|the
    judge|the whole front row], and in the end even {friend} had to sit down.
    They cut the cup in two with a saw. One half is in the town hall, the other
    holds up {his} [beans|runner beans|short table leg]. {moral}
""",
    "A letter from {town}": """
Dear {friend},
You ask how I am. {sky} I have a room above [a bakery|a shop for hats|the
    stables], and for supper there is mostly {supper}. I can't complain, though
    I have tried.
You will not believe what happened on [Monday|Saturday|market day]. I was
    [hanging out the washing|looking for my glasses|buying ink] when {creature}
    came in at the door as if it paid the rent. Around its neck hung {thing}.
    "Whose are you?" I asked. It sat down on my only chair. It has been sitting
    there since, and I write this standing up.
My landlady, Mrs {surname}, says that it must go. "Animals bring [dust|bad
    luck|other animals]," she says. But yesterday I caught her [feeding it
    sugar|reading the newspaper to it|knitting something with four legs]. When
    she saw me, she went red and said, "[Well, it listens|One has to talk to
    somebody|It was cold], which is more than can be said of some lodgers."
The work is going well. The [professor|foreman|director] told me that I might
    become [useful|famous|a passable clerk] in ten years, if I stop asking
    questions. I asked him why. He has not answered yet.
Write soon, and send [socks|the green scarf|a jar of your plums]. Do not worry
    about me. I am not as lonely as I was when I began this letter.
Yours, {hero}
""",
    "The {trade}'s secret": """
There was once a {trade} in {town} who [never slept|could not lie|was afraid of
    nothing but mirrors|owned the only piano within ten miles]. {His} name was
    {hero}. People came from far away, for no {trade} in the country was
    better, and none was slower.
"When will it be ready?" asked {friend}. "When it is good," said {hero}. "And
    when will it be good?" "[After you have stopped asking|Not before the plums
    are ripe|You will hear it]." {sky}
One day a [general|duchess|rich merchant] arrived with twelve servants and
    ordered the finest piece in the world by Sunday. "By Sunday," said {hero},
    "I can give you something fine, or something by Sunday." The servants held
    their breath. {thought} "Do you know who I am?" asked the visitor. "No,"
    said {hero}. "[Do you|Shall we ask the servants|Is it written down
    somewhere]?"
Nobody had ever spoken like that to the visitor, who sat down on an old crate
    and did not leave for [a week|nine days|a whole month]. They [peeled
    potatoes|mended the roof|swept the yard] together, and ate {supper}, and
    sometimes they even talked. "I'm beginning to see," said the visitor, "that
    it takes time." "No," said {hero}, "it takes [love|patience|mistakes]. Time
    only watches."
When the work was done, the visitor paid with {thing} and went away on foot.
    Inside the piece, where nobody would look, {hero} had written a few words.
    I have read them. They say: "[Made slowly, for a friend|Be careful, it is
    alive|Do not hurry|Whoever opens this was too curious, like me]." {moral}
""",
    "Night train to {town}": """
The night train to {town} was late, and there were only three people on the
    platform. One of them was {hero}. {sky} "It isn't coming," said the second,
    who was {friend}. "It always comes," said the third, whom nobody knew.
They shared {supper} out of a paper bag. To pass the time, each of them had to
    say [what they were running away from|the worst thing they had ever
    done|what they would do with a million]. {friend} went first and talked for
    [an hour|so long that the lamp went out]. It was about [a wedding with two
    brides|a stolen cow|a brother in America|a soup], and it was mostly not
    true.
Then it was the turn of {hero}. "I have never [told this to anyone|done
    anything at all|been on a train]," {he} said. {thought} "When I was small,
    I [broke a window and let my brother take the blame|found {thing} and kept
    it|wished that the school would burn down, and it did]. I am going to
    {town} to put it right." "After all these years?" "[It is the same
    window|Somebody may still be waiting|Better late than Tuesday]," said
    {hero}.
The stranger said nothing. But when at last two lights appeared at the end of
    the line, the stranger stood up and [put on a red cap|took out a
    whistle|opened a large black book]. "Tickets, please," said the stranger.
    They had none. "Then you'll have to pay with a story," said the stranger,
    "and I see that you have paid already."
The train was [warm and almost empty|full of sleeping soldiers|as long as the
    town]. {creature} slept in the luggage net. When {hero} woke up, it was
    day, and {town} lay in the sun, much smaller than {he} remembered. {moral}
""",
    "The quarrel": """
{friend} and {hero} had not spoken for [nine|twenty|thirty-one] years, and no
    one could say why. Some thought it was about [a hedge|a cow|a dance|a
    borrowed ladder]. They lived wall to wall, and when one of them sneezed,
    the other said "Bless you" very quietly, so as not to be heard.
{sky} That was the night when {creature} fell [down the chimney|into the well
    between the two houses|through both roofs, one after the other]. It made a
    terrible noise. {hero} ran out in {his} nightshirt and found {friend}
    already there, with a [lamp|rope|frying pan].
"Hold this," said {friend}. They were the first words. "[Higher|Not like
    that|Where|Why me]?" said {hero}. Those were the second. After that it went
    more quickly. {thought} Within an hour they had [called each other every
    name in the book|saved the animal and lost a shoe|remembered eleven other
    things that had to be said].
"Do you know what it was about?" asked {friend} at last, out of breath. "Of
    course," said {hero}. "You said that my {supper} [tasted of soap|was better
    left to the pigs|needed salt]." "I never said that!" "What did you say,
    then?" {friend} thought about it. "I said it needed [company|a larger
    plate|nothing at all]."
They looked at each other for some time. Then {hero} went in and put two plates
    on the table. In the morning there was a hole in the wall between the
    houses, and in the hole stood {thing}, for the children to wonder about.
    {moral}
""",
    "The year without winter": """
In the year when winter did not come, {hero} was [a shepherd|selling coal|a
    maker of sledges|the postman] in {town}, and it was a bad year for {him}.
    In December the roses flowered. "How nice," said the people. In January the
    bees came out. "How strange," they said. In February they said nothing at
    all.
"Somebody must go and see where it is," said {friend}. Everybody looked at
    {hero}, because {he} was standing nearest to the door. They gave {him}
    {thing} and a parcel with {supper}, and {creature} went along without being
    asked.
{He} walked north for [forty days|three weeks|so long that {his} shoes fell
    apart]. {thought} At the end of the road there was a house of [grey
    stone|ice|planks and tar], and in the house an old woman was sitting by the
    fire. "Come in," she said, "and shut the door, or it will get out." "What
    will?" "You know very well."
And there it lay in the corner, white and enormous, with its head on its paws.
    "It's tired," said the old woman. "Every year people [shout at it|salt
    it|curse it from November to March]. Would you go where you are not
    wanted?" {hero} sat down on the floor. {He} spoke of [skates and
    chestnuts|the silence after snow|the blue light in the morning|how bread
    smells when it is cold outside]. {He} spoke until the fire went out.
When {he} woke up, the corner was empty. {He} ran home faster than {he} had
    come, and behind {him} it grew white. At the gate of {town} stood the
    children with their mouths open. "[Is it yours|Will it stay|Can we keep
    it]?" they asked. "Until March," said {hero}, "if you are polite." {moral}
""",
    "Arithmetic": """
"If a farmer has [nine|eleven|thirteen] geese," said the schoolmaster of
    {town}, "and the fox takes [two|three|four], what remains?" "An angry
    farmer," said {hero}. It was the [first|third] time that week, and {he} was
    sent to stand outside. {sky}
Outside there was {creature}. "What did you do?" it asked. "I answered."
    "That's how it starts," it said. "Come, I'll show you a sum." {thought}
    They went down to the [river|market|railway], where a man was selling
    {thing} to a woman who did not need it.
"He asks for ten and hopes for six," said the animal. "She offers four and
    would give eight. What's the price?" {hero} thought hard. "[Whatever lets
    them both go home and boast|Seven, and a cup of tea|It depends on who is
    hungry first]," {he} said. "Very good," said the animal. "They don't teach
    that one in there."
When they came back, the class was eating {supper}. "Well?" asked the
    schoolmaster. "What remains?" {hero} looked at the blackboard, then at the
    window, then at {his} feet. "[The fox, sir|Nobody has asked the geese|The
    question remains, sir]," {he} said. The schoolmaster, who was not a bad
    man, took off his glasses and cleaned them for a long time.
Many years later {hero} became [a judge|the minister of finance|a farmer with
    many geese|a schoolteacher]. On {his} desk stood a small picture of that
    animal, and when the sums would not come out, {he} used to turn it round
    and ask it what it thought. {moral}
""",
    "The painter of doors": """
{hero} painted doors. Not pictures of doors, and not the doors of houses, but
    doors on walls where there were none: a [blue|green|yellow] one on the
    prison, a small one on the bank, and one on the [sea wall|church|back of
    the theatre] with a brass handle so real that people tried to turn it.
"It is forbidden," said the policeman, who was {friend}. "Which part?" asked
    {hero}. The policeman looked it up. {sky} It took him [all morning|two
    days], and meanwhile {hero} painted another.
Now there lived in {town} a [boy who did not speak|very old soldier|girl with a
    crutch] who sat every day before the smallest of the doors and waited. "It
    doesn't open," people explained. "{Creature} went in an hour ago," was the
    answer. {thought}
One evening {hero} sat down on the ground as well. They ate {supper} and
    watched. The paint was [hardly dry|beginning to peel|gold in the last
    light]. "What do you think is behind it?" asked {hero}, who had painted it
    and ought to have known. "[A garden|My brother|The other half of the
    town|Somebody who is painting a door]."
In the morning the place was empty. On the pavement lay {thing}, and the door
    stood a finger's breadth open. {hero} didn't look inside. {He} picked up
    {his} brush and, very carefully, wrote above it the word
    "[Welcome|Knock|Yes|Later]". {moral}
""",
}
TRADE = items("""
clockmaker, baker, tailor, carpenter, bell founder, glassblower, shoemaker,
bookbinder, saddler, potter, violin maker, weaver
""")


def make_story(folder):
    """Write story.txt: short tales, each with a title."""
    rng = random.Random(f"story-{SEED}")
    titles = []
    for _ in range(4):
        titles += rng.sample(list(TALES), len(TALES))
    tales = []
    for title in titles:
        hero, pronoun = rng.choice(TALE_HERO).split("|")
        slots = TALE_SLOTS | named("hero", hero, pronoun)
        slots["himself"] = "himself" if pronoun == "he" else "herself"
        slots |= {"trade": TRADE, "surname": SURNAME}
        thing = rng.choice(TALE_SLOTS["thing"])
        slots |= {"thing": thing, "item": thing.split(" ", 1)[1]}
        paragraphs = "@".join(lines(f"{title}\n{TALES[title].strip()}"))
        tales.append("\n\n".join(expand(rng, paragraphs, slots).split("@")))
    text = "\n\n\n".join(tales) + "\n"
    path = folder / "story.txt"
    path.write_text(text, encoding="utf-8", newline="\n")


def main():
    """Write every file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    make_reviews(folder)
    make_first_names(folder)
    make_feelings(folder)
    make_entities(folder)
    make_english_french(folder)
    make_story(folder)


if __name__ == "__main__":
    main()

"""Words that report what somebody says, thinks or wants, by lemma and by what they govern.

Drawn up after the verb classes of Levin, English Verb Classes and Alternations (1993): 29.4
declare, 29.5 conjecture, 32 desire, 33 judgement, 37 communication; the press's own words are
added. Which of them report with which complement was checked on the training articles of
PolNeAR (2018): kept is what reports there in at least half of its uses. "hop" is what the
language model makes of "hopes".
"""

from pipeline.analysis.wordset import wordset

# Verbs that report quoted words before, behind or around them.
SPEECH = wordset(
    """
    accuse acknowledge add address admit advise affirm agree allege announce answer apologize
    argue articulate ask assail assert assure attack attest attribute aver bark beg begin bellow
    bemoan berate blame blast blog blurt boast brag brand call caption caution challenge chant
    characterise characterize charge chastise chide chime chirp chuckle cite claim clarify close
    coin commend comment compare complain concede conclude concur condemn confess confide
    confirm congratulate contend continue counter credit criticise criticize crow cry deadpan
    decide declare decry deem defend define demand demur denounce deny deride describe detail
    determine disclose dismiss dub echo elaborate email emphasise emphasize encourage enthuse
    exclaim exhort explain expound express fault fear find fire fret fume gasp gripe groan growl
    grumble guess gush hail hector hedge herald highlight hint hiss holler hop hope implore
    imply indicate inform inquire insist instruct interject interrupt intone inveigh invite
    invoke issue jeer joke label lambast lambaste lament laugh learn lecture liken list maintain
    marvel mention message moan mock murmur muse mutter nickname note object observe offer opine
    order paint paraphrase pen phrase plead pledge point portray posit post praise preach
    predict press proclaim profess promise pronounce propose protest publish pun put qualify
    query question quip quote rail rant rap react read reason reassure rebuke rebut recall
    recite recommend recount refer reflect refute reiterate rejoice relate relay remark remember
    remind repeat reply report request respond retort retweet retweete reveal ridicule roar rule
    say scoff scold scream scribble see shoot shout show shriek sigh signal sing slam slur snap
    snark sneer sniff snipe speak specify speculate spit stammer state stipulate stress submit
    suggest sum summarise summarize surmise swear taunt teach tease tell term testify text thank
    theorize think threaten thunder title toast tout trumpet tweet underline underscore upbraid
    urge utter vent venture voice volunteer vow wail warn welcome whine whisper wonder worry wow
    write yell believe feel
    """
)

# Of these, verbs too common in other senses to report a passage by themselves.
WEAK = wordset(
    """
    add attack begin close decide detail determine find fire issue learn list order paint press
    publish put see shoot show spit submit sum teach title read find see
    """
)

# Of these, verbs that as participles give a thing its name: a play called "X".
NAMING = wordset("call dub entitle label name nickname term title")

# Verbs that report only words set beside them, between marks and commas: "X," he smiled.
MANNER = wordset("beam cackle cringe cough frown giggle grin nod shrug smile smirk")

# Verbs whose object clause is what is said, thought, wanted, found: she said that X.
CLAUSE = wordset(
    """
    accept acknowledge add admit advise affirm agree allege announce answer appear argue ask
    assert assume assure attest aver believe boast brag calculate call caution charge claim
    clarify comment complain concede conclude confess confide confirm consider contend
    continue convince counter declare deduce demand demonstrate deny describe determine
    disclose discuss doubt emphasise emphasize estimate exclaim expect explain express fear
    feel figure find forecast foresee forget gather guarantee guess highlight hint hop hope
    imagine imply indicate inform insist instruct joke know lament learn maintain mention note
    notice observe opine order pledge point posit post pray predict pretend proclaim project
    promise propose protest question quip read realise realize reason reassure recall reckon
    recognise recognize recommend reflect reiterate relate remark remind repeat reply report
    request require respond retort reveal rule say seem sense share show signal specify
    speculate state stipulate stress submit suggest surmise suspect swear tell testify think
    threaten tweet underline underscore urge volunteer vow want warn wish wonder worry write
    """
)

# Verbs whose infinitive is what somebody will, will not, or is thought to do: vowed to X.
INFINITIVE = wordset(
    """
    advise agree aim appear argue ask believe call claim command decide decline encourage expect
    hop hope instruct invite like look love offer plan pledge prefer promise propose refuse
    report say seek seem show suggest support swear tell threaten urge vote vow want wish
    """
)

# Verbs whose object is what is said or judged: blamed X for Y, denounced X, called X "Y".
OBJECT = wordset(
    """
    accuse acknowledge admire allege announce applaud articulate ask assail assert assure
    attack attribute bash bemoan blame blast brush call caution champion chant characterise
    characterize chastise chide cite clarify commend compare concede condemn confirm
    congratulate contemplate contrast credit criticise criticize declare decry deem defend
    demand denounce deny deride describe detail disavow disclose discuss dismiss disparage
    dispute doubt dub echo email emphasise emphasize endorse envision explain express extol
    fault favor favour fear frame hail highlight hint identify insult invoke issue justify
    label lambast lambaste lament laud liken list mention mock name note offer oppose order
    outline paint persuade pitch pledge point portray post praise predict prefer project
    promise promote propose publish question quote reaffirm rebut recall recite recommend
    recount reference regard rehash reiterate reject relish remember remind renew renounce
    repeat report repudiate request resist restate retweet retweete reveal ridicule rip savage
    say show slam sound state stress suggest tell thank tout trash trumpet tweet underscore
    urge view voice warn
    """
)

# Of these, verbs whose object is not what is said but who hears it.
ADDRESSING = wordset("assure tell remind warn")

# Verbs with the preposition that leads to what is said: talked about X, called for X.
PREPOSITION = {
    "accuse": wordset("of"),
    "advocate": wordset("for"),
    "agree": wordset("with on to"),
    "allude": wordset("to"),
    "apologize": wordset("for to"),
    "approve": wordset("of"),
    "argue": wordset("for against"),
    "ask": wordset("about for"),
    "balk": wordset("at"),
    "believe": wordset("in"),
    "boast": wordset("of about"),
    "brag": wordset("of about"),
    "call": wordset("for on"),
    "caution": wordset("against"),
    "charge": wordset("with"),
    "comment": wordset("on about"),
    "complain": wordset("about of"),
    "describe": wordset("as"),
    "disapprove": wordset("of"),
    "dwell": wordset("on"),
    "elaborate": wordset("on"),
    "hope": wordset("for"),
    "hop": wordset("for"),
    "inquire": wordset("about"),
    "insist": wordset("on"),
    "joke": wordset("about"),
    "lash": wordset("at"),
    "object": wordset("to"),
    "point": wordset("to"),
    "push": wordset("for"),
    "rail": wordset("against"),
    "respond": wordset("to"),
    "refer": wordset("to"),
    "say": wordset("about"),
    "see": wordset("as"),
    "seem": wordset("like"),
    "speak": wordset("about of against"),
    "talk": wordset("about of"),
    "think": wordset("about of"),
    "touch": wordset("on"),
    "tweet": wordset("about"),
    "vouch": wordset("for"),
    "warn": wordset("of about against"),
    "write": wordset("about of"),
}

# Nouns that announce what is said, wanted or feared in a clause: the claim that X.
NOUN_CLAUSE = wordset(
    """
    admission announcement argument assertion assumption belief claim complaint concern
    confidence contention conviction doubt fear hope insistence pledge prediction promise
    reluctance request rumor rumour speculation suggestion suspicion vow warning
    """
)

# Nouns with the prepositions that lead to what is said or judged: criticism of X.
NOUN_PREPOSITION = {
    "accusation": wordset("of"),
    "anxiety": wordset("about"),
    "assessment": wordset("of"),
    "call": wordset("for"),
    "comment": wordset("about on"),
    "concern": wordset("about over"),
    "criticism": wordset("of"),
    "defence": wordset("of"),
    "defense": wordset("of"),
    "demand": wordset("for"),
    "denunciation": wordset("of"),
    "doubt": wordset("about"),
    "embrace": wordset("of"),
    "endorsement": wordset("of"),
    "joke": wordset("about"),
    "mention": wordset("of"),
    "opposition": wordset("to"),
    "praise": wordset("for of"),
    "proposal": wordset("for on"),
    "reference": wordset("to"),
    "rejection": wordset("of"),
    "talk": wordset("about of"),
}

# Adjectives of a mind's state before what it holds: confident that X, critical of X.
ADJECTIVE = {
    "afraid": wordset("of"),
    "angry": wordset("about at"),
    "comfortable": wordset("with"),
    "confident": wordset("in of"),
    "critical": wordset("of"),
    "dismissive": wordset("of"),
    "eager": wordset("for"),
    "hopeful": wordset("about"),
    "nervous": wordset("about"),
    "optimistic": wordset("about"),
    "proud": wordset("of"),
    "skeptical": wordset("of about"),
    "supportive": wordset("of"),
    "unhappy": wordset("with about"),
    "wary": wordset("of"),
    "worried": wordset("about"),
}
ADJECTIVE_CLAUSE = wordset(
    """
    adamant afraid aware concerned confident convinced eager glad hesitant hopeful inclined
    optimistic shocked surprised unaware unsure upset worried
    """
)

# What follows tells speech from thought and deed, by the sense that a dictionary gives first.
# Verbs of a mind or a deed: whatever they lead to, nobody is reported to have said it.
INWARD = wordset(
    """
    accept aim appear assume believe consider contemplate convince decide decline deduce deem
    determine doubt dwell envision expect fear feel figure find foresee forget gather guess hop
    hope imagine intend know learn like look love notice plan prefer pretend push realise
    realize reckon recognise recognize refuse regard relish remember require resist see seek
    seem sense surmise suspect think touch view vote want wish wonder worry
    """
)
# Verbs of finding out, which a text reports by: "the study found that X", not "she found that X".
FINDING = wordset("calculate conclude demonstrate determine estimate find project show")
# Verbs of approval and the like, whose infinitive or noun is what somebody is for or against.
SIDING = wordset("agree approve disapprove object respond support")
# Verbs whose noun is what is said, and not what is judged, made or done: denied X, but opposed X.
TELLING = wordset(
    """
    accuse acknowledge allege announce articulate assert assure blame caution cite claim clarify
    concede confirm credit declare demand deny describe detail disclose discuss echo emphasise
    emphasize explain express highlight mention note outline pledge predict promise propose
    quote reaffirm recall recite recommend recount reference rehash reiterate repeat report
    request restate reveal say state stress suggest tell underscore urge voice warn
    """
)
# Verbs whose preposition leads to what is spoken of: called for X, but called X.
TELLING_OF = wordset(
    """
    accuse advocate allude apologize argue ask boast brag call caution charge comment complain
    elaborate inquire insist joke point refer say speak talk tweet warn write
    """
)
# Verbs that judge: whom they judge is not what was said, the reason they give is: hailed X for Y.
JUDGING = wordset(
    """
    applaud assail attack bash bemoan blast charge chastise chide commend condemn congratulate
    criticise criticize decry denounce deride fault hail lambast lambaste laud mock praise ridicule
    rip savage slam thank
    """
)
REASONS = wordset("for over with")
# Nouns among the cues that name a thought or a judgement; the others name something said.
INWARD_NOUNS = wordset(
    """
    anxiety assessment assumption belief concern confidence conviction criticism defence defense
    denunciation doubt embrace endorsement fear hope opposition praise rejection reluctance
    suspicion
    """
)

ANY_VERB = SPEECH | MANNER | CLAUSE | INFINITIVE | OBJECT | frozenset(PREPOSITION)
ANY_NOUN = NOUN_CLAUSE | frozenset(NOUN_PREPOSITION)
ANY_ADJECTIVE = ADJECTIVE_CLAUSE | frozenset(ADJECTIVE)
ANY_CUE = ANY_VERB | ANY_NOUN | ANY_ADJECTIVE

"""Words by which people are said to be for or against something.

Our own lists, drawn up from the senses of Levin's verb classes of judgement and desire
(English Verb Classes and Alternations, 1993, classes 31-33) and from reading news; no list of
others is copied. An entry `vote:for` is a verb with its preposition, `rule+out` one with its
particle; a bare verb takes its object.
"""

from pipeline.analysis.wordset import wordset
from schemas.vocabulary import Polarity

FOR, AGAINST = Polarity.FOR, Polarity.AGAINST


def _first_words(*lists: frozenset[str]) -> frozenset[str]:
    """Give the verbs alone, without their prepositions and particles."""
    return frozenset(entry.partition(":")[0].partition("+")[0] for one in lists for entry in one)


# Verbs whose subject is for, or against, what follows.
FOR_VERBS = wordset(
    """appoint support back endorse favor favour champion defend praise applaud welcome hail
    commend laud embrace advocate thank congratulate admire cherish uphold salute ratify prefer
    nominate appreciate sympathize:with sympathise:with side:with vote:for stand:by stand:behind
    stand:with root:for call:for push:for campaign:for argue:for agree:with approve:of
    lobby:for press:for rally:behind rally:around vouch:for plead:for fight:for
    commit:to subscribe:to opt:for ally:with cheer:for appeal:for back+up line+up:behind
    stand+up:for stick+up:for speak+out:for come+out:for approve stump:for propose demand
    wish:for hope:for long:for like love trust unite:behind stick:by throw:behind
    pardon donate:to honor honour accept tolerate stomach recognize recognise tap pick tout herald
    cheer celebrate compliment canvass:for campaign:with rally:for
    fundraise:for gush:about gush:over rave:about pass enact sign respect introduce sponsor
    cosponsor co-sponsor fund finance bankroll legalize legalise ask:for"""
)
# "hat" is the language model's lemma of "hates", and "hop" below that of "hopes".
AGAINST_VERBS = wordset(
    """oppose reject condemn criticize criticise denounce slam blast decry deplore lambast lambaste
    rebuke assail bash berate chastise castigate ridicule mock deride scorn disparage denigrate
    insult belittle dismiss veto resist protest dispute refute repudiate disavow boycott accuse
    blame fault censure admonish reprimand hate despise loathe detest dislike fear dread
    distrust mistrust lament bemoan deplore scold vilify excoriate impugn chide pan skewer
    pillory reproach object:to vote:against argue:against campaign:against protest:against
    warn:against rail:against rail:at lash:at lash+out:at lash:out hit+out:at take_aim:at
    tear:into disagree:with break:with complain:about balk:at scoff:at fight:against
    speak:against speak+out:against come+out:against stand:against stand+up:against turn:against
    bristle:at caution:against demonstrate:against side:against lean:against chafe:at rule+out
    turn+down vote+down call+out push+back:against push+back:on strike+down opt:against
    recommend:against advise:against rebel:against revolt:against unite:against resent regret
    protest:about sneer:at swipe:at rage:against fume:at impeach sue sanction oust attack
    threaten challenge taunt smear undercut thwart stonewall defy snub bully go:after take+on
    fight run:against expel snub accost heckle knock trash savage torch needle troll snipe:at
    distance:from split:with part:with hit+back:at fire+back:at clap+back:at push+back:at hat
    fire sack demote subpoena rip rip:into lay:into hammer pummel poke:at jab:at
    jeer boo heckle disown shun spurn rebuff humiliate discredit malign slander demonize demonise
    feud:with clash:with spar:with quarrel:with crack+down:on clamp+down:on retaliate:against
    sour:on recoil:at seethe:at grumble:about gripe:about whine:about rally:against march:against
    testify:against crusade:against inveigh:against blacklist outlaw punish disapprove:of abhor
    override overrule target doubt question block obstruct stall derail stymie scuttle filibuster
    repeal rescind dismantle hit upbraid ding stand+up:to withdraw:from pull+out:of abolish
    scrap defund"""
)
# Blaming and praising verbs: who is criticised for a deed is criticised.
OF_DEEDS = wordset(
    """criticize criticise condemn denounce slam blast lambast lambaste rebuke assail bash berate
    chastise castigate ridicule mock accuse blame fault censure praise applaud commend laud
    thank congratulate hail defend scold vilify chide reprimand admonish call+out lash+out:at
    deride rip hammer pummel rip:into poke:at jab:at"""
)
# To do these is an office's duty: "prosecutors accuse him of fraud", "defended her in court".
OF_OFFICE = wordset("accuse blame defend target")
# Deeds that say something of people alone: missiles are fired too.
OF_PEOPLE = wordset("impeach appoint fire sack demote subpoena tap pick target boo")
# What is done to a law or a choice says something; done to a road or a pipe it does not.
OF_DECISIONS = wordset(
    """block obstruct stall derail stymie scuttle filibuster repeal rescind
    dismantle override overrule punish outlaw celebrate"""
)
LAWGIVING = wordset("pass enact sign introduce sponsor cosponsor co-sponsor")
# Who brings in or passes a bill is for what it does; for the bill itself goes without saying.
OF_CONTENTS = wordset("introduce sponsor cosponsor co-sponsor pass")
# Who leaves these is against them; who leaves a place is not.
LEAVING_PACTS = wordset("withdraw:from pull+out:of")
# Asking about somebody's motives is to be against them; asking about a suspect is not.
OF_VIRTUES = wordset("question doubt")
# Who is accused of doing these to an evil is accused for the evil's sake.
SPREADING = wordset(
    """fuel stoke fan foment incite condone embolden peddle abet normalize normalise glorify spread
    promote encourage"""
)
# Who laments a defeat or a death is not against it.
MOURNING = wordset("lament bemoan regret")
# "Hit Smith for her record" is blame, "hit the wall" a blow.
WITH_A_REASON = wordset("hit ding")
# Verbs that are often used of bodies and things: only people and institutions count as subjects.
WEAK = wordset(
    """appoint fire sack demote subpoena approve propose demand like love trust
    tap pick pass enact sign introduce sponsor block target question doubt repeal fear
    nominate
    dismiss resist appreciate hope:for wish:for break:with
    fight:for commit:to opt:for regret lament favor favour prefer resent fund finance scrap
    abolish"""
)
# The verbs themselves: no other starts an entry.
VERBS = _first_words(FOR_VERBS, AGAINST_VERBS)

# Not doing these is to be against; not thanking or not proposing says nothing.
AGAINST_WHEN_NEGATED = wordset(
    """support back endorse favor favour champion approve:of agree:with like
    love trust welcome vote:for sympathize:with embrace condone stand:by accept tolerate stomach
    recognize recognise fund finance"""
)

# These say something only when denied: to accept a thing is not yet to be for it.
ONLY_WHEN_NEGATED = wordset("accept tolerate stomach condone recognize recognise fund finance")

# Wanting these done is to be for the body joined, or the person freed; of other things it says
# too little.
JOINING = wordset("join enter")
LEAVING = wordset("leave quit")
FREEING = wordset("release free")
# What a speaker is for when wanting it done, and against when wanting it done to it.
WANTED_FOR = wordset(
    """pass approve adopt ratify enact expand extend strengthen preserve protect maintain restore
    save implement uphold support back endorse defend promote boost reinstate honor honour
        reelect re-elect elect confirm acquit exonerate fund legalize legalise subsidize
    subsidise accelerate revive build construct include add place bring+back renew reopen
    fulfil fulfill safeguard embrace develop help assist aid vote:for stand:by authorize
    authorise"""
)
WANTED_AGAINST = wordset(
    """drop end stop halt scrap abandon repeal overturn cancel kill ban abolish block lift remove
    reject veto oppose dismantle curb cut defund eliminate prevent avoid oust topple punish
    fight combat dump shelve withdraw rescind revoke undo reverse ditch impeach
    condemn denounce defeat destroy restrict outlaw prohibit crush criticize criticise boycott
    sanction terminate nullify overthrow weaken undermine discredit derail sabotage thwart unseat
    stymie obstruct
        censure prosecute jail imprison fire beat lock+up vote:against withdraw:from pull+out:of
    rein+in strike+down
    shut+down back+down:on give+up break:with"""
)
# Wanting these done to people or bodies, not to events, is to be against them.
PROBING = wordset("investigate probe")
# Wanting somebody to do these is to be against them.
DEPARTING = wordset("resign apologize apologise step+down stand+down step+aside drop+out")
TREATING = _first_words(JOINING, LEAVING, FREEING, WANTED_FOR, WANTED_AGAINST, PROBING, DEPARTING)
# How somebody is to be, or to end: "wants them to be worse off".
BEING = wordset("be go end become get")
# The subject wants what the clause behind says; pressing verbs want it of somebody else.
WANTING = wordset(
    """want wish hope seek vow pledge promise aim intend plan urge ask press pressure persuade
    convince encourage lobby call demand push agree try attempt advise implore beg order tell
    propose promise prefer like appeal fight struggle work commit threaten decide vote campaign
    offer swear resolve strive request invite instruct hop vie"""
)
# Who is wished to do a thing has not done it: "called for Y to reject Z", "hopes Y will back it".
WISHING = wordset(
    """hope hop wish want demand call push ask pray urge request recommend long prefer plead appeal
    lobby press"""
)
# "demanded that Y resign": subjunctives; "hoped that Y will pass it".
DEMANDING = wordset("demand insist recommend propose urge request ask suggest hope hop wish pray")
# Whose support does this is for it no more, or less.
WANING = wordset(
    """cool wane fade evaporate collapse weaken dim falter erode crumble drop fall decline dwindle
    shrink slip plummet sour ebb soften melt vanish disappear diminish lessen dissipate end waver
    flag sag lapse die sink subside crack"""
)
# What is restored, or spoilt, is not there: "restoring the public's confidence in it".
MENDING = wordset(
    """restore rebuild regain repair renew revive undermine erode shake weaken destroy dent damage
    hurt sap test shatter"""
)
# Verbs whose object may do what is longed for: "I'd love them to lose".
LONGING = wordset("love like prefer hate")
# How somebody fares whom others wish ill, or well.
FARING_ILL = wordset(
    """fail lose suffer collapse die perish flop crumble implode vanish disappear sink burn rot
    falter flounder"""
)
FARING_WELL = wordset("win succeed prosper thrive flourish prevail triumph recover survive")
OUGHT = wordset("should must ought")
OUGHT_VERBS = wordset("need have deserve ought")

CALLING = wordset(
    """call describe label brand deem consider regard view see denounce portray characterize
    characterise dub hail decry blast slam dismiss condemn depict judge declare pronounce find
    think refer"""
)
# Verbs behind which a clause is what somebody says or holds.
HOLDING = wordset(
    """say tell allege believe think consider feel argue insist maintain contend claim state declare
    stress emphasize emphasise warn add note write tweet agree assert reiterate acknowledge
    conclude complain charge suggest stipulate fear worry hold reply respond answer explain
    repeat affirm announce continue testify"""
)
FEARING = wordset("fear worry warn caution")
FEARFUL = wordset("afraid worried concerned fearful alarmed")

# Governors that leave a stance unsaid, and those that turn it round.
UNSAID = wordset(
    """convict charge suspect acquit decline fail stop hesitate ask wonder question whether deny
    warrant justify consider assume presume mull weigh avoid pretend accuse seem appear claim
    debate forget refrain neglect omit tempt imagine suppose contemplate"""
)
# Nouns for what is only said or looked for to be so.
UNPROVEN = wordset(
    """allegation accusation assertion belief charge claim idea notion rumor rumour suggestion
    theory speculation talk conjecture impression perception suspicion hypothesis possibility
    pretence pretense insinuation"""
)
PROVING = wordset("evidence proof indication sign hint")
# What somebody denies, doubts or hints at is not thereby so.
DOUBTING = wordset("assume deny doubt suggest imply question dispute speculate wonder pretend")
QUARRELLING = wordset("spar clash feud quarrel squabble bicker")
# Who does these to an effort makes it: "launched a push to repeal it".
STARTING = wordset("launch lead mount make begin join start wage undertake")
# Who is brought to a deed has done it.
CAUSING = wordset("prompt lead cause spur")
# Who is kept from a deed has not done it.
KEEPING = wordset("bar block keep prevent prohibit ban stop")
REFUSING = wordset("refuse reject refusal")
LIGHT_VERBS = wordset(
    """take find pay heap pour express voice announce declare reiterate offer give show state
    pledge signal have maintain lend throw add repeat make raise reaffirm articulate share
    register harbor harbour convey confirm demonstrate indicate underline stress issue restate
    affirm launch lead mount wage file level post hurl direct impose step+up deliver hold host put
    place slap levy tighten bring press draft unveil seek
    pursue recommend"""
)
DRAWING = wordset(
    """draw face prompt spark win get receive gain secure attract earn meet trigger garner provoke
    elicit enjoy encounter have"""
)
# What is said "with" support or attacks.
ANSWERING = wordset("respond react answer retaliate reply counter")
# "has the backing of X": here "of" leads to who gives it.
GIVEN = wordset("support backing endorsement approval praise")
# What is done "in" these, of the doer: "in defiance of the court".
TAKEN = wordset("defiance rebuke break protest tribute homage solidarity")
# What somebody "has" of another, who gives it.
HAD = wordset("support backing endorsement confidence trust respect admiration vote gratitude")
# What is gone on with: "proceeds with charges".
PROCEEDING = wordset("proceed move go press")
DROPPING = wordset(
    "back retreat withdraw drop lose reverse rescind pull lift abandon overcome lack"
)

"""Nouns that can hold a stance, nouns that are topics only with more words, and neither.

Our own lists, drawn up while reading news; no list of others is copied.
"""

from pipeline.analysis.wordset import wordset

# Kinds of names whose owners act: people, bodies, peoples, and places as their governments.
ACTING = wordset("PERSON ORG GPE NORP")
# Pronouns that stand for people.
PERSONS = wordset("he she they")
OWNERS = wordset("his her their")

# Nouns for people and bodies that can hold a stance though no name is given.
HOLDERS = wordset(
    """critic opponent supporter official lawmaker legislator senator congressman congresswoman
    representative government administration president minister premier chancellor governor
    mayor leader party parliament congress senate court judge activist protester demonstrator
    worker union voter resident citizen group organization organisation company spokesman
    spokeswoman spokesperson analyst expert economist scientist doctor teacher student lawyer
    attorney prosecutor ally adviser advisor diplomat ambassador general commander military army
    police opposition coalition republican democrat conservative liberal nationalist candidate
    campaign committee commission council board agency ministry majority minority member parent
    family   environmentalist campaigner advocate businessman investor employer farmer
    fan church bishop pope king queen prince prosecution defense aide strategist delegation
    delegate bloc nation country state rebel secretary chairman chairwoman chief director head
    author journalist editor newspaper panel watchdog public population community politician
    regulator bank everyone somebody someone nobody many some most few others archbishop coroner
    ombudsman nurse teenager rabbi imam priest monk guard officer colonel soldier veteran
    envoy negotiator sheriff justice inspector auditor engineer architect athlete coach
    player chef tenant landlord neighbour neighbor pilot driver student pupil mother father
    widow daughter son brother sister victim survivor refugee migrant hunter fisherman faction
    wing caucus camp junta regime politburo duma senate bench jury tribunal think-tank charity
    ngo federation league alliance trust syndicate firm"""
)
# Plurals like "shopkeepers", "cyclists", "librarians" are people.
HUMAN_ENDINGS = ("er", "ist", "ian", "ant")
NOT_HUMAN = wordset(
    """paper letter number order matter power tower river poster computer server center
    plant chapter quarter border transfer offer answer barrier banner cover filter counter header
    layer shelter trailer meter printer container weather water winter summer"""
)
# "A spokesman for X" speaks for X.
MOUTHPIECES = wordset(
    """spokesman spokeswoman spokesperson official administration government campaign authority
    aide representative lawyer attorney team office leadership ministry diplomat delegation"""
)
# Who act in a person's name, and are not that person.
STAFFS = wordset("campaign administration team office government")
# Whose members speak for a party, and where: "House Republicans", "Democratic lawmakers".
CHAMBERS = wordset("the house senate congressional parliament parliamentary national")
MEMBERS = wordset("leaders lawmakers senators congressmen legislators officials representatives")
# Words too empty to be a topic.
# "nations that oppose X" says nothing of any nation.
VAGUE = wordset(
    """people nation country group company other individual state organization newspaper website
    broadcaster"""
)
# What "the city, Vale" says that Vale is.
PLACES = wordset(
    """city town village state country nation capital island republic kingdom region province county
    district municipality borough suburb territory ally neighbour neighbor partner"""
)
# Texts that demand and forbid, but are nobody.
LAWS = wordset("constitution law act statute treaty convention charter bible scripture amendment")
# Objects of fighting that nobody is against: they are what is fought.
FOUGHT = wordset("war battle fight fire wildfire blaze election duel match case cause")
# Verbs whose sense hangs on what stands behind the object.
LIGHT_VERBS = wordset("take put make keep get bring hold let give")
# Where somebody or something is led: "bring them home", "take it out of the budget".
DIRECTIONS = wordset("to into onto from out off away back home abroad forward together apart")
# Not all of a party or people.
SOME = wordset("some several many most few half both dozens hundreds thousands millions more fewer")
# Who stands so to somebody, and whose name is told elsewhere.
RELATIVE = wordset("rival opponent counterpart predecessor successor challenger")
# Holders that are nobody in particular: "any country that wishes to join".
NOBODY = wordset("any every each no other another whoever")
# Those whose office it is to accuse, and where it is another's to defend.
ACCUSERS = wordset("prosecutor prosecution police detective investigator jury")
COURTS = wordset("court trial tribunal lawsuit appeal")
PARTISAN_CROWDS = wordset("supporter opponent critic fan follower")
NO_TOPICS = wordset(
    """thing way fact kind sort lot part one time something anything nothing everything none more
    someone anyone everyone people person man woman everybody anybody point number matter reason
    result example weather situation news condition score backdrop background back hell stranger
    sake do make be have get keep take go put give come let become"""
)
# Spans of time, and what may be told by when it is: "won't endorse anyone this cycle".
TIMES = wordset(
    """day week weekend month year decade century hour minute moment morning afternoon evening night
    spring summer autumn winter season cycle term"""
)
DATED = TIMES | wordset("semester quarter session round election primary campaign race midterm")
# Topics only with a noun that says which: "the murder case", "the border row".
ONLY_JOINED = TIMES | wordset("case row place side storm game lead")
GENERIC = wordset(
    """plan proposal bill law decision effort call move measure attempt resolution ban tax
    legislation deal agreement treaty war use sanction policy idea action strike vote bid right
    investigation inquiry probe reform program programme project rule threat approach pact
    accord intervention invasion restriction limit increase cut support opposition handling
    treatment request statement comment remark mission talk negotiation membership act order
    amendment campaign lawsuit attack response access crackdown system motion petition"""
)
# Parts, for which the whole stands.
PARTS = wordset("section part portion segment stretch piece mile majority much lot")
# What somebody says: alone it is nothing that a reader would search for.
SAYINGS = wordset(
    """accusation allegation announcement answer argument assertion assessment characterization
    charge claim complaint conclusion criticism demand denial description explanation finding
    implication interpretation message narrative notion opinion promise question report reporting
    remark comment statement rumor rumour speech story suggestion tweet view warning word move
    step"""
)
# What a thing has or comes to: alone no search term either.
ASPECTS = wordset(
    "end problem effect quality balance sincerity need consequence impact result law order issue"
)
# What does something to something else: to be for a bill that ends a ban is to be against the ban.
CONTAINERS = wordset(
    """bill resolution measure legislation law decision plan proposal effort move bid attempt push
    motion amendment petition campaign order vote"""
)
# What somebody does to have something done.
EFFORTS = wordset(
    """push effort bid attempt drive fight plan pledge promise vow quest struggle desire request
    demand call race crusade"""
)
# What somebody chose to do or say: to be against it is to be against them, less surely.
CHOICES = wordset(
    """plan proposal decision policy claim approach agenda argument remark comment statement
    handling tactic strategy bid attempt effort move record pick nomination assertion attack
    initiative opinion rhetoric accusation criticism suggestion view behavior behaviour conduct
    language complaint tweet lie reelection re-election candidacy presidency campaign"""
)
# What somebody made or did, and can be told by.
WORKS = wordset(
    "work job performance leadership rule policy tenure management stewardship act word"
)
# What a law or a choice can be, beside the nouns above.
DECISIONS = CONTAINERS | wordset(
    """act agreement appointment ban bid budget candidacy confirmation deal declaration funding
    initiative investigation agenda mandate nomination nominee pact policy program probe inquiry
    programme project reform rule regulation ruling tariff treaty verdict veto"""
)
# What somebody's doing shows of them; to question these is to be against them.
VIRTUES = wordset(
    """ability authority authenticity candor character competence commitment conduct credibility
    decision effectiveness fairness fitness honesty impartiality integrity intelligence judgement
    judgment legality legitimacy loyalty merit morality motive motivation need patriotism policy
    qualification sanity sincerity stability strategy temperament tactic truthfulness validity
    claim account language"""
)
# What countries and bodies bind themselves by.
PACTS = wordset("accord agreement alliance bloc compact convention deal pact treaty union")
# What befalls somebody, and is no deed of theirs.
MISFORTUNES = wordset(
    """death demise passing loss illness killing murder arrest assassination detention dismissal
    treatment kidnapping imprisonment poisoning injury firing execution abduction jailing removal"""
)
# To call these terrible is to mourn, or to tell a fact.
LOSSES = wordset(
    """death demise passing loss illness disease virus infection outbreak epidemic pandemic
    pollution bleeding injury wound pain symptom accident crash collision explosion fire storm
    flood hurricane earthquake drought famine hunger heat weather toll risk crisis spread"""
)
# To bring these home is no side against them.
TROOPS = wordset("troop force soldier personnel staff diplomat ambassador army unit")
# What somebody was says nothing of what they are.
PAST = wordset("former previously formerly once ex")
# Little of a thing is no sign of it.
SCANT = wordset(
    """low little less scant waning dwindling lukewarm limited insufficient fading flagging shaky
    thin weak over gone dead"""
)
# How those are whom somebody wishes ill, or well.
ILL = wordset("worse broke bankrupt poor poorer ruined beaten defeated dead unhappy gone finished")
WELL = wordset("better safe safer happy happier successful victorious strong stronger rich richer")
# What is opened and closed as a matter of course: who shuts it down is not against it.
PASSAGES = wordset(
    """border frontier road street highway motorway bridge tunnel port harbour harbor airport
    airspace crossing strait canal lane checkpoint gate door city town school market economy
    government station line traffic"""
)
# Those who worry about these are for them.
CHERISHED = wordset(
    """support safety health security future right job turnout welfare freedom survival independence
    stability lack shortage wellbeing fate privacy prosperity chance prospect odds
    state condition impact effect consequence implication"""
)
# What nobody draws upon himself: to win a vote is not to be voted against.
UNDRAWN = wordset("vote case issue aim line stand war fight campaign")
# What a program or a device supports.
TECHNICAL = wordset(
    "platform server language format device version feature file browser protocol standard"
)
# Nouns for making an end of something.
ENDINGS = wordset(
    """abolition repeal end ban removal cancellation elimination reversal halt dismantling lifting
    ouster resignation overthrow suspension boycott prohibition closure impeachment"""
)
# Those whom somebody wants freed.
CAPTIVES = wordset("prisoner hostage detainee captive inmate journalist activist soldier child")
# Left out of a topic: words that say how new, not what.
PASSING = wordset(
    """called new proposed recent latest current so-called controversial planned own former existing
    previous prior very
    alleged possible potential upcoming ongoing future reported further continued such any"""
)

"""Nouns that can hold a stance, nouns that are topics only with more words, and neither.

Our own lists, drawn up while reading news; no list of others is copied.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Nouns for people and bodies that can hold a stance though no name is given.
HOLDERS = _words(
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
    ombudsman nurse teenager pope rabbi imam priest monk guard officer colonel soldier veteran
    premier envoy negotiator sheriff justice inspector auditor engineer architect athlete coach
    player chef tenant landlord neighbour neighbor pilot driver student pupil mother father
    widow daughter son brother sister victim survivor refugee migrant hunter fisherman faction
    wing caucus camp junta regime politburo duma senate bench jury tribunal think-tank charity
    ngo federation league alliance trust syndicate firm"""
)
# Plurals like "shopkeepers", "cyclists", "librarians" are people.
HUMAN_ENDINGS = ("er", "ist", "ian", "ant")
# "A spokesman for X" speaks for X.
MOUTHPIECES = _words(
    """spokesman spokeswoman spokesperson official administration government campaign authority
    aide representative lawyer attorney team office leadership ministry diplomat delegation"""
)
# Those of a party, named as one.
PARTIES = {
    "democrats": "Democratic Party",
    "republicans": "Republican Party",
    "gop": "Republican Party",
    "tories": "Conservative Party",
}
# Where people say things; what these say is said by somebody else.
PLATFORMS = _words("twitter facebook instagram youtube tiktok snapchat reddit")
# Words too empty to be a topic.
# "nations that oppose X" says nothing of any nation.
VAGUE = _words("people nation country group company other individual state organization")
# Objects of fighting that nobody is against: they are what is fought.
FOUGHT = _words("war battle fight fire wildfire blaze election duel match case cause")
# Holders that are nobody in particular: "any country that wishes to join".
NOBODY = _words("any every each no other another whoever")
NO_TOPICS = _words(
    """thing way fact kind sort lot part one time day year week month something anything nothing
    everything someone anyone everyone people person man woman everybody anybody point case
    number matter reason question result example moment place other side weather situation news
    condition storm game score do make be have get keep take go put give come let lead become
    backdrop background"""
)
GENERIC = _words(
    """plan proposal bill law decision effort call move measure attempt resolution ban tax
    legislation deal agreement treaty war use sanction policy idea action strike vote bid right
    investigation inquiry probe reform program programme project rule threat approach pact
    accord intervention invasion restriction limit increase cut support opposition handling
    treatment request statement comment remark mission talk negotiation membership act order
    amendment campaign lawsuit attack response access crackdown system access"""
)
# What does something to something else: to be for a bill that ends a ban is to be against the ban.
CONTAINERS = _words(
    """bill resolution measure legislation law decision plan proposal effort move bid attempt push
    motion amendment petition campaign order vote"""
)
# What befalls somebody, and is no deed of theirs.
MISFORTUNES = _words(
    """death demise passing loss illness killing murder arrest assassination detention dismissal
    treatment kidnapping imprisonment poisoning injury firing execution abduction jailing removal"""
)
# To call these terrible is to mourn.
LOSSES = _words("death demise passing loss illness")
# Little of a thing is no sign of it.
SCANT = _words("low little less scant waning dwindling lukewarm limited insufficient")
# Those who worry about these are for them.
CHERISHED = _words(
    """support safety health security future right job turnout welfare freedom survival independence
    stability lack shortage wellbeing fate privacy"""
)
# Nouns for making an end of something.
ENDINGS = _words(
    """abolition repeal end ban removal cancellation elimination reversal halt dismantling lifting
    ouster resignation overthrow suspension boycott prohibition closure impeachment"""
)
# Those whom somebody wants freed.
CAPTIVES = _words("prisoner hostage detainee captive inmate journalist activist soldier child")
# Left out of a topic: words that say how new, not what.
PASSING = _words(
    """called new proposed recent latest current so-called controversial planned own former existing
    alleged possible potential upcoming ongoing future reported further continued such any"""
)

"""Given names that one person may bear: nicknames and spellings, as sets."""

from collections import defaultdict
from functools import cache

from pipeline.analysis.names.gazetteer import nicknames

# What the table of nicknames does not have: several long forms of one short form, and spellings.
_SETS = """
abby abigail; abdallah abdullah; ahmad ahmed; al alan albert alexander alfred allen; alan allan
allen; alec alex alexander; alejandro alex; aleksandr alexander alexandr; alex alexandra; alexis
alexei aleksei alexey; andrei andrey; ann anne anna annie; anthony antony; art arthur; ash ashton
ashley; barry barrett; bart bartholomew; ben benjamin benny benji; bert herbert robert albert; beth
bethany elizabeth; betty bess eliza elizabeth; bill billy william willie; bob bobby rob robbie
robert bert; boris borys; brad bradford bradley; bryan brian; cal calvin; carl karl; cate catherine
kate katherine; cathy kathy; catherine katherine kathryn cathryn; charlie charley charles chuck;
chris christian christopher christine christina kristopher; chris kris; christine christina;
cindy cynthia lucinda; claire clare; clem clement; clint clinton; connie constance; cory corey; dan
daniel danny; dave davey david; deb debbie deborah debra; deborah debra; dennis denis denny; dick
rich richard rick ricky; dmitri dmitry; don donald donnie donny; doug douglas; drew andrew; ed eddie
eddy edgar edmund eduardo edward edwin; elena yelena; eli elijah; eric erik; ernie ernest; eugene
gene; frank francis franklin frankie; fred frederick freddie alfred; gabe gabriel; gareth gary;
geoff geoffrey; geoffrey jeffrey; gerald jerry gerry; gerard gerry; gerhard gerd; gil gilbert; ginny
virginia; graham graeme; greg gregg gregory; gus august augustus; hal harold henry; hank henry; harry
harold henry; herb herbert; hosni husni; hussein husayn hussain; ike isaac; irv irving; jack jackie
john jacob; jake jacob; jackie jacqueline; jan janet; jay jason; jean jeanne; jeb john; jeff
jeffrey jeffery; jen jenny jennifer; jerome jerry; jerrold jerry; jeremy jerry; jess jesse jessica; jessie jessica;
jim jimmy james jamie; joan joanne; joe joey joseph; jon jonathan jonathon; jon john johnny; josh joshua;
judy judith; julie julia; kathleen kathy katie; kate katie katherine; ken kenneth kenny; kim
kimberly; larry lawrence laurence; laurie laura; lea leah; leo leonard leonardo; len lenny leonard; leon
leonid; les leslie lester; leslie lesley; lew lewis louis; lewis louis; lindsey lindsay; liz lizzie elizabeth lisa;
lou louis louise; luis louis; lynn lynne; maggie margaret meg peggy; manny manuel emmanuel; marc mark; marcus marc; marge marjorie
margaret; marty martin; mary marie maria; mat matt matthew; max maxwell maximilian; mel melvin; michael mike
mick micky mickey mikey; michele michelle; micah mike; mikhail michail; mitch mitchell; mohammed mohamed mohammad muhammad mohamad
mahomet; moe morris moses; mort morton; nan nancy; nat nathan nathaniel nate; ned edward; nick
nicholas nicolas nikolas; nikolai nikolay; norm norman; oleg oleh; oli oliver ollie; pam pamela; pat
patrick patricia; patty patti patricia; pete peter; petr pyotr peter; phil philip phillip; philip phillip; ralph
raphael; randy randall randolph; ray raymond; reggie reg reginald; rich richie richard; rob robin; rod rodney
roderick; ron ronald ronnie; rosie rose; roy royal; rudy rudolph rudolf; russ russell; sally sarah;
sam samuel sammy samantha; sandy sander alexander sandra; sara sarah; sean shaun shawn; serge sergei
sergey; seth sethie; sid sidney sydney; stan stanley; stefan stephan; steve steven stephen stevie;
sue susan susanne suzanne; ted teddy theodore edward edmund; teri terri terry theresa teresa; terry
terence terrence; theo theodore; theresa teresa; tim timothy timmy; toby tobias; tom thomas tommy;
tony anthony antonio; trish tricia patricia; val valerie; vic victor; viktor victor; vicky vicki
victoria; vin vince vincent vinny; vladimir volodymyr; walt walter; wally walter wallace; wayne dwayne;
wes wesley; will bill william; yitzhak yitzak; yousef yusuf youssef; yuri yury; zach zack
zachary zak
"""


def may_be_one(given: str, other: str) -> bool:
    """Tell whether two given names may be one person's: alike, an initial, or in one set."""
    if given == other:
        return True
    if 1 in (len(given), len(other)):
        return given[0] == other[0]
    return not _sets_of().get(given, frozenset()).isdisjoint(_sets_of().get(other, ()))


@cache
def _sets_of() -> dict[str, frozenset[int]]:
    """Map each given name to the numbers of the sets that hold it."""
    sets = [members.split() for members in _SETS.split(";")]
    sets += [list(pair) for pair in nicknames().items()]
    found: dict[str, set[int]] = defaultdict(set)
    for number, members in enumerate(sets):
        for name in members:
            found[name].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}

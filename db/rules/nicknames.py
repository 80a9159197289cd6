"""Given names that go for one another: Bob is Robert, Liz is Elizabeth."""

from __future__ import annotations

from typing import Final

_GROUPS: Final = (
    "abigail abby abbie gail", "alexander alex al sandy xander", "alexandra alex sandra lexi", "alfred al fred alf",
    "amanda mandy", "andrew andy drew", "anthony tony", "barbara barb babs", "benjamin ben benny", "bernard bernie",
    "bradley brad", "calvin cal", "cameron cam", "catherine katherine kathryn cathy kathy kate katie kay cat",
    "charles charlie chuck chas", "christina christine tina chris chrissy", "christopher chris kit", "cynthia cindy",
    "daniel dan danny", "david dave davey", "deborah debra deb debbie", "dennis denny", "donald don donny",
    "dorothy dot dottie", "douglas doug", "edward ed eddie ted ned", "eleanor ellie nell nora",
    "elizabeth liz beth betty lizzie eliza libby betsy", "emily em", "eugene gene", "florence flo",
    "frances fran fanny", "francis frank fran", "franklin frank", "frederick fred freddy", "gabriel gabe",
    "gerald gerry jerry", "geoffrey jeffrey geoff jeff", "gregory greg", "harold harry hal", "henry hank harry",
    "jacob jake", "jacqueline jackie", "james jim jimmy jamie", "janet jan", "jennifer jen jenny jenn",
    "jessica jess jessie", "john jack johnny jon", "jonathan jon john", "joseph joe joey", "joshua josh",
    "judith judy", "kenneth ken kenny", "kimberly kim", "lawrence larry laurence", "leonard len lenny leo",
    "louis lou louie", "margaret maggie meg peggy marge greta", "martin marty", "matthew matt", "melissa missy mel",
    "michael mike mick micky", "nancy nan", "nathaniel nate nathan", "nicholas nick nicky", "pamela pam",
    "patricia pat patty tricia trish", "patrick pat paddy", "peter pete", "philip phillip phil", "raymond ray",
    "rebecca becky becca", "richard rick rich dick ricky", "robert bob rob bobby robbie bert", "ronald ron ronny",
    "rosemary rose rosie", "russell russ", "samantha sam", "samuel sam sammy", "sandra sandy", "sarah sara sally",
    "sharon shari", "stephanie steph", "stephen steven steve", "susan sue susie suzanne", "terence terry",
    "theodore ted teddy theo", "theresa teresa terry tess", "thomas tom tommy", "timothy tim", "valerie val",
    "victor vic", "victoria vicky tori", "vincent vince vinny", "virginia ginny", "walter walt",
    "william bill will billy willy liam", "zachary zach zack",
)  # fmt: skip


def _groups_of() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, group in enumerate(_GROUPS):
        for name in group.split():
            found[name] = found.get(name, frozenset()) | {number}
    return found


_OF: Final = _groups_of()


def same_given_name(one: str, other: str) -> bool:
    """Whether two given names, case-folded, are one: equal, or the long and the short form of one."""
    return one == other or bool(_OF.get(one, frozenset()) & _OF.get(other, frozenset()))

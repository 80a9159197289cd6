"""What consumers write into forms and texts, by the type of lead; {slots} are filled for each lead."""

from __future__ import annotations

from typing import Final

from .notes import Texts, lines

SHOWING: Final = lines("""
Is Saturday morning possible?
We are in town this weekend and would love to see {listing}.
Can I see it after work on {weekday}, around 5:30?
Could we do a video tour first? We live in {town}.
Is it still available? I can come any day but {weekday}.
My husband and I want to see this one before somebody else takes it.
I drove by and loved the street. When can I get in?
Tour request: {weekday} 10 am or 2 pm.
Please confirm a time, I need to book off work.
We saw it at the open house and would like a second look with my father.
Is there a dock? If yes I want to see it this week.
I'd like to schedule a showing. Pre-approved with my credit union.
Flying in on {weekday}. Could we see three homes in {area} the same day?
Can you show it today? I am nearby.
Interested in seeing the unit and the building's pool.
I want to tour this home. Evenings are best for me.
""")
QUESTION: Final = lines("""
What are the HOA fees and what do they cover?
Is this home in a flood zone?
How old is the roof?
Are short-term rentals allowed?
Would the seller consider an FHA offer?
What did the owners pay for flood insurance last year?
Does the price include the furniture?
Are there any special assessments coming up?
Is the lot big enough for a pool?
Did the house take on water in the last storm?
Which schools is this address zoned for?
Can I park a boat in the driveway?
Why has the price dropped twice?
Is there a weight limit for dogs in this building?
Do you know what the electric bill runs in August?
Is it on septic or city sewer?
Any idea when it will be vacant? The photos show a tenant.
""")
INFORMATION: Final = lines("""
Please send more information on {listing}.
I'd like the disclosure and the floor plan, thank you.
Could you send me the sold prices on {street} for the last year?
Interested in this property, please send details.
Looking for {beds} bedrooms in {area}, under {price}. What else do you have?
Do you have anything like this one but with a garage?
Can you e-mail the survey and the age of the systems?
We are relocating from {town} and want to learn about {area}.
Please send the rental history if there is one.
I would like more pictures of the kitchen and the lanai.
What would the monthly payment be with 10 percent down?
Send me the list of comparable homes, please.
Thinking of retiring in {area}. What should we know?
""")
CONTACT: Final = lines("""
Please call me, I have a few questions about buying in {area}.
Hi, a coworker gave me your name. We would like to start looking in {month}.
We need to sell in {town} and buy here. How do we begin?
Looking for an agent who knows {area} well.
I own a condo in {area} and might sell. What is it worth?
Are you taking new clients? Budget is around {price}.
I'd rather text than talk if that is OK.
Do you work with VA loans?
I left a voicemail yesterday. Please try me again after 4.
We are first-time buyers and a bit lost. Can somebody walk us through it?
My lease ends in {month}. Is that enough time to buy?
Can you recommend a lender who works with self-employed people?
Do you also do rentals? My daughter needs a place near the university.
Need an agent for an investment property, duplex or triplex.
Por favor llámeme en español, busco casa de {beds} cuartos.
""")
VALUATION: Final = lines("""
What is my home worth?
We are thinking of selling next spring and want an idea of the price.
I'd like a value before I talk to my sister about the house.
New roof, new AC, pool resurfaced. Please take that into account.
The online estimates are all over the place. What do you say?
Need a number for the divorce attorney.
Curious what {street} is going for these days.
We inherited the house and live in {town}. What would it sell for as is?
Tenant moves out in {month}. Sell or rent again?
Just refinancing, but maybe selling if the number is right.
""")
REGISTRATION: Final = lines("""
Just browsing for now.
Relocating from {town}.
Looking for a second home.
Want to get alerts for {area}.
First home, {beds} bedrooms.
Saving favorites so my wife can see them.
Investor, cash.
""")
TEXT_MLS: Final = ("{mls}", "MLS {mls}", "{mls} price?", "#{mls}")
TEXT_APP: Final = ("HARBOR", "PINE", "OPEN22", "BAYSHORE", "PINE please", "is this one still for sale?", "info", "DOCK")
CALL: Final = lines("""
Called about the sign on {street}.
Called the office line, asked for the price of {listing}.
Caller wanted to know whether {listing} is still available.
Asked whether we handle {area}.
Returned our call about {listing}.
Wants to talk about selling a house on {street}.
Hung up before anyone answered, called back by the desk.
Asked for directions to the open house on {street}.
Voicemail: please call back about the condo.
Saw the ad in the paper, wants a brochure.
""")
REFERRAL: Final = lines("""
Referred by a past client, coworker at the hospital.
Referral from an agent in {town}, 25 percent agreed.
Sister of a client on {street}.
Sent by {lender}, already pre-approved.
A friend from church told them to ask for us.
Relocation company referral, {month} start date.
""")
OPEN_HOUSE: Final = lines("""
Signed in at the open house at {listing}. Working with nobody.
Neighbor, curious about the price of {listing}.
Came twice to {listing}, measured the living room.
Open house at {listing}: likes the street, needs {beds} bedrooms.
Open house visitor, has a home to sell on {street}.
""")
SEARCHES: Final = lines("""
{area}, {beds}+ bedrooms, up to {price}
{area}, pool, up to {price}
{area} or {area2}, {beds}+ bedrooms, no HOA
Waterfront with dock, up to {price}
Condo in {area}, 2+ bedrooms
{area2}, built after 2000, {beds}+ bedrooms
55 plus, {area2}, under {price}
Townhouse, {area}, garage
""")
LEAD_MESSAGES: Final[dict[str, Texts]] = {
    "showing_request": SHOWING,
    "question": QUESTION,
    "information_request": INFORMATION,
    "contact_form": CONTACT,
    "valuation_request": VALUATION,
    "registration": REGISTRATION,
    "call": CALL,
    "referral": REFERRAL,
    "open_house": OPEN_HOUSE,
    "saved_search": SEARCHES,
}

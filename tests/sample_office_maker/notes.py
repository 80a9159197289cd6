"""What agents write into notes, by the situation they write it in; {slots} are filled for each contact."""

from __future__ import annotations

from typing import Final

Texts = tuple[str, ...]


def lines(text: str) -> Texts:
    """The lines of a block, without the empty ones."""
    return tuple(line.strip() for line in text.strip().splitlines() if line.strip())


SPHERE: Final = lines("""
Met at the Rotary breakfast, runs the hardware store off {street}.
Neighbor two doors down from Mom. Rents out the garage apartment.
{child} is on the same softball team as ours. Asked what the {area} market is doing.
College friend, moved here from {town}. Loves their house, no plans, send the holiday card.
Knows everybody at church. Good for referrals, always answers texts, never e-mail.
Ran into them at Publix. Refinanced last year, so staying put.
Bought on {street} with another agent years ago. Wants to stay in touch.
Our CPA. Sends a client our way about once a year.
Gym, 6 a.m. class. Husband travels for work, best to reach on {weekday}s.
Invited to the client picnic, said yes, bringing the kids.
Asked for a painter, gave them two names.
Dropped off a pumpkin pie. Mentioned {child} starts college in {month}.
Dad's old coworker. Snowbird, here from {month} until Easter.
Keeps an eye on prices in {area} out of curiosity, sends me listings as a joke.
Coffee at Kahwa. Thinks of a bigger kitchen "someday".
Plays in the same pickleball league, introduced me to the whole Tuesday group.
Their daughter may rent in {area} next year. Not a lead yet.
Roof done after the storm, insurance went up again. Grumbling but staying.
""")
PROSPECT: Final = lines("""
Expired listing on {street}. Burned by the last agent, said to try again in {month}.
For sale by owner sign on {street}. Open to talk if it has not sold by {month}.
Owns the duplex on {street}, lives in {town}. Would sell at the right number.
Came to the open house on {street} to look at the kitchen. Not searching now.
Lease is up in {month}, renewing for a year first. Wants a newsletter, no calls.
Waiting for rates to start with a five.
Inherited the house on {street} with a brother. Probate not finished.
Thinks of downsizing once {child} has moved out.
Tenant in place until {month}. Call before it ends.
Sent the neighborhood report for {area}, no answer yet.
Wants to hear from us after hurricane season.
Door-knocked {street}. Friendly, asked for a card, keeps the house for now.
Absentee owner, mailing address in {town}. Letter two sent.
Farm list, {area}. Original owner, mortgage likely paid off.
Looking at {area} for retirement in about two years.
""")
NEW_LEAD: Final = lines("""
Registered from the {listing} page. No answer yet, trying evenings.
Number rings through to voicemail. Left a short message about {listing}.
Viewed mostly {beds}-bedroom homes under {price} in {area}.
Looks like a relocation from {town}, area code fits.
Sent three homes near {listing} by e-mail.
Voicemail box is full. Texted instead.
Asked about {listing}, which is pending. Sent two like it.
No reply to the first two texts. Next try {weekday} after five.
Portal says pre-approved, price range up to {price}. To be confirmed.
E-mail opened twice, no reply. Worth another call.
Came in while I was in a closing. Called back within the hour, no luck.
Web form says "just browsing". Put on the {area} list.
Form filled in from a phone at night, so text first.
Interested in {listing} but the street floods, mention the elevation certificate.
Spanish preferred, according to the form. {agent} can help.
Says on the form that they need to sell in {town} first.
Asked for a weekend showing, nobody picks up so far.
Wrote "cash" in the comment field. Verify funds before showing.
""")
BUYER: Final = lines("""
Talked for twenty minutes. Wants {beds} bedrooms, a yard for the dog, {area} or close by, up to {price}.
Moving from {town} in {month} for a job at the VA hospital. Renting first is plan B.
Pre-approved with {lender} up to {price}. Letter is in the file.
Not pre-approved yet. Sent them to {lender}.
Must have: flood zone X, no HOA, garage. Nice to have: pool.
Loved {listing}, but the second bedroom is too small for the crib.
Lost the house on {street} to a cash offer. Disappointed, needs two weeks off.
VA loan, orders to MacDill for {month}.
Schools matter: wants Plant or Robinson district. {child} starts ninth grade.
Condo only, under {price}, will not go above the tenth floor.
Wants a boat dock with no fixed bridges. Explained what that does to the price.
Flies in the second weekend of {month}. Lining up six showings around {area}.
Insurance quote on {listing} came in at twice what they expected.
They liked Safety Harbor better than they thought they would. Add 34695 to the search.
Spouse is not convinced about leaving {town}. Take it slowly.
Asked about assessments at the condo, requested the milestone inspection report.
Investor, wants two doors with rents that carry. Sent numbers on {street}.
First-time buyers, explained earnest money and inspection period. Down payment help from the county?
Parents are helping with the down payment, gift letter needed.
Prefers texts before noon, works nights at the hospital.
New construction is fine if it closes before {month}. Sent the builder's incentive sheet.
They drove through {area} on {weekday}. Too much traffic, back to {area2}.
House hacking: wants an in-law suite to rent.
Showed {listing} and two others. Ranked it second, kitchen too dark.
Wants to see {listing} again with her father, who is a contractor.
Budget raised to {price} after the bonus.
Budget lowered, car loan. Now {beds} bedrooms in {area2}.
Golf cart community, 55 plus, ideally {area2}.
Allergic to carpet. Sorted out half of the list.
Asked for total monthly cost with taxes and flood, sent a sheet for three homes.
Pets: two large dogs. Several condos rule that out.
Two more weeks to decide between {area} and {area2}.
""")
SELLER: Final = lines("""
Thinking of selling {street}. Bought in 2014, roof 2019, AC 2021. Expects {price}.
Comparables on {street} say about {price}. They hoped for more, talked it through.
Wants to list in {month}, after the floors are done.
Needs to sell before they can buy. Bridge loan explained.
Moving to be near the grandchildren in {town}. No hurry, wants the right price.
Divorce, both have to agree on the list price. Keep everything in writing.
Had a valuation from the website, asked why it is lower than the other one.
Photos booked for {weekday}. Declutter list sent.
Tenant leaves end of {month}, then paint and list.
Permits for the lanai were never closed. Sent them to the city's page.
Interviewing two other agents. Our marketing plan impressed, commission is the sticking point.
Seller says solar is paid off. Ask for the paperwork.
Listed at {price}, eleven showings, no offer. Price talk on {weekday}.
Storm damage to the seawall, estimate requested.
Mother moves to assisted living, family sells {street} as is.
Would take an iBuyer offer if we cannot beat it by {month}.
Walked through the house. Great light, dated kitchen. Suggested {price}.
Wants to know the net. Sent a seller's sheet with title and doc stamps.
""")
CLIENT: Final = lines("""
Buyer agreement signed, runs six months.
Showed four homes in {area} on {weekday}. Favorite is {listing}.
Writing an offer on {listing} at {price}, 20 percent down, 30 days.
Offer on {listing} countered. They want to sleep on it.
Second offer lost by five thousand. Next time with an escalation clause.
Inspection list for {listing}: water heater, two outlets, rust on the panel. Asking for a credit.
Listing agreement signed for {street}. Live on {weekday}.
Open house: fourteen groups, two serious. Feedback sent.
Proof of funds received, saved in the file.
{lender} needs two more pay stubs.
They will be away in {month}, e-sign works from there.
Measured for the piano. It fits through the lanai door of {listing}.
Touring {area2} on {weekday} at ten, four addresses confirmed.
Walk-away number is {price}. Do not go above it.
Photographer, sign and lockbox ordered for {street}.
Price improvement to {price} agreed by phone, form sent.
Coming from {town} for one weekend only, schedule is tight.
Kids want a pool. Parents want quiet. {listing} has both.
Condo docs for {listing} delivered, three-day review started.
Showed {listing} by video call, they want a second look in person.
""")
CONTRACT: Final = lines("""
Escrow deposit received by the title company.
Appraisal came in at value.
Appraisal two thousand short, seller meets in the middle.
Four-point and wind mitigation done, insurance bound.
Loan approved with conditions. {lender} wants a letter about the gift.
Repair addendum signed by both sides.
Survey shows the fence eight inches over. Title is fine with it.
HOA approval pending, interview on {weekday}.
Closing moved by three days, seller's truck is late.
Final walk-through set for the morning of the closing.
Wire instructions confirmed by phone, not by e-mail.
Septic inspection passed.
Lender ordered a second appraisal, annoying but on schedule.
""")
CLOSING: Final = lines("""
Closed on {listing}. Keys handed over, both in tears, in a good way.
Closed on {listing}, a day early for once.
Closing gift: lemon tree. Ask for a review in two weeks.
Closed without drama. They want the name of a good handyman.
Signed remotely, keys to {listing} are in the lockbox.
""")
SIGNING: Final = lines("""
Under contract on {listing} at {price}. Inspection period ends {weekday}.
Both signatures in for {listing}. Deposit due in three days.
Seller took our number on {listing}. Inspector called.
""")
CLOSED: Final = lines("""
Left a five-star review. Sent a thank-you card.
Homestead exemption reminder sent, due March 1.
One-year anniversary of the house. Sent the equity update.
New baby! Sent flowers. May need a fourth bedroom some day.
Referred a coworker from {town}. Sent a gift card.
Called about a plumber, gave them our list.
House check-in: loves the street, hates the AC. Warranty claim number passed on.
Asked what the place would bring today. About {price}, they were pleased.
Refinanced with {lender}.
Invited to the client party at the brewery.
Annual review done by phone. Thinking about a rental property next.
Insurance dropped them, sent two brokers' names.
Sends a postcard every Christmas. So do we.
Dropped by with a housewarming plant, the porch is repainted already.
Needed the closing statement again for taxes, sent the PDF.
""")
COMPANY: Final = lines("""
Asks for anything with two or more units, closes in cash.
Decides by committee, expect two weeks for every answer.
Office manager answers the phone, ask for the owner.
Holds four doors around {area}, might sell one this year.
Wants off-market only. Sent the letter of intent form.
Needs the entity papers before the next offer.
Trustee lives in {town}, all signing by mail.
Sends their tenants to us when a lease ends.
""")
# What is noted when a contact is archived, and the reason of the status change.
ARCHIVING: Final = tuple(
    (note, reason)
    for note, _, reason in (
        line.partition(" -> ")
        for line in lines("""
Number belongs to someone else, e-mail bounces. -> Wrong number and bounced e-mail
Bought with a builder's agent in {area}. -> Bought with someone else
Closed on a house in {area2} with a cousin who has a license. -> Bought with someone else
Licensed agent, looking at our website. -> Not a customer
Asked not to be contacted again. -> Asked not to be contacted
Said to take them off every list. -> Asked not to be contacted
Signed with another brokerage. Wished them luck. -> Works with another agent
Has an agent already, was only curious. -> Works with another agent
Renter, wants something next week under 1,200. Not something we do. -> Not a customer
Staying in {town} after all. -> Moving plans fell through
Job offer in Tampa fell through. -> Moving plans fell through
Filled in the form five times with different names. -> Not a customer
Vendor pitch, not a customer. -> Not a customer
House on {street} sold by the family, already recorded. -> Sold without an agent
No answer to any attempt over four months. -> No answer after many attempts
Calls, texts and two letters, nothing. -> No answer after many attempts
Lives abroad, wanted pictures for a school project. -> Not a customer
Credit will take two years. Said they would call us. -> Not able to buy
Duplicate of the spouse's record, everything is there. -> Duplicate
""")
    )
)
CONCIERGE: Final = lines("""
Screened: real number, real interest, timeline {month}. Ready for an agent.
Left voicemail and text on behalf of the office.
Asked for an agent who knows {area}. Offered {agent}.
Wants to talk to somebody who speaks Spanish.
Wants an answer by e-mail only, passed on.
Called to confirm the request for {listing}. Nobody home, trying again at five.
Form came in after hours, answered at eight the next morning.
Looked up the address: owner since 2009, homesteaded.
""")
TRANSACTIONS: Final = lines("""
Contract package checked, initials missing on page 4. Sent back.
Title ordered. Commitment expected within five days.
HOA estoppel ordered, fee paid by the seller.
Commission disbursement sent to the title company.
All contingencies cleared. Closing confirmed for {weekday}.
File complete, archived after closing.
""")
LENDER: Final = lines("""
Pulled credit with permission, 712 and 744. Comfortable up to {price}.
Application started online, bank statements still missing.
Pre-approval letter refreshed for {price}.
Rate lock runs 45 days.
Needs two years of returns, self-employed since last year.
""")
ALL_NOTES: Final[dict[str, Texts]] = {
    "sphere": SPHERE,
    "prospect": PROSPECT,
    "new_lead": NEW_LEAD,
    "buyer": BUYER,
    "seller": SELLER,
    "client": CLIENT,
    "contract": CONTRACT,
    "closed": CLOSED,
    "closing": CLOSING,
    "signing": SIGNING,
    "company": COMPANY,
    "concierge": CONCIERGE,
    "transactions": TRANSACTIONS,
    "lender": LENDER,
}

"""What members say while they work: words of touches, titles of tasks, reasons of status changes."""

from __future__ import annotations

from typing import Final

from .notes import lines

NO_ANSWER: Final = lines("""
Rang out.
No answer, no voicemail set up.
Went to voicemail, did not leave another one.
Busy twice.
Declined after two rings.
Second dial of the day, nothing.
Voicemail box full.
Phone seems to be off.
""")
LEFT_MESSAGE: Final = {
    "call": lines("""
Left a voicemail about {listing}.
Left a short voicemail with my number.
Voicemail: two new homes in {area}, call me back.
Left word with the spouse.
Left a voicemail, mentioned the open house on {weekday}.
"""),
    "text": lines("""
Hi {first}, this is {agent} with Harbor & Pine. Is this still a good number for you?
Hi {first}, {listing} is still available. Shall I set up a time?
Hi {first}, two homes came up in {area}. Want me to send them?
Hi {first}, quick question: are you looking to move this year?
Hi {first}, would {weekday} work for a short call?
Hello, this is {agent} with Harbor & Pine. You asked about {listing}. Is text the best way to reach you?
Hello from Harbor & Pine. {listing} is still available, shall I set up a time?
Checking in, {first}. Anything you would like to see this weekend?
"""),
    "email": lines("""
Sent the details of {listing} and three like it.
Sent the market report for {area}.
Introduced myself and asked for timing and budget.
Sent the buyer's guide and a lender's name.
Answered the question about {listing}.
Sent recent sales on {street}.
Shared the checklist for sellers.
"""),
}
TALKED: Final = lines("""
Good talk. {beds} bedrooms in {area}, up to {price}.
Talked ten minutes, wants homes by e-mail first.
Friendly. Not before {month}, keep sending listings.
Talked about {listing}. Will look at it on {weekday}.
Reached, was at work. Call back after five.
Talked through financing, next step is {lender}.
Talked about the price of {listing}, thinks it is high.
Long call about flood zones and insurance.
They have narrowed it down to {area} and {area2}.
Wants a second opinion on what their house will bring.
Talked about school zones, they prefer {area}.
Confirmed the showing.
""")
REPLIES: Final = lines("""
Yes, still looking. Weekends are best.
Thanks! Can you send more like this?
We are pre-approved up to {price}.
Could we see it on {weekday}?
Not that one, but I like {area}.
Hi, sorry for the delay. Yes, interested.
Please text me, I can't talk at work.
Yes, this is {first}. Who is this?
We'd like to move by {month}.
Looks nice, but is it in a flood zone?
Can you do {weekday} at 4?
My wife liked the second one.
Too far from work. Anything closer to {area2}?
What would you list ours for?
Great, thank you. Talk {weekday}.
""")
WRONG_NUMBER: Final = lines("""
Told it is the wrong number.
Someone else answered, has had the number for years.
Wrong number, asked to be taken off.
""")
CHECK_IN: Final = lines("""
Caught up, all well. No plans to move.
Birthday call.
House anniversary call, asked about value.
Thanked them for the referral.
Checked in after the storm, a few shingles only.
Talked about the graduation in the family.
Asked how the renovation is going.
""")
CHECK_IN_WRITTEN: Final = lines("""
Thanks for the card! All good here.
We are fine, only two shingles gone. Thank you for asking.
Love the house. Will call when we need more room.
See you at the picnic.
Happy to recommend you, my coworker is looking.
What would it bring today? Just curious.
Thank you for remembering the day.
""")
TASK_TITLES: Final[dict[str, tuple[str, ...]]] = {
    "call": lines("""
Call about {listing}
Call back after five
Call: first introduction
Call about pre-approval
Call about the valuation of {street}
Call to set up showings
Call: did they see the homes I sent?
Call back, was at work
"""),
    "follow_up": lines("""
Follow up: lease ends in {month}
Follow up on {listing}
Follow up: thinking it over with the family
Follow up after hurricane season
Follow up on the lender's answer
Follow up: wants to talk again before {month}
Send new homes in {area}
Six-month check-in
"""),
    "update_request": lines("""
Update for the office: where does this contact stand?
Update requested by the concierge
"""),
    "other": lines("""
Send the buyer agreement
Put together the tour for {weekday}
Ask for the insurance quote on {listing}
Send the condo documents of {listing}
Book the inspector for {weekday}
"""),
    "selling": lines("""
Order the sign for {street}
Prepare comparables for {street}
Send the listing agreement
Book the photographer
Ask for the survey of {street}
"""),
    "after": lines("""
Send the closing gift
Order the home warranty
Send the anniversary card
Ask for a review
Send the closing statement
"""),
}
APPOINTMENTS: Final = {
    "buying": lines("""
Showing at {listing}
Buyer consultation at the office
Showing tour, {area}, four homes
Second look at {listing}
"""),
    "selling": lines("""
Listing presentation, {street}
Photographer, {street}
Walk through the house, {street}
Price talk at the office
"""),
    "contract": lines("""
Inspection at {listing}
Final walk-through at {listing}
Appraiser at {listing}
Closing at the title company
"""),
}
STATUS_REASONS: Final[dict[str, tuple[str, ...]]] = {
    "active_lead": lines("""
First reply
Called back and wants to look
Wants to list in {month}
Answered the text, searching in {area}
"""),
    "client": lines("""
Buyer agreement signed
Showings started
Listing agreement signed
Met at the office, working together
"""),
    "contract": lines("""
Offer accepted on {listing}
Under contract at {price}
Seller accepted the counter on {listing}
"""),
    "closed": lines("""
Closed on {listing}
Closed, keys handed over
Recorded and funded
"""),
    "prospect": lines("""
Not this year, stay in touch
Renewed the lease
Waiting for rates
Paused until {month}
"""),
    "sphere": lines("""
Keep in touch, not searching
"""),
    "back": lines("""
Contract fell through at inspection
Financing fell through, searching again
"""),
}
UNSUBSCRIBE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "self": ("Clicked unsubscribe in the listing alert", "Clicked unsubscribe in the newsletter", "Texted STOP"),
    "bounce": ("Mailbox does not exist", "Mailbox full for two weeks", "Domain not found"),
    "complaint": ("Marked as spam at the mail service",),
}

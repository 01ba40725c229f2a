# Links that show a trip to whoever has them.

links-title = Links
links-lead = A link shows parts of this trip to whoever has it, without signing in, until it ends or you revoke it.
links-none = No links yet.
links-caption = Links that work
links-new = New link
links-make = Make a link
links-copy = Copy the address
links-back = Back to the trip
links-made-title = Your new link
links-made-hint = Copy it now: it is never shown again. Whoever has it sees the trip until { $date }.
links-ended = Links that work no longer
link-label = For whom
link-label-hint = A note for yourself, such as “Hotel” or “Family”
link-unnamed = Without a note
link-made = made { $when } by { $who }
link-shows = Shows
link-shows-itinerary = Itinerary
link-shows-confirmations = Confirmation numbers
link-shows-travellers = Who travels
link-shows-contacts = Telephone numbers and email addresses
link-shows-documents = Documents
link-shows-costs = Costs
link-last-day = Works until
link-last-day-hint = The last day on which it works; a year at most
link-used = Opened
link-times =
    { $count ->
        [0] never
        [one] once
       *[other] { $count } times
    }
link-revoke = Revoke
link-revoked = revoked { $when } by { $who }
link-expired = ended { $date }
trip-links = Share by link

shared-by = Shared by { $who }, until { $date }
shared-nothing = Nothing yet
shared-ended-title = This link works no longer
shared-ended-text = It has ended or was revoked. Ask whoever gave it to you for a new one, or sign in if you have an account.
shared-unknown-title = There is no such link
shared-unknown-text = Check that the address is complete: mail programs sometimes cut it. Otherwise ask whoever gave it to you.

flash-link-revoked = Link to { $reference } revoked
changed-link = Link
audited-link-created = Link to a trip made
audited-link-revoked = Link to a trip revoked
error-link-shows = Choose at least one part that the link shows
error-link-needs = “{ $part }” stands in “{ $needed }”: choose that, too
error-link-day = { $date } is not between { $first } and { $last }
error-link-limit = This trip has { $max } links that work, which is the most: revoke one first

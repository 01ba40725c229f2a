# Trips on a calendar, and the feeds that calendar programs read.

nav-calendar = Calendar
calendar-title = Calendar
calendar-whose = Whose trips
calendar-mine = Mine
calendar-everybodys = All I see
calendar-subscribe = Subscribe
calendar-steps = Another time
calendar-previous-month = Previous month
calendar-next-month = Next month
calendar-previous-year = Previous year
calendar-next-year = Next year
calendar-today = Today
calendar-this-year = This year
calendar-year = Year { $year }
calendar-week = Week of { $range }
calendar-count =
    { $count ->
        [0] no trips
        [one] 1 trip
       *[other] { $count } trips
    }
calendar-cut = Only the first { $count } are shown. The list of trips has filters.
calendar-none-month = No trips in this month.
calendar-none-year = No trips in this year.
calendar-more = + { $count } more
calendar-legend = trips on a day
calendar-name = Trips of { $person }
calendar-kind-flight = Flight
calendar-kind-train = Train
calendar-kind-car = Car
calendar-kind-bus = Bus
calendar-kind-ferry = Ferry
calendar-kind-hotel = Hotel
calendar-kind-activity = Activity
calendar-kind-note = Note
calendar-confirmation = Confirmation: { $value }
calendar-terminal = Terminal: { $value }
calendar-gate = Gate: { $value }
calendar-seat = Seat: { $value }

trip-calendar-file = Calendar file
trip-calendar-feed = Subscribe to it

feeds-title = Calendar feeds
feeds-lead = With a feed, your calendar program shows your trips and keeps up with their changes: flights, hotels and activities in the right time zones.
feeds-caption = Your feeds, the newest first
feeds-none-title = No feeds yet
feeds-none-text = Make one for each calendar program, so that you can take it away from that program alone.
feeds-new = Make a feed
feeds-make = Make feed
feeds-download = Download once
feeds-made-title = Feed made
feeds-made-hint = Copy the address into your calendar program now, where it subscribes to a calendar from the internet. It is not shown again.
feeds-copy = Copy address
feeds-note = Whoever has the address of a feed reads these trips without signing in. If somebody else has it, revoke the feed. A new password does not end feeds.
feed-about = Trips
feed-all = All my trips, those shared with me, and those I travel on
feed-made = Made
feed-last-used = Last used
feed-never = Not yet
feed-revoke = Revoke
feed-trip = One trip only
feed-trip-hint = Its reference, such as TRP-2026-000042. Leave it empty for all your trips.

flash-feed-revoked = Feed revoked

error-calendar-month = Enter a month from 1900-01 to 2199-12, such as 2026-05
error-calendar-year = Enter a year from 1900 to 2199
error-feed-trip = Enter the reference of a trip that you see, such as TRP-2026-000042, or leave it empty
error-feed-limit = You have { $max } feeds, which is the most: revoke one you no longer need

audited-feed-created = Calendar feed made
audited-feed-revoked = Calendar feed revoked

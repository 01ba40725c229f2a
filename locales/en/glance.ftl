# What of a trip is now and what comes next.

glance-before = Coming up
glance-under-way = Right now
glance-between = In between
glance-unplanned = Nothing planned
glance-after = Over
glance-now = Now
glance-next = Next
glance-in = in { $time }
glance-moment = less than a minute
glance-days =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }
glance-local-in = Local time in { $place }
glance-local = Local time, { $place }
glance-night = Night { $number } of { $of }
glance-note-delay = Note a delay or the gate
glance-begins = Begins { $date }
glance-nothing = Nothing more in the itinerary
# Read aloud now and then while a countdown runs.
glance-said = { $name } in { $time }

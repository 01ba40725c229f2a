# The itinerary of a trip: its entries, their form, and the days they make.

segment-kind-flight = Flight
segment-kind-train = Train
segment-kind-car = Car
segment-kind-bus = Bus
segment-kind-ferry = Ferry
segment-kind-hotel = Hotel
segment-kind-activity = Activity
segment-kind-note = Note

segment-booking-planned = Planned
segment-booking-booked = Booked
segment-booking-cancelled = Cancelled

segment-class-economy = Economy
segment-class-premium = Premium economy
segment-class-business = Business
segment-class-first = First
segment-class-none = Not said

segment-add-title = Add to the itinerary
segment-add-flight = Add a flight
segment-add-train = Add a train
segment-add-car = Add a car
segment-add-bus = Add a bus
segment-add-ferry = Add a ferry
segment-add-hotel = Add a hotel
segment-add-activity = Add an activity
segment-add-note = Add a note
segment-add = Add to itinerary
segment-save = Save entry
segment-edit-heading = Edit entry
segment-edit-of = Edit { $name }
segment-delete-of = Delete { $name }
segment-restore-of = Restore { $name }
segment-edit-deleted = Somebody deleted this entry on { $when }. Saving restores it.
segment-full = This trip has { $max } entries, which is the most. Delete one to add another.

segment-part-what = What
segment-part-booking = Booking
segment-start-departure = Departure
segment-start-pick-up = Pick-up
segment-start-check-in = Check-in
segment-start-activity = Start
segment-start-note = When
segment-end-arrival = Arrival
segment-end-drop-off = Drop-off
segment-end-check-out = Check-out
segment-end-activity = End
segment-title-hotel = Hotel name
segment-title-activity = What
segment-title-note = Heading
segment-carrier-flight = Airline
segment-carrier-car = Company
segment-carrier-other = Operator
segment-number-flight = Flight number
segment-number-other = Number
segment-from-airport = From airport
segment-to-airport = To airport
segment-airport-hint = Code, city or name, such as CDG, Douala or Paris Charles de Gaulle
segment-place-hint = City, station or airport. End with the city, such as Gare de Lyon, Paris
segment-address-hint = End with the city, such as 12 rue Joffre, Douala
segment-which = Which one do you mean?
segment-zone-of-place = As at that place
segment-amount-hint = Such as 420 or 1,200.50
segment-zone-hint = Needed only for a place the portal does not know
segment-delay-start-hint = Leave empty as long as nothing is known
segment-delay-end-hint = Leave empty if it arrives as late as it leaves
segment-late = { $time } late
segment-on-time = on time

field-segment-kind = Kind
field-segment-title = Title
field-segment-carrier = Carrier
field-segment-number = Number
field-segment-place = Place
field-segment-date = Date
field-segment-time = Time
field-segment-zone = Time zone
field-segment-start_place = From
field-segment-start_date = Start date
field-segment-start_time = Start time
field-segment-start_zone = Time zone at the start
field-segment-start_terminal = Terminal or station hall
field-segment-start_gate = Gate or platform
field-segment-start_delay = Departs late by, in minutes
field-segment-end_place = To
field-segment-end_date = End date
field-segment-end_time = End time
field-segment-end_zone = Time zone at the end
field-segment-end_terminal = Terminal or station hall on arrival
field-segment-end_delay = Arrives late by, in minutes
field-segment-seat = Seat
field-segment-travel_class = Class
field-segment-booking = Status
field-segment-confirmation = Confirmation number
field-segment-cost_amount = Cost
field-segment-cost_currency = Currency
field-segment-notes = Notes

segment-duration = Takes
segment-zone-change = Clocks
segment-zone-ahead = { $time } ahead
segment-zone-behind = { $time } behind
segment-shift =
    { $days ->
        [one] { $sign }1 day
       *[other] { $sign }{ $days } days
    }
elapsed-minutes = { $minutes } min
elapsed-hours = { $hours } h
elapsed-both = { $hours } h { $minutes } min

itinerary-none-title = Nothing in the itinerary yet
itinerary-none-text = Add the first flight, train or hotel above.
itinerary-none-yet = Those who may change this trip have not planned anything so far.
itinerary-day = Day { $number }
itinerary-again = (this date again, across the date line)
itinerary-pause = nothing begins or ends
itinerary-night = Night at { $name }
itinerary-night-of = { $number } of { $of }
itinerary-layover = { $time } to change
itinerary-deleted = Deleted entries

coming-more =
    { $more ->
        [one] The whole itinerary, with 1 entry more
       *[other] The whole itinerary, with { $more } entries more
    }

segment-for = For
segment-for-some =
    { $count ->
        [one] 1 traveller
       *[other] { $count } travellers
    }

concerns-title =
    { $count ->
        [one] 1 thing to look at
       *[other] { $count } things to look at
    }
concern-overlap = begins before “{ $other }” is over
concern-unreachable = leaves from { $to }, but { $time } are too short to get there from { $from }
concern-unconnected = leaves from { $to }, and nothing leads there from { $from }
concern-short-change = only { $time } to change
concern-outside-trip = lies outside the dates of the trip

along-title = Move the itinerary, too?
along-later =
    { $days ->
        [one] The trip now begins 1 day later: { $to } instead of { $from }.
       *[other] The trip now begins { $days } days later: { $to } instead of { $from }.
    }
along-earlier =
    { $days ->
        [one] The trip now begins 1 day earlier: { $to } instead of { $from }.
       *[other] The trip now begins { $days } days earlier: { $to } instead of { $from }.
    }
along-clocks = What moves keeps the time that clocks show at its place. Nothing is saved yet.
along-question = What moves along?
along-all = Everything
along-unbooked = Only what is not booked
along-none = Nothing
along-counts =
    { $moved ->
        [0] nothing moves
        [one] 1 entry moves
       *[other] { $moved } entries move
    }, { $concerns ->
        [0] nothing to look at afterwards
        [one] 1 thing to look at afterwards
       *[other] { $concerns } things to look at afterwards
    }
along-preview = What would move
along-entry = Entry
along-now = Now
along-then = If it moves
along-other-time = Clocks skip the time on that day
along-save = Save trip
along-back = Back to the form

error-along = Choose whether everything moves along, what is not booked, or nothing
error-along-calendar = Enter a date within the calendar for everything in the itinerary

segment-conflict-title = Two versions of this entry

flash-segment-added = Added to the itinerary of { $reference }
flash-segment-saved = Itinerary of { $reference } saved
flash-segment-deleted = Removed from the itinerary of { $reference }
flash-segment-restored = Back in the itinerary of { $reference }

error-segment-kind = Choose what it is from the list
error-segment-class = Choose a class from the list
error-segment-booking = Choose a status from the list
error-segment-title = Enter this: { $field }
error-segment-note = Enter a heading or some text
error-segment-airport = { $field }: enter an airport by its code, city or name
error-segment-place = { $field }: enter a place
error-segment-date = { $what }: enter the date
error-segment-not-asked = { $field } does not go with the kind “{ $kind }”: leave it empty
error-segment-airport-zone = Clocks at { $airport } follow { $zone }: choose that, or leave the time zone as at that place
error-segment-zone = Choose the time zone of “{ $place }”, or add the city, such as “{ $place }, Lyon”
error-segment-which = “{ $place }” can be several places: choose one of { $candidates }
error-segment-gap = At { $zone } clocks go from { $from } to { $to } on { $date }: enter a time before or after that
error-segment-order = At { $zone } it is { $date }, { $time } by then: enter a later time
error-segment-delay = { $field }: enter a whole number of minutes from 0 to { $max }
error-segment-limit = This trip has { $max } entries, which is the most: delete one first

print-link = Print itinerary
print-title = Itinerary to print
print-hint = Print this page with Ctrl+P or ⌘P, on paper or into a PDF: buttons and menus are left out.
print-costs = With costs
print-apply = Show
print-now = Print
print-people = Travellers and contacts
print-no-contact = no telephone number
print-travels = Travels
print-owner = Owner of the trip
print-approver = Approves the trip
print-part = Takes part
print-foot = As of { $when }. Times are those of the place they stand beside.

# Who is where, and maps.

nav-whereabouts = Who is where
whereabouts-title = Who is where
whereabouts-date = Day
whereabouts-days = For
whereabouts-name = Person’s name
whereabouts-show = Show
whereabouts-person = Person
whereabouts-people = People
whereabouts-login = Signs in as
whereabouts-country-code = Country code
whereabouts-place = Place
whereabouts-trip = Trip
whereabouts-count =
    { $count ->
        [one] { $shown } person
       *[other] { $shown } people
    }
whereabouts-download = Download as CSV
whereabouts-none-title = Nobody is on the road
whereabouts-none-text = Whoever travels on a submitted or approved trip today stands here.
whereabouts-no-match-title = Nobody found
whereabouts-no-match-text = Choose another day, more days or other filters.
whereabouts-note = Submitted and approved trips count. Without a day it is today where each trip is at home; where somebody is comes from the itinerary or, without one, from the destination.
map-places =
    { $count ->
        [one] 1 place in words
       *[other] { $count } places in words
    }
trip-map-title = Map of trips
trip-map-year = Year
trip-map-trips = Trips
trip-map-list = See these trips as a list

# Texts that code speaks: dates, names of states and fields, errors, and what was done.

day-number = { $day }
date-long = { $day } { $month } { $year }
date-weekday = { $weekday } { $day } { $month } { $year }
date-range-days = { $startDay }–{ $endDay } { $endMonth } { $endYear }
date-range-months = { $startDay } { $startMonth } – { $endDay } { $endMonth } { $endYear }
date-range-years = { $startDay } { $startMonth } { $startYear } – { $endDay } { $endMonth } { $endYear }
date-time = { $date }, { $time } { $zone }

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun

status-draft = Draft
status-submitted = Submitted
status-approved = Approved
status-rejected = Rejected
status-cancelled = Cancelled

phase-unscheduled = No dates yet
phase-upcoming = Upcoming
phase-in-progress = In progress
phase-completed = Completed

action-submit = Submit for approval
action-withdraw = Withdraw
action-approve = Approve
action-reject = Reject
action-cancel = Cancel trip
action-reopen = Reopen as draft

theme-auto = As on this device
theme-light = Light
theme-dark = Dark

field-name = Trip name
field-purpose = Purpose
field-destination_place = Place
field-destination_country = Country
field-start_date = Start date
field-end_date = End date
field-time_zone = Home time zone
field-budget_amount = Budget
field-budget_currency = Currency
field-cost_center = Cost center
field-notes = Notes

filter-q = Search
filter-status = Status
filter-when = When
filter-country = Country
filter-traveller = Traveller
filter-from = From
filter-to = To
filter-value = { $value }

column-trip = Trip
column-destination = Destination
column-dates = Dates
column-status = Status
column-budget = Budget
column-changed = Changed

flash-created = Trip { $reference } created
flash-saved = Changes to { $reference } saved
flash-deleted = Trip { $reference } moved to the trash
flash-restored = Trip { $reference } restored
flash-submitted = Trip { $reference } submitted for approval
flash-withdrawn = Trip { $reference } withdrawn; it is a draft again
flash-approved = Trip { $reference } approved
flash-rejected = Trip { $reference } rejected
flash-cancelled = Trip { $reference } cancelled
flash-reopened = Trip { $reference } reopened as a draft
flash-preferences-saved = Preferences saved

way-out-home = Go to the home page
way-out-trips = See all trips
way-out-trip = See the trip as it is now
way-out-retry = Try again

error-name-empty = Enter a trip name
error-too-long =
    { $over ->
        [one] { $field } must be { $max } characters or fewer; remove 1 character
       *[other] { $field } must be { $max } characters or fewer; remove { $over } characters
    }
error-line-break = { $field } must be a single line
error-control = { $field } contains characters that are not text; delete and type that part again
error-date = { $field } must be a real date, such as 2026-05-04
error-time = { $field } must be a time of day, such as 14:30
error-end-before-start = End date must be the same as or after { $start }
error-country = Choose a country from the list
error-time-zone = Choose a time zone from the list, such as Europe/Paris
error-amount = { $field } must be an amount, such as 1250 or 1250.50
error-amount-missing = Enter an amount, or choose no currency
error-amount-negative = { $field } must be 0 or more
error-amount-too-large = { $field } must be less than 1,000,000,000,000
error-amount-decimals =
    { $decimals ->
        [0] Enter an amount in { $currency } without decimals
       *[other] Enter an amount in { $currency } with at most { $decimals } decimals
    }
error-currency = Choose a currency from the list
error-currency-missing = Choose the currency of the amount
error-refused = Check this field; the database does not accept what it holds
error-not-text = Type { $field } again; it contains characters that are not text
error-wrong-type = Must have the type that the API documentation names
error-language = Choose a language from the list
error-theme = Choose a theme from the list
error-shortcuts = Choose on or off
error-not-offered = “{ $value }” is not one of the choices
error-cursor = This place in the list cannot be found; start again from the first page
error-search-too-long = Search for at most { $max } characters and { $words } words
error-filter-values = At most { $max } values can be named at once
error-size = Must be a whole number from 1 to { $max }
error-second-sort = A second order is not supported; the id breaks ties
error-filter-unknown = There is no filter “{ $filter }”
error-filter-value = “{ $value }” does not fit the filter “{ $filter }”
error-too-many-fields = The request has more fields than any form here
error-body = The request broke off before its end; send it again
error-json = The body cannot be read: { $reason }
error-id-exists = A new trip cannot already have an id
error-id-null = The body must name the id of the trip
error-id-invalid = The id in the body is not that of the address
error-status = A trip that is { $from } cannot become { $to }
error-transition = This trip has the status “{ $status }” now, which does not allow that
error-idempotency-key = Must be 1 to 255 visible ASCII characters

error-not-found-title = Page not found
error-not-found-text = If you typed the address, check it. If you followed a link, the page may have moved.
error-no-such-trip-title = Trip not found
error-no-such-trip-text = There is no such trip, or it was deleted more than 30 days ago.
error-method-title = This address does not do that
error-method-text = The page exists, but it cannot be used in this way.
error-validation-title = There is a problem
error-validation-text = Correct what is named here and send it again.
error-bad-request-title = The request cannot be understood
error-cross-site-title = Request from another site
error-cross-site-text = For your safety, changes are accepted only from this portal's own pages. Open the page here and try again.
error-transition-title = This is no longer possible
error-concurrency-title = The trip has changed in the meantime
error-concurrency-text = Somebody changed this trip since you opened it. Nothing was done; look at the trip as it is now.
error-precondition-title = The trip has changed in the meantime
error-precondition-text = If-Match names another version than the present one. Read the trip again.
error-idempotency-title = This key was used before
error-idempotency-text = The Idempotency-Key belongs to another request. Use a new key for a new trip.
error-too-large-title = Too much at once
error-too-large-text = The request is larger than 1 MB. Shorten the notes and send it again.
error-stalled-title = The request did not arrive whole
error-stalled-text = Nothing more came for ten seconds. Nothing was saved; check the connection and send it again.
error-overloaded-title = Too much is asked at once
error-overloaded-text = The portal has more to do than it can. Nothing was changed. Wait a few seconds and try again; if you had sent a form, go back: what you typed is still there.
error-media-type-title = This type is not read here
error-media-type-text = Send the request with the content type that the API documentation names.
error-unavailable-title = Not available just now
error-unavailable-text = The portal cannot reach its data. Nothing was lost; try again in a few seconds.
error-internal-title = Something went wrong on our side
error-internal-text = It has been written down, and nothing of yours was changed. Try again, and tell the travel team if it stays.

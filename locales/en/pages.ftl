# What stands on the pages: headings, labels, buttons and hints. Messages that code sends are in messages.ftl.

app-name = Trip Management
app-description = The trip portal: plan trips, get them approved, and see where they stand.

## Frame

skip-to-content = Skip to the content
nav-label = Main
nav-home = Home
nav-trips = Trips
nav-new-trip = New trip
crumbs-label = Back
search-label = Search trips
search-placeholder = Search trips
search-go = Search
person-guest = a guest
preview-ribbon = Preview, not in production yet. Version { $version }
flash-undo = Undo
dialog-close = Close
footer-language = Language
footer-theme = Theme
footer-help = Help
footer-preferences = Preferences
footer-api = API guide
footer-openapi = OpenAPI document
footer-version = Version
footer-commit = Commit
footer-instance = Answered by
pagination-label = Pages
pagination-previous = Previous
pagination-next = Next
title-error-prefix = Error:
problem-title = There is a problem
problem-prefix = Error:
problem-status = Error { $status }

## Keyboard

shortcuts-title = Keyboard shortcuts
shortcuts-key = Key
shortcuts-does = What it does
shortcuts-search = Search trips
shortcuts-new = New trip
shortcuts-edit = Edit the trip on this page
shortcuts-move = Next or previous trip in a list
shortcuts-open = Open the chosen trip
shortcuts-save = Save the form you are in (⌘ Enter on a Mac)
shortcuts-help = Show this list
shortcuts-off-link = Switch shortcuts off in the preferences

## Home

home-title = Home
home-heading = Every trip, from first idea to return
home-lead = Plan a trip, get it approved, and keep its dates, place and costs where the whole team finds them.
home-all-trips = All trips
home-hello = Hello, { $name }
home-next = Your next trip
home-todo = Waits for you
home-todo-all = All decisions
home-todo-empty = Nothing waits for you.
home-todo-sent-back = Sent back: change it and submit it again
home-todo-submit = Begins soon and is not submitted
home-todo-decide = Waits for your decision
home-team = Your team now
home-team-all = Who is where
home-team-empty = Nobody of your team travels today.
home-team-more = More of them
home-spend = Spent this quarter
home-spend-all = Report
home-spend-empty = No costs are entered for this quarter.
home-spend-own = On your trips
home-spend-team = On your trips and your team’s
home-current = Under way
home-current-empty = Nobody is travelling today.
home-upcoming = Leaving next
home-upcoming-all = All upcoming trips
home-upcoming-empty = No trip is planned yet. Give one a start date and it appears here.
home-recent = Changed last
home-recent-all = See all
home-first-title = Where to first?
home-first-text = Your first trip needs nothing but a name. Dates, place and budget can follow when you know them.
home-first-demo = Looking around? Fill the portal with example trips:

## A trip

trip-no-destination = No destination yet
trip-no-dates = No dates yet
trip-no-budget = No budget yet
trip-no-notes = No notes yet.
trip-not-set = Not set
trip-from-date = From { $date }
trip-by = by { $who }
trip-destination = Destination
trip-itinerary = Itinerary
trip-length = Length
trip-days =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }
trip-zone = Home time zone
trip-budget = Budget
trip-cost-center = Cost center
trip-notes = Notes
trip-edit = Edit
trip-delete = Delete
trip-restore = Restore
trip-created = Created { $when } by { $who }
trip-changed = Changed { $when } by { $who }
trip-deleted-title = This trip is in the trash
trip-deleted-by = Deleted { $when } by { $who }.
trip-gone-on = Restore it before { $date }; then it is gone for good.
ago-now = just now
ago-minutes =
    { $count ->
        [one] 1 minute ago
       *[other] { $count } minutes ago
    }
ago-hours =
    { $count ->
        [one] 1 hour ago
       *[other] { $count } hours ago
    }
ago-days =
    { $count ->
        [one] 1 day ago
       *[other] { $count } days ago
    }
pass-from = From
pass-to = To
pass-open-end = Open end
pass-day-today = Day { $day } today
pass-starts-in =
    { $days ->
        [one] Leaves tomorrow
       *[other] Leaves in { $days } days
    }

## The list of trips

trips-title = Trips
trips-caption = Trips; each heading with an arrow sorts by its column
trips-count =
    { $count ->
        [one] 1 trip
       *[other] { $shown } trips
    }
trips-count-capped = { $shown }+ trips
trips-none-title = No trips yet
trips-none-text = The first one needs nothing but a name.
trips-no-match-title = No trips match
trips-no-match-text = Take a filter away, or search for a shorter word.
filter-label = Filter trips
filter-any-time = Any time
filter-any-country = Any country
filter-more = More filters
filter-apply = Show trips
filter-active = Active filters
filter-remove = Remove filter
filter-clear = Clear all filters

## The trip form

new-title = New trip
new-lead = Only the name is needed now. Everything else can come later.
new-create = Create trip
edit-title = Edit { $name }
edit-heading = Edit trip
edit-save = Save trip
form-cancel = Cancel
form-part-what = What
form-part-where = Where
form-part-when = When
form-part-money = Money
form-name-hint = What people will call it, such as “Kick-off in Lyon”
form-purpose-hint = One sentence for whoever approves it
form-choose-country = Choose a country
form-time-zone-hint = The traveller’s own zone. It decides which day is today for this trip.
form-amount-hint = What the whole trip may cost, such as 1,200.50
form-choose-currency = Choose a currency
form-cost-center-hint = The code your accounts department uses
form-notes-hint = Markdown works: **bold**, - lists, [links](https://example.com)

## A change that met another

conflict-title = Somebody else changed this trip
conflict-who = A newer version was saved { $when } by { $who }, after you opened the form.
conflict-how = Nothing is lost: choose field by field which version stays, then save.
conflict-theirs = Saved by { $who }
conflict-mine = Yours
conflict-both = Both changed this
conflict-nothing = Empty
conflict-save = Save these choices
conflict-discard = Discard my change

## The trash

trash-link = Trash
trash-title = Trash
trash-lead =
    { $days ->
        [one] A deleted trip can be restored for 1 day.
       *[other] Deleted trips can be restored for { $days } days.
    }
trash-deleted = Deleted
trash-gone-on = Gone for good on
trash-restore-name = Restore { $name }
trash-none-title = The trash is empty
trash-none-text =
    { $days ->
        [one] Deleted trips wait here for 1 day, in case you want one back.
       *[other] Deleted trips wait here for { $days } days, in case you want one back.
    }
trash-back = Back to the trips

## Preferences

preferences-title = Preferences
preferences-lead = They are kept in this browser.
preferences-language = Language
preferences-theme = Theme
preferences-shortcuts = Keyboard shortcuts
preferences-shortcuts-hint = Switch them off if a screen reader or voice control uses the same keys.
preferences-on = On
preferences-off = Off
preferences-save = Save preferences

## Help

help-title = Help
help-lead = Four steps cover nearly every day. The rest is for when you want to be faster.
help-steps-title = First steps
help-step-create = Create a trip
help-step-create-text = Press New trip and give it a name. Save early; dates, place and budget can follow.
help-step-submit = Submit it
help-step-submit-text = When the plan stands, press Submit on the trip’s page. Whoever approves trips finds it in the list under the status Submitted.
help-step-find = Find it again
help-step-find-text = Search by name, place or reference, and narrow the list down by status, time and country. The address of the page holds it all, so you can bookmark or share it.
help-step-undo = Change your mind
help-step-undo-text =
    { $days ->
        [one] Deleted trips wait in the trash for 1 day and come back with one press.
       *[other] Deleted trips wait in the trash for { $days } days and come back with one press.
    }
help-status-title = What a status means
help-status-lead = A trip goes through these, and its page shows only the steps open to it:
help-status-draft = Being planned. Submit it when it is ready, or cancel it.
help-status-submitted = Waiting for a decision. Approve it, reject it, or withdraw it to plan on.
help-status-approved = Decided: the trip takes place. It can still be cancelled.
help-status-rejected = Decided: not like this. Reopen it to plan it anew.
help-status-cancelled = It does not take place. Reopen it to plan it anew.
help-phase = Beside the status stands where the trip is on the calendar: upcoming, in progress, completed or unscheduled. Nobody sets that; it follows from the dates and the home time zone.
help-keyboard-text = They rest while you type in a field, and you can switch them off:
help-api-title = For programs
help-api-text = Everything about trips can be done over REST, too:

## API guide
api-title = API guide
api-lead = Everything the portal does with trips, programs can do too. Try it here: it works on the real trips.
api-no-script = This guide needs JavaScript. The document it is made from can be read without:
conflict-status = The status of the trip is now:
edit-deleted = This trip was moved to the trash on { $when }. What you typed is still here; saving it restores the trip.
edit-restore-and-save = Restore and save

# Rules that trips are held against before they are approved.

policies-title = Policies
policies-card = What trips are held against before they are approved.
policies-lead = Each trip is held against these rules: whoever plans it sees what they say before submitting, and whoever decides sees it, too. They flag and explain; people decide.
policies-caption = Rules, in the order in which they were made
policies-none-title = No rules yet
policies-none-text = Without rules, nothing is flagged, and people decide about every trip.
policies-new = New rule
rule-kind-budget = Budget
rule-kind-lead-time = Lead time
rule-kind-allowed-countries = Allowed countries
rule-kind-watched-countries = Countries to be looked at
rule-kind-travel-class = Class of travel
rule-rule = Rule
rule-asks = Asks for
rule-asks-budget = { $limit } at most
rule-asks-lead-time =
    { $days ->
        [one] { $days } day before the start
       *[other] { $days } days before the start
    }
rule-asks-allowed = Only
rule-asks-watched = Flags
rule-asks-class = at most, on every flight
rule-asks-shorter =
    { $hours ->
        [one] at most, on flights of less than { $hours } hour
       *[other] at most, on flights of less than { $hours } hours
    }
rule-state = State
rule-on = on
rule-off = off
rule-do = Change
rule-switch-on = Switch on
rule-switch-off = Switch off
rule-switch-on-name = Switch { $name } on
rule-switch-off-name = Switch { $name } off
rule-delete = Delete
rule-delete-name = Delete { $name }
rule-delete-sure = What it said of trips stays with what was decided about them. The rule itself does not come back.
rule-delete-do = Delete the rule
rule-name = Name
rule-name-hint = What people see on their trips, such as “Two weeks ahead”
rule-explanation = Explanation
rule-explanation-hint = What people read who do not comply: why the rule is there, and what they can do. Optional.
rule-amount = At most
rule-amount-hint = The budget of a trip, and what its itinerary is expected to cost
rule-currency = Currency
rule-currency-hint = Three letters, such as EUR; other currencies are converted at the portal’s rates
rule-days = Days
rule-days-hint = How many days before its start a trip is submitted, from 1 to 365
rule-countries = Countries
rule-countries-hint = Codes of two letters, separated by commas: CH, FR, DE
rule-class = Highest class
rule-hours = Only on flights shorter than
rule-hours-hint = Hours, from 1 to 24; empty for every flight
rule-save = Save rule
auto-approval-title = Approve what complies
auto-approval-text = A trip that complies with every rule that is on is approved as soon as it is submitted, and its timeline says so. What breaks a rule, or cannot be told, waits for people as before.
auto-approval-is-on = On: what complies is approved at once.
auto-approval-is-off = Off: people decide about every trip.
auto-approval-no-rule = No rule is on, so nothing is.
auto-approval-switch-on = Approve what complies at once
auto-approval-switch-off = Let people decide about every trip

## What rules say of a trip

findings-title = Held against the policies
findings-flags =
    { $count ->
        [one] { $count } rule to look at
       *[other] { $count } rules to look at
    }
findings-complied = Complied with every policy
findings-flagged = Flagged by the policies:
outcome-complies = complies
outcome-breaks = does not comply
outcome-unknown = cannot be told
reason-no-budget = The trip has no budget
reason-budget-above = The budget is { $budget }; { $limit } is the most
reason-budget-above-counted = The budget is { $budget }, which is { $counted }; { $limit } is the most
reason-costs-above = The itinerary is expected to cost { $counted }; { $limit } is the most
reason-no-rate = No rate of { $currency } is known
reason-no-start = The trip has no start date
reason-too-soon =
    { $days ->
        [0] Departs today; { $asked } days are asked for
        [one] Departs in { $days } day; { $asked } are asked for
       *[other] Departs in { $days } days; { $asked } are asked for
    }
reason-begun = Began on { $date }, before it was submitted
reason-no-country = The trip has no country of destination
reason-country-not-allowed = { $country } is none of the countries that are allowed
reason-country-watched = Trips to { $country } are looked at
reason-no-class = { $flight } has no class of travel
reason-no-duration = { $flight } has no times, so that nobody knows how long it takes
reason-class-above = { $flight } is in { $class }; { $highest } is the most
reason-other = For a reason that a newer release knows

person-policy = the policies
flash-approved-by-policy = Trip { $reference } complies with every policy and is approved
flash-rule-saved = Rule saved
flash-rule-deleted = Rule deleted
flash-rule-on = Rule switched on
flash-rule-off = Rule switched off
flash-auto-approval-on = From now on, what complies is approved at once
flash-auto-approval-off = From now on, people decide about every trip
audited-rule-created = Policy rule made
audited-rule-changed = Policy rule changed
audited-rule-switched-on = Policy rule switched on
audited-rule-switched-off = Policy rule switched off
audited-rule-deleted = Policy rule deleted
audited-auto-approval-on = Approval of what complies switched on
audited-auto-approval-off = Approval of what complies switched off
error-rule-limit = There are { $max } rules, which is the most: delete one first
error-rule-name = Enter a name
error-rule-amount = Enter an amount and its currency
error-rule-class = Choose a class
error-rule-country = “{ $code }” is no code of a country: enter two letters, such as FR
error-rule-countries = Enter at least one country
error-rule-number = { $field }: enter a whole number from { $min } to { $max }
error-rule-newer = Somebody else changed this rule in the meantime. Save again to keep what stands here instead.

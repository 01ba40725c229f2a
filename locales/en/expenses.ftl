# What a trip costs: its expenses, their rates, the budget beside them.

changed-expense = Expense

expense-category-transport = Transport
expense-category-lodging = Lodging
expense-category-meals = Meals
expense-category-fees = Fees
expense-category-entertainment = Entertainment
expense-category-communication = Communication
expense-category-other = Other

expense-payer-company = Company card
expense-payer-traveller = Traveller, to be reimbursed

expense-segment-flight = Flight
expense-segment-train = Train
expense-segment-car = Car
expense-segment-bus = Bus
expense-segment-ferry = Ferry
expense-segment-hotel = Hotel
expense-segment-activity = Activity
expense-segment-note = Note

rate-source-same = same currency
rate-source-imported = imported rate
rate-source-entered = rate of the administration
rate-source-demo = rate made up for the demonstration
rate-source-hand = entered by hand

costs-title = Costs of { $name }
costs-budget = Budget
costs-no-budget = This trip has no budget. What it costs is counted in { $currency }.
costs-expenses = Expenses
costs-caption = What was spent on this trip
costs-add = Add an expense
costs-none-title = Nothing spent yet
costs-none-text = Enter what was paid as it happens, in the currency it was paid in.
costs-none-readonly = Nobody has entered what this trip cost.
costs-column-day = Day
costs-column-what = What for
costs-column-paid = Paid
costs-column-payer = Paid by
costs-column-counted = In { $currency }
costs-column-actions = Actions
costs-at-rate = 1 { $currency } = { $rate }, { $day }
costs-unrated = No rate known
costs-unrated-text =
    { $count ->
        [one] 1 expense has no known rate and is in no total below.
       *[other] { $count } expenses have no known rate and are in no total below.
    }
costs-unrated-remedy = Enter a rate in the expense itself, or look again once the administration has the rates of those days.
costs-look-up = Look up rates again
costs-refund = Refund
costs-receipts =
    { $count ->
        [one] 1 receipt:
       *[other] { $count } receipts:
    }
costs-unproven =
    { $count ->
        [one] 1 expense has no receipt.
       *[other] { $count } expenses have no receipt.
    }
costs-unproven-show = Show only those
costs-unproven-only =
    { $count ->
        [0] Every expense has a receipt.
        [one] Only the 1 expense without a receipt is shown.
       *[other] Only the { $count } expenses without a receipt are shown.
    }
costs-unproven-all = Show all expenses
costs-for = for { $what }
costs-edit = Edit
costs-edit-of = Edit { $name }
costs-delete = Delete
costs-delete-of = Delete { $name }
costs-total = Total
costs-totals = Totals
costs-totals-text = Each total is the sum of the lines above as they are shown.
costs-by-category = By category
costs-by-payer = By who paid
costs-by-currency = By currency
costs-planned = Planned, not spent yet
costs-planned-text = From the itinerary, at today’s rates. Once an expense is entered for one of them, it is no longer here.
costs-planned-enter = Enter what it cost
costs-planned-enter-of = Enter what { $name } cost
costs-planned-unnamed = without a name

budget-chart = { $spent } spent and { $planned } planned
budget-chart-of = { $spent } spent and { $planned } planned, of a budget of { $budget }
budget-spent = Spent
budget-planned = Planned
budget-left = Left
budget-over = Over budget
budget-budget = Budget
budget-unrated =
    { $count ->
        [one] 1 cost without a known rate is not counted here.
       *[other] { $count } costs without a known rate are not counted here.
    }

expense-new-title = Add an expense
expense-edit-title = Edit expense
expense-save = Save expense
expense-restore-and-save = Restore and save
expense-deleted = This expense was deleted on { $when }. Saving restores it.
expense-conflict-title = Somebody else changed this expense
expense-part-what = What was paid
expense-part-money = How much
expense-part-more = Who paid
expense-field-title = What for
expense-field-spent_on = Day
expense-field-category = Category
expense-field-merchant = Merchant (optional)
expense-field-amount = Amount
expense-field-currency = Currency
expense-field-rate = Rate by hand (optional)
expense-field-payer = Paid by
expense-field-segment = Part of the itinerary (optional)
expense-field-receipts = Receipts
expense-field-files = Add receipts (optional)
expense-part-receipts = Receipts
expense-files-hint = Photos, scans or PDF, up to { $size } MB each; an expense has at most { $count }. They are kept with the trip’s documents.
expense-files-lost = Choose the files again: they were not kept, because something in this form has to be put right first.
expense-files-lost-conflict = The files you chose were not kept. Choose them again when you edit this expense next.
expense-receipt-open = Open
expense-receipt-open-of = Open { $name }
expense-receipts-choose = Choose out of the trip’s documents
expense-record-merchant = Merchant
expense-record-segment = Part of the itinerary
expense-record-rate = Rate
expense-record-rate-currency = Counted in
expense-record-rate-day = Day of the rate
expense-title-hint = Such as Taxi from the airport
expense-amount-hint = As it stands on the receipt. For a refund, put a minus in front.
expense-rate-hint = What 1 of this currency was worth in the trip’s currency, as on your bank’s statement. Leave it empty to use the rate of the day.
expense-rate-now = Counted at { $rate } ({ $source }, { $day }).
expense-choose-category = Choose a category
expense-no-segment = None

error-expense-title = Enter what the money was spent on
error-expense-day = Enter the day it was paid
error-expense-category = Choose a category from the list
error-expense-amount-missing = Enter an amount
error-expense-zero = Enter an amount other than 0
error-expense-too-large = Enter an amount that is less than 1,000,000,000,000 in either currency
error-expense-rate = Enter a rate above 0 with at most 12 digits, such as 0.8621
error-expense-rate-same = Leave the rate empty: the amount is in the trip’s currency already
error-expense-payer = Choose who paid
error-expense-segment = Choose a part of this trip’s itinerary
error-receipt = Choose receipts out of this trip’s documents that are no other expense’s
error-receipts-limit = An expense has at most { $max } receipts: take some away first
error-expense-limit = A trip has at most { $max } expenses. Delete one, or combine some, before adding another.

flash-expense-created = Added the expense to { $reference }.
flash-expense-saved = Saved the expense of { $reference }.
flash-expense-deleted = Deleted an expense of { $reference }.
flash-expense-restored = Restored the expense of { $reference }.
flash-expenses-rated = Found rates that were missing in { $reference }.
flash-expenses-unrated = The rates missing in { $reference } are still not known.

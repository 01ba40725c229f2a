# What was spent, added up.

nav-reports = Reports
reports-title = What was spent
reports-lead = The expenses of the trips you see, each counted at the rate of its day and rounded for itself.
reports-by = Put together by
reports-filter = Narrow the report down
reports-show = Show report
reports-caption = What was spent in this period
reports-total =
    { $count ->
        [one] { $amount } in 1 expense
       *[other] { $amount } in { $count } expenses
    }
reports-unrated =
    { $count ->
        [one] 1 expense has no known rate and is not in these amounts.
       *[other] { $count } expenses have no known rate and are not in these amounts.
    }
reports-row-unrated = ({ $count } without a rate)
reports-others =
    { $count ->
        [one] 1 other
       *[other] { $count } others
    }
report-others-short = Others
reports-none-title = Nothing was spent here
reports-none-text = No expense of a trip you see falls into this period and these filters.
reports-download = Download as CSV
report-by-cost-center = Cost center
report-by-quarter = Quarter
report-by-country = Destination country
report-by-category = Category
report-by-traveller = Traveller
report-traveller-login = Traveller’s login
report-none-cost-center = No cost center
report-none-country = No destination
report-none-traveller = Nobody
report-currency = Counted in
report-any = Any
report-column-amount = Amount
report-column-currency = Currency
report-column-lines = Expenses
report-column-unrated = Without a rate
report-error-order = The last day must be the same as or after { $from }
report-error-long = Choose a period of at most { $years } years

# Exchange rates, which administrators enter or import.

rates-title = Exchange rates
rates-card = What a euro is worth in other currencies, day by day. Expenses are counted at these rates.
rates-lead = What one euro is worth. The newest rate on or before a day counts for it, and two other currencies meet through the euro. Expenses keep the rate they were entered with.
rates-import = Import a file
rates-csv = Content of the file
rates-csv-hint = In the format of the European Central Bank’s eurofxref.csv: a line per day, a column per currency. You see what it holds before anything is stored.
rates-preview = Check the file
rates-preview-title = Check the rates
rates-preview-lead =
    { $count ->
        [one] 1 rate
       *[other] { $count } rates
    } of { $currencies ->
        [one] 1 currency
       *[other] { $currencies } currencies
    }, { $changes ->
        [0] none of them new
        [one] 1 of them new or different
       *[other] { $changes } of them new or different
    }.
rates-ignored = These columns are left out, since their currencies are not in use: { $codes }
rates-nothing-stored = Nothing was stored. Correct the file below and check it again.
rates-store = Store these rates
rates-enter = Enter a rate
rates-day = Day
rates-rate = Units for one euro
rates-rate-hint = Such as 1.1567 for US dollars
rates-save = Save rate
rates-source = From
rates-newest = Newest rates
rates-of = All rates of { $currency }
rates-of-lead = The newest first. For a day without a rate, the one before it counts.
rates-set = Entered
rates-set-by = { $when } by { $who }
rates-remove = Remove
rates-remove-text = From then on, the rate before it counts for this day. Expenses keep the rate they were entered with.
rates-remove-do = Remove this rate
rates-none-title = No rates yet
rates-none-text = Until there are some, expenses in other currencies need a rate by hand.

rates-error-at = Line { $line }:
rates-error-line = This line cannot be read as comma-separated values
rates-error-header = Start the file with the line of headings: Date, and the codes of the currencies
rates-error-column-twice = Remove one of the two columns of { $currency }
rates-error-columns = Remove the values that have no heading
rates-error-day = Write the day as 2026-11-24 instead of “{ $text }”
rates-error-twice = Remove one of the two lines of this day; the other one is line { $line }
rates-error-rate = Enter a number above 0 with at most 8 decimals for { $currency } instead of “{ $text }”
rates-error-many = Import at most { $max } rates at once, such as five years
rates-error-empty = Paste a file with at least one rate
rates-error-no-file = Paste the content of the file
rates-error-currency = Choose a currency other than the euro
rates-error-missing-day = Enter the day of the rate
rates-error-form-rate = Enter a number above 0 with at most 8 decimals, such as 1.1567

audited-rate-entered = Exchange rate entered
audited-rate-removed = Exchange rate removed
audited-rates-imported = Exchange rates imported
flash-rate-entered = Saved the rate.
flash-rate-removed = Removed the rate.
flash-rates-imported = Imported the rates.

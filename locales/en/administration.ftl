# What administrators see of the portal itself.

nav-administration = Administration
administration-nav = Administration
administration-overview = Overview
administration-title = Administration
administration-lead = Trip Management { $version }, answered by { $instance }.
administration-mails-text = What was sent, what waits, and what the mail server said.
administration-mails-failed =
    { $count ->
        [one] 1 mail could not be sent
       *[other] { $count } mails could not be sent
    }
administration-mails-waiting =
    { $count ->
        [one] 1 mail is on its way
       *[other] { $count } mails are on their way
    }
administration-mails-good = Nothing waits
administration-api-text = What programs can do here, to read and to try out.

# The audit log, and what people did in words.

audit-title = Audit log
audit-card = Who did what, when and from where.
audit-lead =
    { $days ->
        [one] Who did what, when and from where. Entries are kept for a day.
       *[other] Who did what, when and from where. Entries are kept for { $days } days.
    }
audit-caption = Entries of the audit log, the newest first
audit-filter = Filter the audit log
audit-person = Person
audit-action = Action
audit-action-code = Code of the action
audit-any-action = Any action
audit-subject = Done to
audit-detail = Details
audit-no-subject = nothing named
audit-when = When
audit-address = Address
audit-instance = Answered by
audit-answered-by = answered by { $instance }
audit-show = Show entries
audit-count =
    { $count ->
        [one] 1 entry
       *[other] { $shown } entries
    }
audit-count-capped = { $shown }+ entries
audit-download = Download as CSV
audit-none-title = No entries yet
audit-none-text = Whatever people do with accounts and settings shows up here.
audit-no-match-title = No entries match
audit-no-match-text = Take a filter away. Person, address and what it was done to have to be written out in full.

audited-signed-in = Signed in
audited-sign-in-failed = Could not sign in
audited-signed-out = Signed out
audited-account-created = Account made
audited-account-closed = Account closed
audited-sessions-ended = Sessions ended
audited-test-mail-sent = Test mail sent
audited-mail-sent-again = Mail sent again
audited-audit-exported = Audit log downloaded
audited-log-level-set = Level of logging set
audited-log-level-reset = Level of logging ended
audited-token-created = Personal token made
audited-token-revoked = Personal token revoked
audited-second-factor-failed = Wrong code
audited-second-factor-on = Two-step sign-in turned on
audited-second-factor-off = Two-step sign-in turned off
audited-recovery-code-used = Recovery code used
audited-recovery-codes-renewed = Recovery codes renewed
audited-registered = Registered
audited-account-activated = Account activated
audited-link-requested = Link asked for
audited-password-changed = Password changed
audited-settings-changed = Settings changed
audited-email-change-requested = Another address asked for
audited-email-changed = Email address changed

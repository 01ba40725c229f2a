# One's own account: what it looks like, and everything its owner does to it.

## Finding the way

account-nav-label = Your account
account-nav-overview = Overview

## Overview

account-no-email = None: nothing can be mailed to you
account-roles = What you may do
account-manager = Trips are submitted to
account-no-manager = Every manager
account-last-sign-in = Last sign-in
account-since = Account since

## Registering

register-title = Create an account
register-lead = You plan trips and submit them for approval. Only the name, the email address and a password are needed.
register-without-mail = This portal sends no mail. An administrator passes the link that activates your account on to you.
register-email-hint = The link that activates your account is sent there
register-domains-hint = An address at one of: { $domains }. The link that activates your account is sent there
register-go = Create account
register-has-account = You have an account?
login-no-account = No account yet?
error-email-empty = Enter your email address
error-email-domain = Use an email address at one of: { $domains }
error-registration-closed-title = Registration is closed
error-registration-closed-text = Nobody makes an account for themselves here. Ask an administrator for one.
flash-registered = Account created. Open the link in the mail that is on its way to you to activate it.
flash-registered-without-mail = Account created. Ask an administrator for the link that activates it.

## Activating

activate-title = Activate your account
activate-lead = You are about to activate the account { $login }. After that you can sign in.
activate-go = Activate account
flash-activated = Your account is active. You can sign in now.
activation-mail-text = The mail did not arrive, or its link no longer works?
activation-mail-go = Send the mail again
flash-activation-mailed = If an account waits for its activation under this name, a mail with a new link is on its way.
flash-activation-queued = If an account waits for its activation under this name, an administrator has a new link for you.

## Links that open nothing

dead-link-title = This link no longer works
dead-link-activation = It was used already, a newer one took its place, or its time is over. Sign in: if the account is not active yet, you can have the mail sent again there.
dead-link-reset = It was used already, a newer one took its place, or its time is over. Ask for another one.
dead-link-email = It was used already, a newer one took its place, or its time is over. Your account keeps the address it has.
dead-link-email-taken = Another account has this email address by now. Yours keeps the address it has.
dead-link-another = Get another link
error-key-dead = This key is unknown, was used already, or is too old. Ask for a new mail

## Forgotten password

login-forgotten = Forgotten your password?
reset-request-title = Forgotten your password?
reset-request-lead = Enter the email address of your account. You get a link that lets you choose another password.
reset-request-go = Send the link
reset-without-mail = This portal sends no mail. An administrator passes the link on to you.
flash-reset-mailed = If an account has this email address, a mail with a link is on its way. It works for 24 hours.
flash-reset-queued = If an account has this email address, an administrator has a link for you. It works for 24 hours.
reset-title = Choose a password
reset-lead = You are signed out everywhere and sign in with the new password then.
reset-go = Save password
flash-password-chosen = Your new password is saved. Sign in with it.

## Changing the password

password-title = Password
password-lead = You are signed out everywhere else, and the tokens that programs have got for you stop working.
password-current = Present password
password-new = New password
password-go = Change password
password-none = You have no password here: you sign in through your organisation’s identity provider. Change your password there.
error-current-password-empty = Enter your present password
error-current-password = This is not your present password. Check it and try again
flash-password-changed = Your password was changed, and you are signed out everywhere else.

## Settings

settings-title = Settings
settings-part-person = You
settings-email-hint = Another address counts once you have opened the link that is sent there
settings-password-hint = Only for another email address
settings-email-pending = { $email } waits for its confirmation. The link that was sent there works until { $when }.
settings-email-withdraw = Keep the present address
settings-language-hint = Of the pages, and of the mails you get
settings-time-zone-hint = Times are shown to you in this zone
settings-save = Save settings
settings-stale-title = Your account was changed in the meantime
settings-stale-text = { $who } saved another version { $when }, after you opened this form. Nothing is lost: what you typed stands below, and where that differs, this is stored now. Save again to keep yours.
account-time-zone = Time zone
account-image = The picture’s address
flash-settings-saved = Settings saved.
flash-email-to-confirm = Settings saved. Open the link in the mail to your new address; until then the present one stays.
flash-email-to-confirm-without-mail = Settings saved. An administrator has the link that confirms your new address; until then the present one stays.
flash-email-confirmed = Your new email address is confirmed.
flash-email-withdrawn = Your account keeps the email address it has.
confirm-email-title = Confirm your email address
confirm-email-lead = From now on, mails for the account { $login } go to { $email }.
confirm-email-go = Confirm address

## Deleting the account

deletion-title = Delete account
deletion-link = What happens when you delete your account
deletion-lead = This cannot be undone.
deletion-sign-in = You are signed out everywhere, and nobody can sign in with this account any more.
deletion-trips =
    { $count ->
        [0] You own no trips.
        [one] Your trip, even if it is in the trash, goes to whom you name here.
       *[other] Your { $count } trips, those in the trash among them, go to whom you name here.
    }
deletion-names = What you did stays written down under your name.
deletion-heir = Who takes over your trips
deletion-heir-hint = The name somebody signs in with, or their email address. If you leave this empty, the trips are nobody’s, and administrators look after them
deletion-login = Type { $login } to confirm
deletion-go = Delete my account
error-heir = Enter the name or email address of somebody else whose account is active
error-deletion-login = Type the name you sign in with
flash-account-closed = Your account is deleted.

## Sessions

sessions-title = Sessions
sessions-lead = Where you are signed in. End what you do not know, and choose a new password then.
sessions-caption = Your sessions, the one used last on top
sessions-device = Device
sessions-address = Address
sessions-used = Last used
sessions-since = Since
sessions-browser-on-system = { $browser } on { $system }
sessions-unknown-device = Unknown device
sessions-this-one = This session
sessions-remembered = Stays until { $when }
sessions-unless-used = Ends { $when } unless it is used
sessions-end = End
sessions-end-of = End the session from { $address } of { $when }
sessions-end-others = Sign out everywhere else
sessions-end-others-text = Ends every session but this one.
sessions-end-all = Sign out everywhere
sessions-end-all-text = Ends this session, too, and the tokens that programs have got for you stop working.
sessions-none-title = No sessions
sessions-none-text = You are signed in with a token, at no browser.
flash-session-ended = The session has ended.
flash-other-sessions-ended = You are signed out everywhere else.
flash-signed-out-everywhere = You are signed out everywhere.

## The end

error-last-administrator = Without this account nobody could administer the portal. Make somebody else an administrator first.

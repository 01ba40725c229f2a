# Mails, and the administrators' page about them.

## What every mail says

mail-greeting = Hello { $name },
mail-greeting-nobody = Hello,
mail-link-validity = The link works until { $until }.
mail-link-instead = If the button does not work, open this address:

## One by one

mail-activation-subject = Activate your account
mail-activation-what = An account was created with this email address. Activate it, and you can sign in.
mail-activation-action = Activate account
mail-activation-note = If you did not create an account, ignore this mail: without your click the account is deleted.

mail-invitation-subject = Your account is ready
mail-invitation-what = An administrator has created an account for you. Choose a password to use it.
mail-invitation-action = Choose a password
mail-invitation-note = If you do not know what this is about, ignore this mail or ask your administrator.

mail-password-reset-subject = Choose a new password
mail-password-reset-what = Somebody, most likely you, asked for a new password for your account.
mail-password-reset-action = Choose a new password
mail-password-reset-note = If it was not you, ignore this mail: your password stays as it is.

mail-email-confirmation-subject = Confirm your email address
mail-email-confirmation-what = Your account is to use this email address from now on. Confirm that it is yours.
mail-email-confirmation-action = Confirm address
mail-email-confirmation-note = If it was not you, ignore this mail: nothing changes without your click.

mail-password-changed-subject = Your password was changed
mail-password-changed-what = The password of your account was changed a moment ago, and every other session was ended.
mail-password-changed-action = Choose a new password
mail-password-changed-note = If it was not you, choose a new password at once and tell your administrator.

mail-email-changed-subject = Your email address was changed
mail-email-changed-what = Your account now uses another email address. Mails no longer come here.
mail-email-changed-action = Go to your account
mail-email-changed-note = If it was not you, tell your administrator at once.

mail-test-subject = Test mail
mail-test-what = Mails from Trip Management arrive here.
mail-test-action = Go to Trip Management
mail-test-note = An administrator sent this mail to try out the settings. There is nothing for you to do.

## The page

mails-title = Mails
mails-lead = What the portal has sent and what is still waiting, for the last { $days } days.
mails-caption = Mails, the newest first
mails-recipient = Recipient
mails-state = State
mails-attempts = Attempts
mails-queued = Queued
mails-attempts-count =
    { $count ->
        [0] None yet
        [one] 1 attempt
       *[other] { $count } attempts
    }
mails-next-attempt = Next one: { $when }
mails-words = The server said:
mails-link = Link for this person:
mails-send-again = Send again
mails-send-again-to = Send the mail to { $recipient } again
mails-test-label = Send a test mail
mails-test-hint = To an email address that you can read
mails-test-send = Send test mail
mails-not-configured-title = Mail is not set up
mails-not-configured-text = Nothing is sent. Pass the links below on to the people they are for, or set SMTP_URL, MAIL_FROM and PUBLIC_URL.
mails-none-title = No mails yet
mails-none-text = Whatever the portal sends shows up here: activations, new passwords, changes to accounts.

mail-state-waiting = Waiting
mail-state-sent = Sent
mail-state-failed = Failed
mail-state-expired = Expired

mail-kind-activation = Activation
mail-kind-invitation = Invitation
mail-kind-password-reset = New password
mail-kind-email-confirmation = Address to confirm
mail-kind-password-changed = Password changed
mail-kind-email-changed = Address changed
mail-kind-test = Test
mail-kind-other = Of a newer release

flash-test-mail-queued = Test mail queued; reload this page in a few seconds to see what became of it
flash-mail-due = Mail queued; reload this page in a few seconds to see what became of it
flash-mail-settled = Nothing to send: this mail was sent already, or its link no longer works

error-mail-not-configured = Set SMTP_URL, MAIL_FROM and PUBLIC_URL before you send a test mail
error-mail-recipient-empty = Enter the email address for the test mail
error-mail-recipient = Enter an email address such as name@example.com

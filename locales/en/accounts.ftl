# Accounts, signing in, and what stands in the way of it.

## Signing in

nav-sign-in = Sign in
login-title = Sign in
login-lead = Use the name or the email address of your account.
login-name = Name or email address
login-password = Password
login-remember = Keep me signed in on this device
login-go = Sign in
logout-title = Sign out?
logout-lead = You will be signed out on this device only.
logout-go = Sign out
logout-stay = Stay signed in
flash-signed-out = You are signed out.
error-login-name-empty = Enter your name or email address

## The account

account-title = Your account
account-signed-in-as = Signed in as { $login }
role-user = Traveller: plans trips
role-manager = Manager: approves the trips submitted to them
role-administrator = Administrator: sees and changes everything

## Passwords

error-password-empty = Enter a password
error-password-short = The password must have at least { $min } characters
error-password-long = The password must have at most { $max } characters
error-password-common = Choose a password that is harder to guess: a few unrelated words make a good one

## What stands in the way

error-sign-in-title = Sign in first
error-sign-in-text = You are not signed in, or no longer. Sign in, come back with your browser’s Back button and send what you typed again.
error-forbidden-title = This is not open to you
error-forbidden-text = Your account does not have the role for this. An administrator can give it to you.
error-credentials-title = Wrong name or password
error-credentials-text = Name and password do not belong together. Check both and try again
error-not-activated-title = Not activated yet
error-not-activated-text = Activate the account first, with the link in the mail that was sent to you
error-blocked-title = Account blocked
error-blocked-text = This account is blocked. Ask an administrator to unblock it
error-too-many-title = Too many attempts
error-too-many-text = { $minutes ->
    [one] That was tried too often. Try again in a minute
   *[other] That was tried too often. Try again in { $minutes } minutes
}
way-out-sign-in = Sign in

## The first administrator

setup-title = Set up the portal
setup-lead = Nobody can sign in yet. Make the first administrator: yourself.
setup-go = Make the administrator
account-first-name = First name
account-last-name = Last name
account-email = Email address
account-login = Name to sign in with
account-login-hint = Lower-case letters, digits and . _ @ + -
account-password-hint = At least 8 characters; a few unrelated words make a good one
error-login-empty = Enter a name to sign in with
error-login-characters = Use only lower-case letters, digits and . _ @ + - in the name, and begin it with a letter or digit
error-login-taken = Somebody signs in with this name already: choose another
error-email = Enter an email address, such as name@example.com
error-email-taken = Another account has this email address
error-authority = Choose roles that exist
demo-banner = Demonstration: everybody can sign in as admin, manager or user; the password is the same word.

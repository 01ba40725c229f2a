# What administrators do with the accounts of others.

## Roles and statuses

role-user-short = Traveller
role-manager-short = Manager
role-administrator-short = Administrator
account-status-pending = Not activated
account-status-active = Active
account-status-blocked = Blocked

## The list

users-title = Users
users-caption = Users; each heading with an arrow sorts by its column
users-count =
    { $count ->
        [one] 1 user
       *[other] { $shown } users
    }
users-count-capped = { $shown }+ users
users-no-match-title = No users match
users-no-match-text = Take a filter away, or search for a shorter part of a name.
users-filter-label = Filter users
users-search = Name, login or email address
users-role = Role
users-any-role = Any role
users-show = Show users
users-person = Person
users-roles = Roles
users-no-roles = No roles
users-manager = Manager
users-manager-login = Manager’s login
users-no-manager = No manager
users-last-sign-in = Last sign-in
users-never = Never
administration-users-text = Who can sign in, what they may do, and to whom their trips are submitted.

## A user

users-own = This is your own account. What you change about yourself, you find here:
users-invited-title = Invited
users-invited-text = The link to choose a password was mailed; it works for 7 days, and a new one replaces it.
users-invited-by-hand = Mail is not set up: pass the link to choose a password on yourself. It works for 7 days, and a new one replaces it. You find it here:
users-no-email = None: nothing can be mailed
users-trips = Trips
users-language = Language of mails
users-time-zone = Time zone
users-created = Created
users-second-factor = Two-step sign-in
users-second-factor-on = On
users-second-factor-off = Off
users-second-factor-take = Turn it off
users-activate = Activate
users-invite-again = Send the invitation again
users-send-reset = Send a link for a new password
users-block = Block
users-unblock = Unblock
users-sign-out = Sign out everywhere
users-no-sessions = Signed in nowhere.
users-sessions-caption = Sessions of { $name }, the one used last on top
users-entries = Latest entries in the audit log
users-entries-caption = What { $name } did, and what was done to the account, the latest on top
users-no-entries = Nothing yet.
users-entries-about = All about this account
users-entries-by = All by this person

## The form

users-new = New user
users-new-lead = You choose no password: the person is invited by mail and chooses one.
users-create = Create and invite
users-edit = Edit user
users-save = Save user
users-part-who = Who
users-part-work = What they may do
users-part-language = Language and time
users-email-hint = Invitations and links for a new password go there
users-manager-hint = Trips are submitted to this person; without one, to every manager
error-email-for-invitation = Enter an email address: the invitation goes there
error-manager-unknown = Nobody has the login { $login }: enter that of a manager, or none
error-manager-oneself = Enter somebody else: nobody approves trips of their own
error-manager-role = { $login } does not approve trips: give them the role first, or enter somebody else
error-manager-circle = { $login } has this user as a manager, directly or further up: enter somebody else
error-own-role = You cannot take this role from yourself: ask another administrator
error-own-account = This is your own account: another administrator can do that
error-no-link = There is no way to send a link: the account is blocked, or has no email address
users-conflict-title = Somebody else changed this user

## The end

users-deletion-title = Delete { $name }?
users-deletion-lead = The account { $login } goes for good, with its sessions and tokens. This cannot be undone. To keep somebody out for a while, block the account instead.
users-heir =
    { $count ->
        [one] Who gets the trip
       *[other] Who gets the { $count } trips
    }
users-heir-hint = A login. Left empty, they belong to nobody, and administrators alone see them.
users-delete-for-good = Delete for good
error-heir-same = Enter somebody else: this account goes
error-heir-unknown = Nobody has the login { $login }: enter that of whoever gets the trips, or none

## What was done

flash-user-invited = Invitation on its way
flash-user-saved = Changes saved
flash-user-activated = Account activated
flash-user-blocked = Account blocked; its sessions have ended
flash-user-unblocked = Account unblocked
flash-user-reset-sent = Link for a new password on its way
flash-user-signed-out = Signed out everywhere
flash-user-deleted = Account deleted

## Over REST

error-user-id-exists = A new user cannot already have an id
error-user-id-null = The body must name the id of the user
error-user-id-invalid = The id in the body is not that of the user
error-image-url = Must be at most { $max } characters, without control characters
error-authority-name = Must be ROLE_ followed by capital letters, digits or underscores, at most 50 characters
error-authority-exists = There is an authority of this name already
error-authority-built-in = The portal itself needs this authority

## In the audit log

audited-account-changed = Account changed
audited-account-blocked = Account blocked
audited-account-unblocked = Account unblocked
audited-invitation-sent = Invitation sent
audited-password-reset-sent = Link for a new password sent
audited-authority-created = Authority made
audited-authority-deleted = Authority deleted

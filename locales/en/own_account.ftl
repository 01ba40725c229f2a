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

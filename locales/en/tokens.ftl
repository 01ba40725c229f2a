# Personal tokens: what people's own programs sign in with.

tokens-title = Personal tokens
tokens-lead = With a token, a program of yours signs in as you: a script, a calendar, a report. It may do no more than you.
tokens-caption = Your tokens, the newest first
tokens-none-title = No tokens yet
tokens-none-text = Make one for each program, so that you can take it away from that program alone.
tokens-new = Make a token
tokens-make = Make token
tokens-made-title = Token made
tokens-made-hint = Copy it now and keep it where only your program reads it. It is not shown again.
tokens-made-use = Programs send it as a header:
tokens-copy = Copy token
tokens-copied = Copied
tokens-note = A token never manages your account or anybody else’s. A new password and signing out everywhere end all tokens.

token-name = Name
token-name-hint = What it is for, such as “Nightly report”
token-scope = What it may do
token-scope-read = Read: look at what you see
token-scope-write = Read and write: also change what you may change
token-expiry = Works for
token-expiry-days =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }
token-expiry-year = A year
token-expiry-date = Until a date
token-until = Last day
token-until-hint = Only if you chose “Until a date”
token-state = State
token-state-active = Works
token-state-expired = Expired
token-state-ended = Ended by a new sign-in
token-until-when = until { $when }
token-last-used = Last used
token-never-used = Not yet
token-used-from = from { $address }
token-made = Made
token-revoke = Revoke
token-revoke-name = Revoke { $name }
token-revoke-sure = The program that uses it is signed out at once, for good.
token-revoke-go = Revoke for good

flash-token-revoked = Token revoked

error-token-name-empty = Enter a name for the token
error-token-name-taken = You have a token of this name: revoke that one first, or choose another name
error-token-scope = Choose what the token may do
error-token-expiry = Choose how long the token works: from 1 to 365 days
error-token-until = Last day must be from { $first } to { $last }
error-token-limit = You have { $max } tokens, which is the most: revoke one you no longer need
error-token-only-reads-title = This token only reads
error-token-only-reads-text = The token was made for reading. Make one that may write, under Personal tokens in your account.
error-not-by-token-title = Not with a personal token
error-not-by-token-text = Personal tokens neither manage accounts nor administer the portal. Sign in yourself for that.

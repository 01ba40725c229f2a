# Approving trips: what is decided, the timeline, the list of what waits, and the mails.

nav-approvals = Approvals
nav-approvals-waiting = waiting

action-send-back = Send back

## On a trip's page

approval-title = Approval
approval-draft = Not submitted yet.
approval-sent-back = { $who } sent this trip back. What has to change:
approval-waits-for = Waiting for { $who }
approval-waits-for-any = Waiting for any manager
approval-waits-for-administrators = Waiting for an administrator
approval-since = since
approval-own = Nobody decides about a trip of their own.
approval-unknown = Nothing more is known: this was decided before decisions were kept.
approval-with-comment = With a comment:
approval-timeline = What happened

decision-submit = Submitted
decision-resubmit = Changed after approval, so submitted again
decision-approve = Approved
decision-send-back = Sent back
decision-reject = Rejected
decision-withdraw = Withdrawn
decision-reopen = Reopened as draft
decision-cancel = Cancelled
decision-other = Something a newer release did
decision-on-behalf = on behalf of { $who }
decision-version = version { $version }

edit-approved = This trip is approved. If you change its dates, its destination or its currency, or raise its budget, saving submits it again and it needs a new approval. Everything else can change freely.

## Deciding, with a comment

decide-lead-submit = Check what whoever approves it will see. You can still change the trip while it waits.
decide-lead-approve = The owner gets a mail.
decide-lead-send-back = The trip becomes a draft again, and the owner gets a mail with a link to your comment.
decide-lead-reject = The trip ends here unless its owner reopens it. They get a mail with a link to your comment.
decide-lead-withdraw = The trip becomes a draft again. You can submit it later.
decide-lead-reopen = The trip becomes a draft again, to be changed and submitted.
decide-lead-cancel = The trip does not take place. It can be reopened as a draft.
decision-comment = Comment
decision-comment-optional = Comment (optional)
decision-comment-hint = Everybody who sees the trip reads it
decision-comment-send-back-hint = What has to change, so that it can be approved
decision-comment-reject-hint = Why the trip cannot take place
error-comment-send-back = Enter what has to change
error-comment-reject = Enter why you reject the trip

## What waits

waiting-title = Waiting for your approval
waiting-lead = What has waited for longest comes first.
waiting-caption = Trips that wait for your decision, the one that has waited for longest first
waiting-since = Submitted
waiting-for = asked: { $who }
waiting-decide = Decide
waiting-approve-name = Approve { $name }
waiting-send-back-name = Send { $name } back
waiting-reject-name = Reject { $name }
waiting-none-title = Nothing waits for you
waiting-none-text = Trips that are submitted to you show up here, and you get a mail about each.

flash-sent-back = Trip { $reference } sent back; it is a draft again
flash-resubmitted = Trip { $reference } saved and submitted again, because it needs a new approval

## Mails

mail-kind-approval-asked = Approval asked for
mail-approval-asked-subject = A trip waits for your approval
mail-approval-asked-what = A trip was submitted to you. Approve it, send it back with what has to change, or reject it.
mail-approval-asked-note = You find everything that waits for you under “Approvals”.
mail-kind-trip-approved = Trip approved
mail-trip-approved-subject = Your trip is approved
mail-trip-approved-what = A trip that you submitted is approved.
mail-trip-approved-note = If you change its dates or destination, or raise its budget, it needs a new approval.
mail-kind-trip-sent-back = Trip sent back
mail-trip-sent-back-subject = Your trip was sent back
mail-trip-sent-back-what = A trip that you submitted has to change before it can be approved. Its page says what.
mail-trip-sent-back-note = The trip is a draft again. Submit it once it is changed.
mail-kind-trip-rejected = Trip rejected
mail-trip-rejected-subject = Your trip was rejected
mail-trip-rejected-what = A trip that you submitted was rejected. Its page says why.
mail-trip-rejected-note = You can reopen it as a draft, change it and submit it again.

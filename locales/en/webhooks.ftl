## Webhooks

webhooks-card = Who else is told what happens to trips: addresses, secrets, and how each delivery went.
webhooks-title = Webhooks
webhooks-lead = Tell other systems what happens to trips. Each delivery is signed as Standard Webhooks says, and tried again for a day.
webhooks-none-title = No webhooks yet
webhooks-none-text = Make one to have another system called whenever a trip changes.
webhooks-new = New webhook
webhooks-make = Make the webhook
webhook-title = Webhook
webhook-url = Address
webhook-url-hint = A public address that takes POST requests and answers with a status from 200 to 299 within 15 seconds.
webhook-subjects = Told about
webhook-subjects-hint = Without a choice, about everything.
webhook-everything = Everything
webhook-state = State
webhook-on = On
webhook-off = Off
webhook-failing = On, but nothing has arrived since { $when }
webhook-switched-off = Switched off by the portal on { $when }: nothing had arrived for days, or it said that it is gone
webhook-secret-made = This is the secret
webhook-secret-hint = Copy it now: nothing shows it again. The other system verifies with it that deliveries come from here.
webhook-secret-copy = Copy the secret
webhook-test = Send a test
webhook-replace-secret = Replace the secret
webhook-replace-secret-hint = A new secret signs at once; the present one signs beside it for a day, so that the other system can change over.
webhook-both-secrets = Two secrets sign until { $when }.
webhook-deliveries = Deliveries of the last 30 days
webhook-deliveries-none = Nothing has been delivered yet.
webhook-event = Event
webhook-delivered = Delivered
webhook-given-up = Given up
webhook-waits = Due { $when }
webhook-attempts = Attempts
webhook-no-attempt = None yet
webhook-attempts-count =
    { $count ->
        [one] 1 attempt
       *[other] { $count } attempts
    }
webhook-no-answer = No answer
webhook-send-again = Send again
webhook-change = Change
webhook-is-on = Switched on
webhook-save = Save
webhook-delete = Delete this webhook
webhook-delete-text = The webhook goes for good, with its secret and all that is known of its deliveries.
webhook-delete-do = Delete for good
error-webhook-url-empty = Enter an address
error-webhook-url = Enter a whole address without a user or a part after #, such as https://hooks.example.com/trips
error-webhook-https = Enter an address that begins with https://
error-webhook-private = Enter a public address: this one is in a private network
error-webhook-limit = There can be { $max } webhooks: delete one first
error-webhook-newer = Somebody else changed this webhook meanwhile; save again to put this in its place
flash-webhook-saved = The webhook is saved
flash-webhook-deleted = The webhook is deleted
flash-webhook-tested = A test is on its way
flash-webhook-repeated = It is sent once more
audited-webhook-created = Webhook made
audited-webhook-changed = Webhook changed
audited-webhook-deleted = Webhook deleted
audited-webhook-secret-replaced = Secret of a webhook replaced
setting-webhooks-to-private-addresses = Whether webhooks may lead to addresses in private networks; for trials, and where all administrators are trusted with that network
notification-webhook-off = A webhook was switched off: { $trip }

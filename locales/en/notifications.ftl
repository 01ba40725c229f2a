## What people are told

nav-notifications = Notifications
nav-notifications-unread = unread
notifications-title = Notifications
notifications-read-all = Mark all as read
notifications-none-title = Nothing new
notifications-none-text = When somebody else changes one of your trips, or a trip you watch, it says so here.
notification-unread = Unread:
notification-read = Mark as read
notification-make-unread = Mark as unread
notification-more =
    { $count ->
        [one] and { $count } more change
       *[other] and { $count } more changes
    }
notification-changed = { $who } changed “{ $trip }”
notification-cancelled = { $who } cancelled “{ $trip }”
notification-deleted = { $who } deleted “{ $trip }”
notification-restored = { $who } restored “{ $trip }”
notification-submitted = { $who } asks you to approve “{ $trip }”
notification-approved = { $who } approved “{ $trip }”
notification-sent-back = { $who } sent “{ $trip }” back
notification-rejected = { $who } rejected “{ $trip }”
notification-shared = { $who } shared “{ $trip }” with you
notification-role-changed = { $who } changed what you may do with “{ $trip }”
notification-unshared = { $who } no longer shares “{ $trip }” with you
notification-traveller-named = { $who } named you to travel on “{ $trip }”
notification-traveller-removed = { $who } took you off “{ $trip }”
notification-handed-over = { $who } handed “{ $trip }” over to you

watch-hears = You are told when others change this trip.
watch-hears-not = You are not told when others change this trip.
watch-start = Watch this trip
watch-stop = Stop watching
watch-mute = Mute this trip
watch-unmute = Unmute
flash-trip-watched = You are told of changes to { $reference } from now on
flash-trip-muted = You are no longer told of changes to { $reference }, except what is decided and what concerns you in person
flash-trip-watched-as-usual = You hear of { $reference } as usual again

notification-starts-soon = “{ $trip }” starts tomorrow
notifications-preferences = How you are told

notify-title = Notifications
notify-lead = Say how you want to be told what others do. You are never told of what you did yourself.
notify-decisions = Decisions
notify-decisions-hint = What is decided about your trips, and trips that wait for your decision.
notify-trips = Changes to trips
notify-trips-hint = What others change on trips that are yours, that are shared with you, that you travel on or watch.
notify-sharing = Sharing
notify-sharing-hint = Trips that are shared with you or handed over to you, and being named to travel.
notify-comments = Comments and mentions
notify-comments-hint = What is said about those trips, and who mentions you.
notify-reminders = Reminders
notify-reminders-hint = The day before your trip starts, before a travel document ends, and what administrators have to look at.
delivery-portal = Here only
delivery-mail = By mail at once
delivery-digest = In a daily digest
delivery-off = Not at all
notify-digest = Daily digest
notify-digest-hour = Time
notify-digest-hint = One mail a day with everything since the last one; none if nothing happened.
notify-digest-zone = In your time zone, { $zone }. You change it in
error-delivery = Choose how you are told of: { $kind }
error-digest-hour = Choose a full hour from 0 to 23

switch-off-title = Fewer mails
switch-off-digests = Daily digest
switch-off-lead = You get mails about: { $kind }. Without them, you still find everything in the portal.
switch-off-do = Send me no such mails
switch-off-done = No more mails about: { $kind }. You find everything in the portal.
switch-off-more = Choose for each kind of news how you are told

mail-kind-notification = Notification
mail-kind-digest = Daily digest
mail-somebody = Somebody
mail-switch-off = Get no more mails of this kind
mail-notification-subject = News about a trip
mail-notification-what = This has just happened:
mail-notification-action = See more
mail-notification-note = You get this mail because your notifications are set up that way. You can change that in your account.
mail-digest-subject = What happened on your trips
mail-digest-what = This happened since the last digest:
mail-digest-action = See all notifications
mail-digest-more =
    { $count ->
        [one] And { $count } more notification.
       *[other] And { $count } more notifications.
    }

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

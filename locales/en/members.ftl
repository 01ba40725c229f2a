# Sharing a trip, and the people it has to do with.

people-title = People
people-owner = Owner
people-nobody = Nobody yet
people-approver = Decides about it
people-approver-any = Any manager
people-members = Shared with
people-not-shared = Nobody else sees this trip.
people-you = you
member-role-viewer = may look
member-role-editor = may edit
member-role-owner = owns it, too
member-role-of = What { $name } may do
member-save = Save
member-save-of = Save what { $name } may do
member-remove = Stop sharing
member-remove-of = Stop sharing with { $name }
member-leave = Leave this trip
share-title = Share this trip
share-person = Person
share-person-hint = Their email address, or the name they sign in with
share-role = What they may do
share-go = Share

trip-of = of { $who }
filter-owner = Whose
filter-any-owner = Anybody’s
filter-owner-me = Mine
filter-owner-shared = Shared with me
filter-owner-travelling = I travel

flash-shared = { $reference } is shared now
flash-member-changed = Saved who may do what with { $reference }
flash-unshared = { $reference } is no longer shared with that person
flash-handed-over = { $reference } is somebody else’s now
flash-left = You have left { $reference }

error-member-empty = Enter the email address of a person, or the name they sign in with
error-member-unknown = Nobody who can sign in has this name or email address: check it, or ask an administrator for an account
error-member-owner = This trip is theirs already: choose somebody else
error-member-role = Choose what they may do
error-member-limit = This trip is shared with { $max } people, which is the most: stop sharing with somebody first

handover-link = Hand over
handover-title = Hand over this trip
handover-lead = { $name } owns this trip. Whoever you name here owns it from now on.
handover-lead-nobody = Nobody owns this trip yet. Whoever you name here owns it from now on.
handover-owns = They decide who else sees it, submit it, cancel it and delete it. They are told by mail.
handover-approver = Their manager decides about it, and no longer whoever was asked.
handover-travellers = Who travels stays as it is.
handover-person = New owner
handover-keep = { $name } owns it, too
handover-go = Hand over

mail-kind-traveller-named = Traveller named
mail-traveller-named-subject = You are named to travel
mail-traveller-named-what = Somebody named you among those who travel. You find the trip among your trips from now on.
mail-traveller-named-note = If you do not travel, tell whoever plans the trip: its page says who that is.
mail-kind-trip-handed-over = Trip handed over
mail-trip-handed-over-subject = A trip is yours now
mail-trip-handed-over-what = Somebody handed a trip over to you. You decide from now on who else sees it, when it is submitted, and whether it takes place.
mail-trip-handed-over-note = If the trip is none of your business, open it and hand it over to the right person.

mail-kind-trip-shared = Trip shared
mail-trip-shared-subject = A trip is shared with you
mail-trip-shared-what = Somebody shares a trip with you. You find it among your trips from now on.
mail-trip-shared-action = See the trip
mail-trip-shared-note = If the trip is none of your business, open it and choose “Leave this trip”.

audited-trip-shared = Trip shared with somebody
audited-member-role-changed = Role in a shared trip changed
audited-trip-handed-over = Trip handed over to somebody
audited-traveller-named = Traveller named
audited-traveller-removed = Traveller removed
audited-trip-unshared = Trip no longer shared with somebody

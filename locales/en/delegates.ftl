# Who decides about trips in whose place.

delegates-title = Delegates
delegates-lead = While you are away, colleagues decide in your place about the trips that wait for you.
delegates-naming = You decide in the place of
delegates-naming-hint = What waits for them waits for you, too, but for trips of your own:
delegates-named = Whom you named
delegates-caption = Your delegates, the nearest days first
delegates-none-title = No delegates
delegates-none-text = Name somebody before you go away, so that nobody waits for you.
delegates-nothing-title = Nobody asks you to decide
delegates-nothing-text = Those who approve trips name delegates here. If somebody names you, you see that here and get a mail.
delegates-new = Name a delegate
delegates-name = Name delegate
delegates-note = You can still decide yourself. Delegates cannot pass this on, and they decide neither about trips of their own nor about yours. What they decide says that it was in your place.
delegates-over = Those whose days are over
delegate-who = Delegate
delegate-person = Person
delegate-person-hint = Email address, or the name they sign in with
delegate-days = Days
delegate-first-day = First day
delegate-last-day = Last day
delegate-last-day-hint = A year after the first at most; days are meant where you are at home
delegate-stage = Now
delegate-coming = not yet
delegate-in-force = in force
delegate-over = over
delegate-end = End now
delegate-end-name = End now: { $who }
delegate-ended = ended { $when } by { $who }
who-for = { $who } for { $whose }
waiting-away = Away for a while?
waiting-delegate = Name who decides in your place

users-delegates = Delegates
users-delegates-caption = Who decides in the place of { $name }

flash-delegate-named = Delegate named, and told by mail
flash-delegate-ended = Delegation ended
audited-delegate-named = Delegate named
audited-delegate-ended = Delegation ended
error-delegate-oneself = You decide yourself already: choose somebody else
error-delegate-twice = They decide in your place on some of these days already: choose other days, or end that first
error-delegate-limit = You have { $max } delegates, which is the most: end one first
error-delegate-day = { $field }: enter a day
error-delegate-range = { $date } is not between { $first } and { $last }

mail-kind-delegate-named = Named as a delegate
mail-delegate-named-subject = You decide in somebody’s place
mail-delegate-named-what = Somebody who approves trips is away and named you as a delegate: for some days, what waits for them waits for you, too.
mail-delegate-named-action = See for whom and when
mail-delegate-named-note = You find everything that waits for you under “Approvals”. If you cannot do it, tell whoever named you.

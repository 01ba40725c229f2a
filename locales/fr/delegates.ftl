# Qui décide des voyages à la place de qui.

delegates-title = Suppléants
delegates-lead = Pendant votre absence, des collègues décident à votre place des voyages qui vous attendent.
delegates-naming = Vous décidez à la place de
delegates-naming-hint = Ce qui attend ces personnes vous attend aussi, sauf vos propres voyages :
delegates-named = Les personnes que vous avez désignées
delegates-caption = Vos suppléants, les jours les plus proches d’abord
delegates-none-title = Aucun suppléant
delegates-none-text = Désignez quelqu’un avant de partir, pour que personne ne vous attende.
delegates-nothing-title = Personne ne vous demande de décider
delegates-nothing-text = Les personnes qui approuvent les voyages désignent ici leurs suppléants. Si quelqu’un vous désigne, vous le voyez ici et recevez un e-mail.
delegates-new = Désigner un suppléant
delegates-name = Désigner
delegates-note = Vous pouvez toujours décider vous-même. Les suppléants ne peuvent pas passer la main, et ne décident ni de leurs propres voyages ni des vôtres. Ce qu’ils décident indique que c’était à votre place.
delegates-over = Les suppléances terminées
delegate-who = Suppléant
delegate-person = Personne
delegate-person-hint = Adresse e-mail, ou le nom avec lequel elle se connecte
delegate-days = Jours
delegate-first-day = Premier jour
delegate-last-day = Dernier jour
delegate-last-day-hint = Un an après le premier au plus ; les jours s’entendent là où vous êtes chez vous
delegate-stage = Maintenant
delegate-coming = pas encore
delegate-in-force = en vigueur
delegate-over = terminée
delegate-end = Terminer
delegate-end-name = Terminer maintenant : { $who }
delegate-ended = terminée { $when } par { $who }
who-for = { $who } pour { $whose }
waiting-away = Absent quelque temps ?
waiting-delegate = Désignez qui décide à votre place

users-delegates = Suppléants
users-delegates-caption = Qui décide à la place de { $name }

flash-delegate-named = Suppléant désigné, et averti par e-mail
flash-delegate-ended = Suppléance terminée
audited-delegate-named = Suppléant désigné
audited-delegate-ended = Suppléance terminée
error-delegate-oneself = Vous décidez déjà vous-même : choisissez quelqu’un d’autre
error-delegate-twice = Cette personne décide déjà à votre place certains de ces jours : choisissez d’autres jours, ou terminez d’abord cette suppléance
error-delegate-limit = Vous avez { $max } suppléants, c’est le maximum : terminez d’abord une suppléance
error-delegate-day = { $field } : saisissez un jour
error-delegate-range = { $date } n’est pas entre { $first } et { $last }

mail-kind-delegate-named = Désigné suppléant
mail-delegate-named-subject = Vous décidez à la place de quelqu’un
mail-delegate-named-what = Une personne qui approuve des voyages est absente et vous a désigné suppléant : pendant quelques jours, ce qui l’attend vous attend aussi.
mail-delegate-named-action = Voir pour qui et quand
mail-delegate-named-note = Vous trouvez tout ce qui vous attend sous « Approbations ». Si vous ne pouvez pas le faire, dites-le à la personne qui vous a désigné.

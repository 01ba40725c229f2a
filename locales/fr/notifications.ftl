## Ce qui est annoncé

nav-notifications = Notifications
nav-notifications-unread = non lues
notifications-title = Notifications
notifications-read-all = Tout marquer comme lu
notifications-none-title = Rien de nouveau
notifications-none-text = Quand une autre personne modifie un de vos voyages, ou un voyage que vous suivez, c’est annoncé ici.
notification-unread = Non lue :
notification-read = Marquer comme lue
notification-make-unread = Marquer comme non lue
notification-more =
    { $count ->
        [one] et { $count } autre modification
       *[other] et { $count } autres modifications
    }
notification-changed = { $who } a modifié « { $trip } »
notification-cancelled = { $who } a annulé « { $trip } »
notification-deleted = { $who } a supprimé « { $trip } »
notification-restored = { $who } a restauré « { $trip } »
notification-submitted = { $who } vous demande d’approuver « { $trip } »
notification-approved = { $who } a approuvé « { $trip } »
notification-sent-back = { $who } a renvoyé « { $trip } »
notification-rejected = { $who } a refusé « { $trip } »
notification-shared = { $who } a partagé « { $trip } » avec vous
notification-role-changed = { $who } a changé vos droits sur « { $trip } »
notification-unshared = { $who } ne partage plus « { $trip } » avec vous
notification-traveller-named = { $who } vous a inscrit au voyage « { $trip } »
notification-traveller-removed = { $who } vous a retiré du voyage « { $trip } »
notification-handed-over = { $who } vous a confié « { $trip } »

watch-hears = Les modifications de ce voyage par d’autres vous sont annoncées.
watch-hears-not = Les modifications de ce voyage par d’autres ne vous sont pas annoncées.
watch-start = Suivre ce voyage
watch-stop = Ne plus suivre
watch-mute = Mettre en sourdine
watch-unmute = Réactiver
flash-trip-watched = Les modifications de { $reference } vous sont désormais annoncées
flash-trip-muted = Les modifications de { $reference } ne vous sont plus annoncées, sauf les décisions et ce qui vous concerne en personne
flash-trip-watched-as-usual = Vous suivez de nouveau { $reference } comme d’habitude

notification-starts-soon = « { $trip } » commence demain
notifications-preferences = Comment être informé

notify-title = Notifications
notify-lead = Choisissez comment vous voulez apprendre ce que font les autres. Ce que vous faites vous-même ne vous est jamais annoncé.
notify-decisions = Décisions
notify-decisions-hint = Ce qui est décidé sur vos voyages, et les voyages qui attendent votre décision.
notify-trips = Modifications de voyages
notify-trips-hint = Ce que d’autres modifient dans vos voyages, ceux partagés avec vous, ceux auxquels vous participez ou que vous suivez.
notify-sharing = Partage
notify-sharing-hint = Les voyages partagés avec vous ou qui vous sont confiés, et votre inscription à un voyage.
notify-comments = Commentaires et mentions
notify-comments-hint = Ce qui est dit de ces voyages, et qui vous mentionne.
notify-reminders = Rappels
notify-reminders-hint = La veille du début de votre voyage, avant la fin d’un document de voyage, et ce que les administrateurs ont à regarder.
delivery-portal = Ici seulement
delivery-mail = Par e-mail, tout de suite
delivery-digest = Dans un résumé quotidien
delivery-off = Pas du tout
notify-digest = Résumé quotidien
notify-digest-hour = Heure
notify-digest-hint = Un e-mail par jour avec tout ce qui s’est passé depuis le précédent ; aucun s’il ne s’est rien passé.
notify-digest-zone = Dans votre fuseau horaire, { $zone }. Il se change dans
error-delivery = Choisissez comment vous êtes informé : { $kind }
error-digest-hour = Choisissez une heure pleine de 0 à 23

switch-off-title = Moins d’e-mails
switch-off-digests = Résumé quotidien
switch-off-lead = Vous recevez des e-mails : { $kind }. Sans eux, vous trouvez toujours tout dans le portail.
switch-off-do = Ne plus m’envoyer ces e-mails
switch-off-done = Plus d’e-mails : { $kind }. Vous trouvez tout dans le portail.
switch-off-more = Choisir comment être informé de chaque sorte de nouvelles

mail-kind-notification = Notification
mail-kind-digest = Résumé quotidien
mail-somebody = Quelqu’un
mail-switch-off = Ne plus recevoir ce genre d’e-mails
mail-notification-subject = Du nouveau sur un voyage
mail-notification-what = Voici ce qui vient de se passer :
mail-notification-action = En savoir plus
mail-notification-note = Vous recevez cet e-mail parce que vos notifications sont réglées ainsi. Vous pouvez le changer dans votre compte.
mail-digest-subject = Ce qui s’est passé dans vos voyages
mail-digest-what = Voici ce qui s’est passé depuis le dernier résumé :
mail-digest-action = Voir toutes les notifications
mail-digest-more =
    { $count ->
        [one] Et { $count } autre notification.
       *[other] Et { $count } autres notifications.
    }

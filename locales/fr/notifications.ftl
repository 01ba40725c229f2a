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

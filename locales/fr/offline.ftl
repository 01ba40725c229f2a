# Ce qui reste lisible sans connexion.

offline-as-of = Hors connexion : état au { $when }. Pour enregistrer, il faut une connexion.
offline-again = Réessayer
offline-unsent = Il n’y a pas de connexion : rien n’a été envoyé. Votre saisie reste ici ; envoyez-la de nouveau une fois en ligne.
offline-unanswered = Le portail n’a pas répondu : ceci n’est peut-être pas enregistré. Votre saisie reste ici ; envoyez-la de nouveau dans un instant.
offline-title = Il n’y a pas de connexion
offline-lead = Le portail est injoignable, et cet appareil n’a pas conservé la page demandée.
offline-kept = Voyages conservés sur cet appareil
offline-device = Sur cet appareil
offline-device-text = Les { $most } derniers voyages que vous avez ouverts restent lisibles ici sans connexion, jusqu’à votre déconnexion. Si d’autres utilisent aussi cet appareil, effacez-les.
offline-clear = Effacer ce qui est conservé sur cet appareil
flash-kept-pages-cleared = Plus rien n’est conservé sur cet appareil

# Ce que les administrateurs voient du portail lui-même.

nav-administration = Administration
administration-nav = Administration
administration-overview = Vue d’ensemble
administration-title = Administration
administration-lead = Trip Management { $version }, réponse de { $instance }.
administration-mails-text = Ce qui est parti, ce qui attend et ce qu’a répondu le serveur de messagerie.
administration-mails-failed =
    { $count ->
        [one] { $count } e-mail n’a pas pu être envoyé
       *[other] { $count } e-mails n’ont pas pu être envoyés
    }
administration-mails-waiting =
    { $count ->
        [one] { $count } e-mail est en cours d’envoi
       *[other] { $count } e-mails sont en cours d’envoi
    }
administration-mails-good = Rien n’attend
administration-api-text = Ce que les programmes peuvent faire ici, à lire et à essayer.

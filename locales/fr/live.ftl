# Ce qui est dit aussitôt quand quelqu’un modifie un voyage.

news-changed = Ce voyage a été modifié depuis que vous l’avez ouvert.
news-changed-by = Modifié par { $who } à l’instant.
news-show = Afficher

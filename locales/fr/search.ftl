# Trouver des voyages par leurs mots.

order-relevance = Les plus pertinents d’abord
order-changed = Les derniers modifiés d’abord
search-similar = Aucun voyage ne contient tous les mots de « { $q } ». Ceux-ci en ont de très proches.

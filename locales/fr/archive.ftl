# L’archive : les voyages terminés, écartés mais pas perdus.

archive-put = Archiver
archive-take-out = Sortir de l’archive
archive-title = Ce voyage est archivé
archive-put-by = Archivé { $when } par { $who }. Les listes ne le montrent que si on le demande.
archive-here = archivé
filter-archive = Archive
filter-archive-left = Non archivés
filter-archive-only = Archivés
filter-archive-also = Archivés ou non
flash-archived = Voyage { $reference } archivé
flash-unarchived = Voyage { $reference } sorti de l’archive
change-archived = Archivage
change-unarchived = Sortie de l’archive

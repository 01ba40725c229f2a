# The archive: trips that are done with, out of the way but not gone.

archive-put = Archive
archive-take-out = Take out of the archive
archive-title = This trip is in the archive
archive-put-by = Put there { $when } by { $who }. Lists show it only if they are asked to.
archive-here = archived
filter-archive = Archive
filter-archive-left = Not archived
filter-archive-only = Archived
filter-archive-also = Archived or not
flash-archived = Trip { $reference } put into the archive
flash-unarchived = Trip { $reference } taken out of the archive
change-archived = Archived
change-unarchived = Taken out of the archive

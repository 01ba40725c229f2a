# What is told at once when somebody changes a trip.

news-changed = This trip has been changed since you opened it.
news-changed-by = Changed by { $who } just now.
news-show = Show it

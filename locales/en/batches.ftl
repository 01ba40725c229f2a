# One action on many trips at once.

field-tag = Tag
batch-title = With the chosen trips
batch-all = Choose all on this page
batch-chosen = # chosen
batch-tick = Choose { $name }
batch-tag = Add tag
batch-untag = Remove tag
batch-submit = Submit
batch-archive = Archive
batch-unarchive = Take out of the archive
batch-delete = Delete
batch-tag-title = Tag added
batch-untag-title = Tag removed
batch-submit-title = Trips submitted
batch-archive-title = Trips archived
batch-unarchive-title = Trips taken out of the archive
batch-delete-title = Trips deleted
batch-done =
    { $count ->
        [0] This could be done to none of the chosen trips.
        [one] This was done to 1 trip.
       *[other] This was done to { $count } trips.
    }
batch-undone = All of it has been taken back since.
batch-undo = Take it back
batch-refused =
    { $count ->
        [one] 1 trip stays as it was
       *[other] { $count } trips stay as they were
    }
batch-undone-title = Taken back
batch-undone-count =
    { $count ->
        [0] None of the trips could be put back.
        [one] 1 trip is as it was before.
       *[other] { $count } trips are as they were before.
    }
batch-undone-refused =
    { $count ->
        [one] 1 trip stays as it is now
       *[other] { $count } trips stay as they are now
    }
batch-reason-no-such-trip = There is no such trip any more, or it lies in the trash
batch-reason-forbidden = You may look at this trip, but not do that with it
batch-reason-status = The status of the trip does not allow it
batch-reason-already = It is so already
batch-reason-too-many-tags = The trip has as many tags as it can have
batch-reason-changed = Somebody else changed the trip at the same time
error-batch-empty = Tick the trips that this is to be done to
error-batch-too-many = Tick at most { $max } trips
error-batch-tag = Enter one tag
flash-batch-tagged =
    { $count ->
        [one] Tag added to 1 trip
       *[other] Tag added to { $count } trips
    }
flash-batch-untagged =
    { $count ->
        [one] Tag removed from 1 trip
       *[other] Tag removed from { $count } trips
    }
flash-batch-submitted =
    { $count ->
        [one] 1 trip submitted
       *[other] { $count } trips submitted
    }
flash-batch-archived =
    { $count ->
        [one] 1 trip put into the archive
       *[other] { $count } trips put into the archive
    }
flash-batch-unarchived =
    { $count ->
        [one] 1 trip taken out of the archive
       *[other] { $count } trips taken out of the archive
    }
flash-batch-deleted =
    { $count ->
        [one] 1 trip moved to the trash
       *[other] { $count } trips moved to the trash
    }
flash-batch-undone =
    { $count ->
        [0] Nothing was left to take back
        [one] Taken back: 1 trip is as it was before
       *[other] Taken back: { $count } trips are as they were before
    }

## What was changed about a trip

trip-history = See the whole history
history-title = What happened
history-filter = Show changes to
history-all = Everything
history-show = Show
history-show-all = Show everything
history-none-title = Nothing written down yet
history-none-text = From now on every change to this trip is listed here, with who made it and when.
history-no-match-title = Nothing of this kind has changed
history-before = Before:
history-after = Now:
history-removed = Removed:
history-added = Added:
history-see-version = See the trip as it was then
history-colon = :
history-member = { $name }: { $value }
history-size = Size in bytes
history-yes = yes
history-no = no

changed-trip = Trip
changed-segment = Itinerary
changed-attachment = File
changed-member = Sharing

change-created = Created
change-changed = Changed
change-deleted = Removed
change-restored = Restored

version-title = The trip as it was on { $when }
version-lead = As { $who } left it.
version-caption = The trip then and now, field by field
version-field = Field
version-then = Then
version-now = Now
version-same = The same
version-differs = Differs
version-restore = Restore this version
version-back = Back to the history
version-is-present = The trip has not changed since.
version-status-stays = Restoring brings back what stood in the trip. Its status, its people and its pages stay as they are.
version-stale-title = Somebody else changed this trip
version-stale-text = Nothing was restored. Compare once more, then restore if you still want to.

flash-version-restored = The earlier version of { $reference } is back
flash-version-same = { $reference } already is what it was then
flash-undo-change = Undo

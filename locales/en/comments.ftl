## What people say about a trip

section-comments = Comments
comments-title = Comments
comments-none = Nobody has said anything about this trip yet.
comments-none-here = There are no comments on this page.
comment-text = Comment
comment-hint = Whoever sees the trip sees this. Mention somebody with @ and the name they sign in with. Markdown works: **bold**, lists, links.
comment-send = Comment
comment-edit = Edit
comment-delete = Delete
comment-edit-title = Edit your comment
comment-save = Save
comment-cancel = Cancel
comment-changed = edited
comment-newer-title = You have changed this comment meanwhile
comment-newer-text = Nothing was saved. This is what it says now; save if what you typed below is to take its place.
error-comment-empty = Enter a comment
error-comment-mention = { $who } may not see this trip: share it with them first, or leave out the @
flash-comment-added = Your comment stands with { $reference }
flash-comment-saved = Your comment is saved
flash-comment-deleted = The comment is deleted
flash-comment-restored = The comment is back
changed-comment = Comment
comment-mentions = Mentions
notification-commented = { $who } commented on “{ $trip }”
notification-mentioned = { $who } mentioned you on “{ $trip }”

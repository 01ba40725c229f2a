# Files that belong to a trip.

attachments-title = Files
attachments-none = No files yet. Tickets, bookings and receipts are at hand here for everybody who sees the trip.
attachment-added = added { $when } by { $who }
attachment-download = Download
attachment-download-name = Download { $name }
attachment-delete = Delete
attachment-delete-name = Delete { $name }
attachment-description = Description
attachment-description-hint = Optional: what it is, for everybody who looks for it
attachment-edit = Edit
attachment-edit-name = Edit { $name }
attachment-edit-title = What this file is
attachment-save = Save
attachment-conflict-title = Somebody else changed what this file is
attachment-field-name = Name
attachment-field-description = Description
attachment-name-hint = The ending stays as it is
attachment-expense = Receipt of
attachment-receipt-of = Receipt of “{ $expense }” in
attach-title = Add files
attach-files = Files
attach-files-hint = PDF, images, office documents, text, CSV, calendar entries, emails and passes; up to { $size } MB each, { $count } files a trip
attach-go = Add files

file-type-pdf = PDF
file-type-image = Image
file-type-text-document = Document
file-type-spreadsheet = Spreadsheet
file-type-presentation = Presentation
file-type-text = Text
file-type-csv = CSV table
file-type-calendar = Calendar entry
file-type-mail = Email
file-type-pass = Wallet pass
file-size-bytes = { $size } bytes
file-size-kilobytes = { $size } KB
file-size-megabytes = { $size } MB

flash-attached = Files added to { $reference }
flash-attachment-deleted = File deleted from { $reference }
flash-attachment-restored = File is back in { $reference }
flash-attachment-saved = Saved what the file of { $reference } is

error-attachment-none = Choose a file
error-attachment-name = Give the file a name
error-attachment-type = “{ $name }” is of a kind that cannot be attached: choose a PDF, an image, an office document, text, CSV, a calendar entry, an email or a pass
error-attachment-declared = “{ $name }” is announced as { $declared }, which does not fit its name: give it the right ending
error-attachment-content = “{ $name }” should be of the kind “{ $kind }”, but looks like { $found }: save it again, or give it the right ending
error-attachment-unreadable = “{ $name }” should be of the kind “{ $kind }”, but is damaged or something else: save it again, or give it the right ending
error-attachment-empty = “{ $name }” is empty: choose another file
error-attachment-size = “{ $name }” is larger than { $max } MB: make it smaller, or split it
error-attachment-count = “{ $name }” is one too many: a trip can have { $max } files, so delete some first
error-attachment-total = There is no room left for “{ $name }”: the files of a trip can be { $max } MB together, so delete some first
error-attachment-broken = The files did not arrive whole. Nothing is wrong with them; send them again.

# Lists of trips that have a name.

saved-filters-title = Saved filters
saved-filters-lead = Lists you come back to: each keeps its filters and its order. Nobody else sees them.
saved-filters-none-title = No saved filters yet
saved-filters-none-text = Narrow the list of trips down and choose “Save these filters”.
saved-filters-manage = Manage
saved-filter-name = Name
saved-filter-name-hint = What you will call this list, such as “My drafts”
saved-filter-save = Save the filters
saved-filter-save-this = Save these filters
saved-filter-rename = Rename
saved-filter-rename-of = Rename { $name }
saved-filter-delete = Delete
saved-filter-delete-of = Delete { $name }
flash-filter-saved = The filters are saved: you find them above the list
flash-filter-renamed = The saved filter has another name now
flash-filter-forgotten = The saved filter is deleted
error-saved-filter-name = Enter a name for these filters
error-saved-filter-query = The list does not know these filters: choose them in the list of trips
error-saved-filter-taken = You have saved filters of this name already: choose another name
error-saved-filter-limit = You have { $max } saved filters, which is the most: delete one first

# What is to be done for a trip.

changed-checklist-item = Checklist
checklist-none = Nothing to do yet.
checklist-progress = { $done } of { $all } done
checklist-done = Done
checklist-done-by = done { $when } by { $who }
checklist-due = by { $day }
checklist-due-today = to be done today
checklist-overdue = was to be done by { $day }
checklist-nobody = Nobody in particular
checklist-add-title = Add something to do
checklist-add = Add to the list
checklist-many = Many at once
checklist-usual = Add the usual items
checklist-usual-hint = What most trips need, from the passport to the chargers; what is on the list already is left out.
checklist-from = The list of another trip
checklist-from-hint = Its reference, such as TRP-2026-000042. Items come unticked, and due as long before the trip as they were.
checklist-copy = Copy the list
checklist-up-of = Move up: { $text }
checklist-down-of = Move down: { $text }
checklist-edit-of = Edit: { $text }
checklist-delete-of = Delete: { $text }
checklist-edit-title = Edit what is to be done
checklist-save = Save
checklist-conflict-title = Somebody else changed this item
checklist-field-text = What is to be done
checklist-field-due_on = By which day (optional)
checklist-field-person = By whom (optional)
checklist-record-due = By which day
checklist-record-person = By whom
checklist-record-done = Done
checklist-usual-passport = Passport valid for six months after the trip
checklist-usual-visa = Visa or travel authorisation
checklist-usual-insurance = Travel and health insurance
checklist-usual-tickets = Tickets booked and checked in
checklist-usual-lodging = Hotel confirmed
checklist-usual-transfer = Way to the airport or station
checklist-usual-money = Payment card and some cash
checklist-usual-health = Vaccinations and medicines
checklist-usual-chargers = Chargers and plug adapters
checklist-usual-contacts = Emergency contacts at hand

notification-item-given = { $who } gave you something to do for “{ $trip }”

flash-checklist-item-added = Added to the checklist of { $reference }
flash-checklist-items-added = Added items to the checklist of { $reference }
flash-checklist-nothing-new = All of that is on the checklist of { $reference } already
flash-checklist-item-saved = Saved the item of { $reference }
flash-checklist-item-deleted = Deleted an item of { $reference }
flash-checklist-item-restored = The item is back on the checklist of { $reference }

error-checklist-text = Enter what is to be done
error-checklist-person = Choose somebody who sees this trip
error-checklist-from = Enter the reference of a trip that you see, such as TRP-2026-000042
error-checklist-limit = A checklist has at most { $max } items. Delete some before adding others.

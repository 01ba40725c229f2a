# Who travels on a trip.

travellers-title = Who travels
travellers-none = Nobody is named yet.
travellers-owner-alone = { $name } travels, as the trip’s owner, until you name travellers.
traveller-name = Name
traveller-account = Account
traveller-guest = without an account
traveller-contact = Contact
traveller-actions = What to do
traveller-email = Email address
traveller-phone = Telephone
traveller-phone-hint = Where they can be called on this trip, such as +237 6 50 00 00 00
traveller-add = Name a traveller
traveller-add-go = Add traveller
traveller-person = Somebody with an account
traveller-person-hint = Their email address, the name they sign in with, or first and last name. They see the trip from now on.
traveller-or = Or somebody without an account:
traveller-with-owner = { $name } travels, too
traveller-account-lead = Name and email address are those of the account; the telephone number is for this trip.
traveller-edit-of = Edit { $name }
traveller-save = Save
traveller-remove = Remove
traveller-remove-of = Remove { $name }
traveller-conflict-lead = { $who } changed { $name } while you were typing. Choose what to keep.

parts-title = Who takes part in what
parts-everybody = everybody
parts-some = { $count } of { $all }
parts-unnamed = Unnamed part
part-title = Who takes part
part-choose = Those who take part
part-choose-hint = If nobody or everybody is chosen, all travellers take part, also those you name later.
part-nobody = Everybody takes part as long as no travellers are named:

flash-traveller-named = The travellers of { $reference } are saved
flash-traveller-saved = Saved
flash-traveller-removed = Removed from { $reference }
flash-traveller-restored = Travels again on { $reference }
flash-segment-limited = Saved who takes part

error-traveller-nobody = Name somebody with an account, or enter the name of somebody without
error-traveller-both = Either name somebody with an account or enter a name: leave one of the two empty
error-traveller-account-email = The email address of somebody with an account is the account’s: leave this empty
error-traveller-unknown = Nobody who can sign in has this name or email address: check it, or enter the name of somebody without an account below
error-traveller-several = Several people have this name: enter the email address, or the name they sign in with
error-traveller-twice = This person travels already
error-traveller-phone = Enter digits, with + ( ) - . / and spaces between them at most: +237 6 50 00 00 00
error-traveller-limit = { $max } people travel already, which is the most: remove somebody first
error-traveller-part = Somebody who was chosen does not travel any more: choose again

changed-owner = Owner
changed-traveller = Traveller
changed-segment-travellers = Who takes part

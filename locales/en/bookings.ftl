# Bookings on their way into an itinerary
booking-link = From a booking mail
booking-title = Add from a booking
booking-lead = Airlines, railways, hotels and others describe bookings in their mails in a way that programs read. You look at what was found before anything is saved.
booking-part = The booking
booking-file = Mail, page or calendar file
booking-file-about = A saved mail (.eml), page (.html) or calendar (.ics) of up to { $size } MB; up to { $most } bookings are found in it
booking-text = Or paste it here
booking-text-about = The source of the mail or page, or the text of the calendar file
booking-look = Look for bookings
booking-review-title = Bookings found
booking-review-lead = Nothing is saved yet. Choose what goes into the itinerary, and edit what is not right.
booking-duplicate = In the itinerary already: { $name }
booking-incomplete = Edit it before it can be saved:
booking-save = Add the chosen ones
booking-edit-lead = It goes back to the bookings found; nothing is saved yet.
booking-edit-done = Back to the bookings found
flash-bookings-added = Added the bookings to { $reference }.

error-booking-none = No booking was found in it. The mail may describe it in words only: add it by hand
error-booking-nothing = Choose a file or paste a text
error-booking-wrong = Number { $number } cannot be saved as it is. Edit it, or leave it out
error-booking-unchosen = Choose at least one booking
booking-repeats = The calendar holds events that repeat. Only the first time of each is here: add the others yourself.

# Making a trip after another one.

trip-more = More about this trip
duplicate-link = Duplicate
duplicate-title = Duplicate this trip
duplicate-lead = A new draft is made after { $name }, and everything in it moves to the new days.
duplicate-comes =
    { $count ->
        [0] Place, budget, cost center and notes come along.
        [one] Place, budget, cost center, notes and the entry of the itinerary come along, at the local times they have now.
       *[other] Place, budget, cost center, notes and the { $count } entries of the itinerary come along, at the local times they have now.
    }
duplicate-stays = Confirmations, seats, expenses, files and decisions stay with the trip it is made after. So does what was cancelled.
duplicate-yours = The new trip is yours.
duplicate-start = New start date
duplicate-start-hint = All other dates move along. Leave it empty to keep the dates as they are.
duplicate-travellers =
    { $count ->
        [one] The person who travels now travels again, and is told by mail
       *[other] The { $count } people who travel now travel again, and are told by mail
    }
duplicate-go = Make the trip
flash-duplicated = This trip was made after { $reference }
error-duplicate-range = Choose an earlier start date: some of the dates would lie after { $last } or before 1900

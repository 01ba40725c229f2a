## The pages of a trip

sections-label = Pages of this trip
section-overview = Overview
section-itinerary = Itinerary
section-travellers = Travellers
section-costs = Costs
section-documents = Documents
section-checklist = Checklist
section-history = History

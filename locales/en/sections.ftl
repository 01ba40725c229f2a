## The pages of a trip

sections-label = Pages of this trip
section-overview = Overview
section-travellers = Travellers
section-documents = Documents

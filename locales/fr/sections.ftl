## Les pages d’un voyage

sections-label = Pages de ce voyage
section-overview = Aperçu
section-itinerary = Itinéraire
section-travellers = Voyageurs
section-costs = Dépenses
section-documents = Documents
section-checklist = À faire
section-history = Historique

# Les voyages en fichiers
export-csv = Télécharger en CSV
export-json = Télécharger en JSON
export-trip-json = Télécharger en JSON
export-more = Import et export
export-reference = Référence
export-status = Statut
export-owner = Propriétaire

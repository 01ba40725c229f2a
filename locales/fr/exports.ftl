# Les voyages en fichiers
export-csv = Télécharger en CSV
export-json = Télécharger en JSON
export-trip-json = Télécharger en JSON
export-reference = Référence
export-status = Statut
export-owner = Propriétaire

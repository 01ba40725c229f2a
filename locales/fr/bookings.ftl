# Des réservations à mettre dans un itinéraire
booking-link = Depuis un mail de réservation
booking-title = Ajouter depuis une réservation
booking-lead = Compagnies aériennes, chemins de fer, hôtels et autres décrivent les réservations dans leurs mails d’une manière que les programmes savent lire. Vous examinez ce qui a été trouvé avant que rien ne soit enregistré.
booking-part = La réservation
booking-file = Mail, page ou fichier d’agenda
booking-file-about = Un mail (.eml), une page (.html) ou un agenda (.ics) enregistré, de { $size } Mo au plus ; jusqu’à { $most } réservations y sont trouvées
booking-text = Ou collez-le ici
booking-text-about = La source du mail ou de la page, ou le texte du fichier d’agenda
booking-look = Chercher des réservations
booking-review-title = Réservations trouvées
booking-review-lead = Rien n’est encore enregistré. Choisissez ce qui va dans l’itinéraire, et modifiez ce qui n’est pas juste.
booking-duplicate = Déjà dans l’itinéraire : { $name }
booking-incomplete = À modifier avant de pouvoir l’enregistrer :
booking-save = Ajouter les réservations choisies
booking-edit-lead = Vous revenez ensuite aux réservations trouvées ; rien n’est encore enregistré.
booking-edit-done = Revenir aux réservations trouvées
flash-bookings-added = Les réservations ont été ajoutées à { $reference }.

error-booking-none = Aucune réservation n’y a été trouvée. Le mail ne la décrit peut-être qu’en toutes lettres : ajoutez-la à la main
error-booking-nothing = Choisissez un fichier ou collez un texte
error-booking-wrong = Le numéro { $number } ne peut pas être enregistré tel quel. Modifiez-le ou laissez-le de côté
error-booking-unchosen = Choisissez au moins une réservation
booking-repeats = Le calendrier contient des événements qui se répètent. Seule la première fois de chacun figure ici ; ajoutez les autres vous-même.

# Les voyageurs d’un voyage.

travellers-title = Qui voyage
travellers-none = Personne n’est encore désigné.
travellers-owner-alone = { $name } voyage, comme propriétaire, tant que vous ne désignez pas de voyageurs.
traveller-name = Nom
traveller-account = Compte
traveller-guest = sans compte
traveller-contact = Contact
traveller-actions = Que faire
traveller-email = Adresse e-mail
traveller-phone = Téléphone
traveller-phone-hint = Où joindre la personne pendant ce voyage, par exemple +237 6 50 00 00 00
traveller-add = Désigner un voyageur
traveller-add-go = Ajouter
traveller-person = Une personne qui a un compte
traveller-person-hint = Son adresse e-mail, le nom avec lequel elle se connecte, ou ses prénom et nom. Elle verra désormais le voyage.
traveller-or = Ou une personne sans compte :
traveller-with-owner = { $name } voyage aussi
traveller-account-lead = Le nom et l’adresse e-mail sont ceux du compte ; le téléphone vaut pour ce voyage.
traveller-edit-of = Modifier { $name }
traveller-save = Enregistrer
traveller-remove = Retirer
traveller-remove-of = Retirer { $name }
traveller-conflict-lead = { $who } a modifié { $name } pendant votre saisie. Choisissez ce qu’il faut garder.

parts-title = Qui participe à quoi
parts-everybody = tout le monde
parts-some = { $count } sur { $all }
parts-unnamed = Étape sans nom
part-title = Qui participe
part-choose = Celles et ceux qui participent
part-choose-hint = Si personne ou tout le monde est choisi, tous les voyageurs participent, y compris ceux que vous désignerez plus tard.
part-nobody = Tout le monde participe tant qu’aucun voyageur n’est désigné :

flash-traveller-named = Les voyageurs de { $reference } sont enregistrés
flash-traveller-saved = Enregistré
flash-traveller-removed = Personne retirée de { $reference }
flash-traveller-restored = La personne voyage à nouveau avec { $reference }
flash-segment-limited = Les participants sont enregistrés

error-traveller-nobody = Désignez une personne qui a un compte, ou saisissez le nom d’une personne qui n’en a pas
error-traveller-both = Désignez une personne qui a un compte ou saisissez un nom : laissez l’un des deux vide
error-traveller-account-email = L’adresse e-mail d’une personne qui a un compte est celle du compte : laissez ce champ vide
error-traveller-unknown = Personne pouvant se connecter n’a ce nom ni cette adresse e-mail : vérifiez-le, ou saisissez plus bas le nom d’une personne sans compte
error-traveller-several = Plusieurs personnes portent ce nom : saisissez l’adresse e-mail, ou le nom avec lequel elle se connecte
error-traveller-twice = Cette personne voyage déjà
error-traveller-phone = Saisissez des chiffres, séparés au plus par + ( ) - . / et des espaces : +237 6 50 00 00 00
error-traveller-limit = { $max } personnes voyagent déjà, c’est le maximum : retirez d’abord quelqu’un
error-traveller-part = Une personne choisie ne voyage plus : choisissez à nouveau

changed-owner = Propriétaire
changed-traveller = Voyageur
changed-segment-travellers = Qui participe

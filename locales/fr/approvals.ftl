# L’approbation des voyages : ce qui est décidé, la chronologie, la liste de ce qui attend, et les e-mails.

nav-approvals = Approbations
nav-approvals-waiting = en attente

action-send-back = Renvoyer

## Sur la page d’un voyage

approval-title = Approbation
approval-draft = Pas encore soumis.
approval-sent-back = { $who } a renvoyé ce voyage. Ce qui doit changer :
approval-waits-for = En attente de la décision de { $who }
approval-waits-for-any = En attente de la décision d’un responsable
approval-waits-for-administrators = En attente de la décision d’un administrateur
approval-since = depuis
approval-own = Personne ne décide de son propre voyage.
approval-unknown = On n’en sait pas plus : la décision date d’avant la tenue de cet historique.
approval-with-comment = Avec un commentaire :
approval-timeline = Ce qui s’est passé

decision-submit = Soumis
decision-resubmit = Modifié après approbation, donc soumis à nouveau
decision-approve = Approuvé
decision-send-back = Renvoyé
decision-reject = Refusé
decision-withdraw = Demande retirée
decision-reopen = Rouvert en brouillon
decision-cancel = Annulé
decision-other = Une action d’une version plus récente
decision-on-behalf = au nom de { $who }
decision-version = version { $version }

edit-approved = Ce voyage est approuvé. Si vous modifiez ses dates, sa destination ou sa devise, ou si vous augmentez son budget, l’enregistrement le soumet à nouveau et une nouvelle approbation est nécessaire. Tout le reste peut changer librement.

## Décider, avec un commentaire

decide-lead-submit = Vérifiez ce que verra la personne qui l’approuve. Vous pouvez encore modifier le voyage pendant qu’il attend.
decide-lead-approve = Le propriétaire reçoit un e-mail.
decide-lead-send-back = Le voyage redevient un brouillon, et son propriétaire reçoit un e-mail avec un lien vers votre commentaire.
decide-lead-reject = Le voyage s’arrête là, sauf si son propriétaire le rouvre. Il reçoit un e-mail avec un lien vers votre commentaire.
decide-lead-withdraw = Le voyage redevient un brouillon. Vous pourrez le soumettre plus tard.
decide-lead-reopen = Le voyage redevient un brouillon, à modifier et à soumettre.
decide-lead-cancel = Le voyage n’a pas lieu. Il peut être rouvert en brouillon.
decision-comment = Commentaire
decision-comment-optional = Commentaire (facultatif)
decision-comment-hint = Toutes les personnes qui voient le voyage le lisent
decision-comment-send-back-hint = Ce qui doit changer pour qu’il puisse être approuvé
decision-comment-reject-hint = Pourquoi le voyage ne peut pas avoir lieu
error-comment-send-back = Saisissez ce qui doit changer
error-comment-reject = Saisissez pourquoi vous refusez le voyage

## Ce qui attend

waiting-title = En attente de votre approbation
waiting-lead = Ce qui attend depuis le plus longtemps vient en premier.
waiting-caption = Voyages qui attendent votre décision, celui qui attend depuis le plus longtemps en premier
waiting-since = Soumis
waiting-for = demandé à { $who }
waiting-decide = Décider
waiting-approve-name = Approuver { $name }
waiting-send-back-name = Renvoyer { $name }
waiting-reject-name = Refuser { $name }
waiting-none-title = Rien ne vous attend
waiting-none-text = Les voyages qui vous sont soumis apparaissent ici, et vous recevez un e-mail pour chacun.

flash-sent-back = Voyage { $reference } renvoyé ; il est de nouveau un brouillon
flash-resubmitted = Voyage { $reference } enregistré et soumis à nouveau, car une nouvelle approbation est nécessaire

## Les e-mails

mail-kind-approval-asked = Approbation demandée
mail-approval-asked-subject = Un voyage attend votre approbation
mail-approval-asked-what = Un voyage vous a été soumis. Approuvez-le, renvoyez-le en disant ce qui doit changer, ou refusez-le.
mail-approval-asked-note = Vous trouvez tout ce qui vous attend sous « Approbations ».
mail-kind-trip-approved = Voyage approuvé
mail-trip-approved-subject = Votre voyage est approuvé
mail-trip-approved-what = Un voyage que vous avez soumis est approuvé.
mail-trip-approved-note = Si vous modifiez ses dates ou sa destination, ou augmentez son budget, une nouvelle approbation est nécessaire.
mail-kind-trip-sent-back = Voyage renvoyé
mail-trip-sent-back-subject = Votre voyage vous a été renvoyé
mail-trip-sent-back-what = Un voyage que vous avez soumis doit changer avant de pouvoir être approuvé. Sa page dit comment.
mail-trip-sent-back-note = Le voyage est de nouveau un brouillon. Soumettez-le une fois modifié.
mail-kind-trip-rejected = Voyage refusé
mail-trip-rejected-subject = Votre voyage a été refusé
mail-trip-rejected-what = Un voyage que vous avez soumis a été refusé. Sa page dit pourquoi.
mail-trip-rejected-note = Vous pouvez le rouvrir en brouillon, le modifier et le soumettre à nouveau.

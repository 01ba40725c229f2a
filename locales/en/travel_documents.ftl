# Until when people's passports, visas and the like are good.

travel-documents-title = Travel documents
travel-documents-lead = Say until when your passport, your visas and the like are good: you are reminded 90, 30 and 7 days before they end, and told on a trip that one of them does not last for.
travel-documents-note = Never type a document’s number anywhere here: the portal does not need it, so there is nothing to steal. Nobody else reads what stands here. Whoever may change a trip you travel on reads only that one of your documents ends before the trip does.
travel-documents-caption = Your travel documents, the one that ends first on top
travel-documents-none-title = No travel documents
travel-documents-none-text = Add your passport, and you are told before it is too late to renew it.
travel-documents-new = Add a document
travel-documents-full = You keep { $max } documents, which is the most: delete one to add another.
travel-document-add = Add document
travel-document-save = Save document
travel-document-edit-title = Edit travel document
travel-document-delete = Delete
travel-document-delete-of = Delete: { $kind }, { $date }
travel-document-do = What you can do
travel-document-kind = Document
travel-document-choose = Choose
travel-document-country = Country
travel-document-country-hint = Who issued it; for a visa, the country it is for
travel-document-until = Last day
travel-document-label = Label
travel-document-label-hint = Optional, to tell two of a kind apart; not the number
travel-document-soon = ends soon
travel-document-ended = no longer good

travel-document-passport = Passport
travel-document-identity-card = Identity card
travel-document-visa = Visa
travel-document-residence-permit = Residence permit
travel-document-driving-licence = Driving licence
travel-document-vaccination = Vaccination
travel-document-other = Other document
travel-document-your-passport = Your passport
travel-document-your-identity-card = Your identity card
travel-document-your-visa = Your visa
travel-document-your-residence-permit = Your residence permit
travel-document-your-driving-licence = Your driving licence
travel-document-your-vaccination = Your vaccination
travel-document-your-other = A document of yours

travel-document-ends = { $document } ends on { $date }
travel-document-notices =
    { $count ->
        [one] A travel document to look at
       *[other] Travel documents to look at
    }
travel-document-before = { $document } ends on { $date }, before the trip does
travel-document-afterwards = { $document } ends on { $date }, less than six months after the trip, and many countries ask for six
travel-document-of-other = A travel document of { $name } ends before the trip does

notification-document-ends = { $trip }
mail-attention-subject = Something needs your attention
mail-attention-what = This needs your attention:

flash-travel-document-added = Travel document added
flash-travel-document-saved = Travel document saved
flash-travel-document-deleted = Travel document deleted
error-travel-document-kind = Choose what the document is
error-travel-document-country = Choose the country that issued the document, or that the visa is for
error-travel-document-until = Enter the last day the document is good for
error-travel-document-limit = You keep { $max } documents, which is the most: delete one first
error-travel-document-changed = This document was changed elsewhere meanwhile. What you typed is still here: save it again to replace that

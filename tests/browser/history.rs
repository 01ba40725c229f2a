//! Looking at what was changed about a trip, and bringing an earlier version back.

use serde_json::json;

use super::visit;

#[tokio::test]
async fn somebody_looks_at_an_earlier_version_restores_it_and_thinks_better_of_it() {
    visit(async |visitor| {
        visitor.portal.trip(json!({"name": "Lancement", "destinationPlace": "Lyon"})).await;
        visitor.open("/trips").await;
        visitor.press("Français").await;
        visitor.follow("Lancement").await;
        visitor.follow("Modifier").await;
        visitor.fill("Lieu", "Marseille").await;
        visitor.press("Enregistrer le voyage").await;
        visitor.follow("Historique").await;
        assert_eq!(visitor.texts(".history-fields del").await, ["Lyon"]);
        // The page knows in which country that is.
        assert_eq!(visitor.texts(".history-fields ins").await, ["Marseille", "France"]);
        let versions = visitor.texts(".history-entry__more a").await;
        assert_eq!(versions.len(), 2);
        visitor
            .next_page(async || {
                visitor.script::<()>("[...document.querySelectorAll('.history-entry__more a')].pop().click()").await;
            })
            .await;
        visitor.sees("Le voyage tel qu’il était").await;
        visitor.press("Restaurer cette version").await;
        visitor.sees("est rétablie").await;
        assert_eq!(visitor.text(".ticket__city").await, "Lyon");
        visitor.press("Annuler").await;
        assert_eq!(visitor.text(".ticket__city").await, "Marseille");
    })
    .await;
}

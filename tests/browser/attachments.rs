//! A trip's files, attached, taken back and looked at in a browser.

use serde_json::json;

use super::visit;

#[tokio::test]
async fn somebody_attaches_a_file_deletes_it_and_takes_that_back() {
    visit(async |visitor| {
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (good, bad) = (folder.join("Reçu du taxi.txt"), folder.join("drawing.svg"));
        std::fs::write(&good, "12,50 EUR").unwrap();
        std::fs::write(&bad, "<svg/>").unwrap();
        visitor.portal.trip(json!({"name": "Lancement"})).await;
        visitor.open("/trips").await;
        visitor.press("Français").await;
        visitor.follow("Lancement").await;
        visitor.follow("Documents").await;
        visitor.sees("Aucun fichier pour l’instant.").await;
        visitor.find("#files").await.send_keys(bad.to_str().unwrap()).await.unwrap();
        visitor.fill("Description", "Gare – hôtel").await;
        visitor.press("Ajouter les fichiers").await;
        visitor.sees("est d’un genre qui ne peut pas être joint").await;
        assert_eq!(visitor.value("Description").await, "Gare – hôtel");
        visitor.find("#files").await.send_keys(good.to_str().unwrap()).await.unwrap();
        visitor.press("Ajouter les fichiers").await;
        visitor.sees("Fichiers ajoutés à TRP-").await;
        visitor.press("Supprimer Reçu du taxi.txt").await;
        visitor.sees("Fichier supprimé de TRP-").await;
        visitor.press("Annuler la suppression").await;
        visitor.sees("Le fichier est de retour dans TRP-").await;
        assert_eq!(visitor.texts(".attachment__name").await, ["Reçu du taxi.txt"]);
    })
    .await;
}

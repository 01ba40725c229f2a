//! Rates that an administrator imports, and what was spent at them, in French.

use axum::http::{Method, StatusCode};
use serde_json::json;

use super::visit;

#[tokio::test]
async fn somebody_imports_rates_and_reads_a_report_in_french() {
    visit(async |visitor| {
        let trip = visitor.portal.trip(json!({"name": "Lancement", "costCenter": "CC-7"})).await;
        visitor.open("/admin").await;
        visitor.press("Français").await;
        visitor.follow("Taux de change").await;
        visitor.fill("Contenu du fichier", "Date,USD\n2026-05-04,abc").await;
        visitor.press("Vérifier le fichier").await;
        visitor.sees("Ligne 2 :").await;
        visitor.fill("Contenu du fichier", "Date,USD\n2026-05-04,1.25").await;
        visitor.press("Vérifier le fichier").await;
        visitor.press("Enregistrer ces taux").await;
        visitor.sees("Taux importés.").await;
        let path = format!("/api/trips/{}/expenses", trip["id"].as_str().unwrap());
        let dinner = json!({"title": "Dîner", "spentOn": "2026-05-04", "category": "meals", "amount": 100, "currency": "USD", "payer": "company"});
        let answer = visitor.portal.json(Method::POST, &path, &dinner).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        visitor.follow("Rapports").await;
        visitor.sees("80,00\u{a0}EUR en 1 dépense").await;
        visitor.follow("CC-7").await;
        visitor.sees("2026-Q2").await;
        visitor.follow("Catégorie").await;
        visitor.sees("Repas").await;
    })
    .await;
}

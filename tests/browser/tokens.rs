//! Making and revoking personal tokens, in both languages.

use super::visit;

#[tokio::test]
async fn somebody_makes_a_token_copies_it_and_revokes_it() {
    visit(async |visitor| {
        visitor.open("/account").await;
        visitor.follow("Personal tokens").await;
        visitor.press("Make token").await;
        visitor.sees("Enter a name for the token").await;
        visitor.fill("Name", "Nightly report").await;
        visitor.tick("Read and write: also change what you may change").await;
        visitor.choose("Works for", "90 days").await;
        visitor.press("Make token").await;
        visitor.sees("It is not shown again.").await;
        assert!(visitor.text("#made-token").await.starts_with("tmt_"));
        visitor.click(&visitor.button("Copy token").await).await;
        visitor
            .eventually("an answer to the copying", async || {
                visitor.shows("Copied").await
                    || visitor.script::<String>("return getSelection().toString()").await.starts_with("tmt_")
            })
            .await;
        visitor.open("/account/tokens").await;
        assert_eq!(visitor.texts(".row__token-name").await, ["Nightly report"]);
        assert_eq!(visitor.count("#made-token").await, 0);
        visitor.click(&visitor.find(".sure summary").await).await;
        visitor.press("Revoke Nightly report").await;
        visitor.sees("Token revoked").await;
        visitor.sees("No tokens yet").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_makes_a_token_in_french_without_scripts() {
    visit(async |visitor| {
        visitor.devtools("Emulation.setScriptExecutionDisabled", serde_json::json!({"value": true})).await;
        visitor.open("/account/tokens").await;
        visitor.press("Français").await;
        visitor.fill("Nom", "Rapport de nuit").await;
        visitor.press("Créer le jeton").await;
        visitor.sees("Il ne sera plus affiché.").await;
        assert_eq!(visitor.count("[data-copy][hidden]").await, 1, "a button that could do nothing");
        visitor.sees("Lire\u{202f}: voir ce que vous voyez").await;
        visitor.click(&visitor.find(".sure summary").await).await;
        visitor.press("Révoquer Rapport de nuit").await;
        visitor.sees("Jeton révoqué").await;
    })
    .await;
}

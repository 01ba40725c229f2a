//! People and their own accounts, in both languages: from registering to the end.

use tripmgmt::accounts::Role;

use super::visit::visit;
use crate::support::PASSWORD;

/// Another password that nobody guesses.
const OTHER_PASSWORD: &str = "staple battery horse";

#[tokio::test]
async fn somebody_registers_activates_and_signs_in() {
    visit(async |visitor| {
        visitor.become_a_guest().await;
        visitor.open("/login").await;
        visitor.follow("Create an account").await;
        visitor.press("Create account").await;
        visitor.sees("There is a problem").await;
        visitor.fill("First name", "Amélie").await;
        visitor.fill("Email address", "amelie@example.com").await;
        visitor.fill("Name to sign in with", "amelie").await;
        visitor.fill("Password", PASSWORD).await;
        visitor.press("Create account").await;
        visitor.sees("Account created.").await;
        visitor.fill("Name or email address", "amelie").await;
        visitor.fill("Password", PASSWORD).await;
        visitor.press("Sign in").await;
        visitor.sees("Activate the account first").await;
        visitor.press("Send the mail again").await;
        visitor.open_mailed_link().await;
        visitor.press("Activate account").await;
        visitor.sees("Your account is active.").await;
        visitor.fill("Name or email address", "amelie").await;
        visitor.fill("Password", PASSWORD).await;
        visitor.press("Sign in").await;
        visitor.follow("Amélie").await;
        visitor.sees("Signed in as amelie").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_forgets_a_password_in_french() {
    visit(async |visitor| {
        visitor.become_a_guest().await;
        visitor.open("/login").await;
        visitor.press("Français").await;
        visitor.follow("Mot de passe oublié\u{202f}?").await;
        visitor.fill("Adresse e-mail", "admin@portal.test").await;
        visitor.press("Envoyer le lien").await;
        visitor.sees("Si un compte a cette adresse e-mail").await;
        visitor.open_mailed_link().await;
        visitor.fill("Nouveau mot de passe", "motdepasse").await;
        visitor.press("Enregistrer le mot de passe").await;
        visitor.sees("plus difficile à deviner").await;
        assert_eq!(visitor.value("Nouveau mot de passe").await, "");
        visitor.fill("Nouveau mot de passe", OTHER_PASSWORD).await;
        visitor.press("Enregistrer le mot de passe").await;
        visitor.sees("Votre nouveau mot de passe est enregistré.").await;
        visitor.fill("Nom ou adresse e-mail", "admin").await;
        visitor.fill("Mot de passe", OTHER_PASSWORD).await;
        visitor.press("Se connecter").await;
        visitor.follow("admin").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_changes_their_address_and_their_password() {
    visit(async |visitor| {
        visitor.open("/account").await;
        visitor.follow("Settings").await;
        visitor.fill("Email address", "new@portal.test").await;
        visitor.fill("Present password", PASSWORD).await;
        visitor.choose("Time zone", "Paris (UTC+02:00)").await;
        visitor.press("Save settings").await;
        visitor.sees("new@portal.test waits for its confirmation").await;
        assert_eq!(visitor.value("Email address").await, "admin@portal.test");
        visitor.open_mailed_link().await;
        visitor.press("Confirm address").await;
        visitor.sees("Your new email address is confirmed.").await;
        assert_eq!(visitor.value("Email address").await, "new@portal.test");
        visitor.follow("Password").await;
        visitor.fill("Present password", PASSWORD).await;
        visitor.fill("New password", OTHER_PASSWORD).await;
        visitor.press("Change password").await;
        visitor.sees("Your password was changed").await;
        visitor.follow("Sessions").await;
        visitor.sees("This session").await;
        visitor.press("Sign out everywhere").await;
        visitor.sees("You are signed out everywhere.").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_deletes_their_account_in_french() {
    visit(async |visitor| {
        visitor.portal.person("hugo", &[Role::User], None).await;
        visitor.portal.person("second", &Role::ALL, None).await;
        visitor.portal.trip(serde_json::json!({"name": "Kick-off"})).await;
        visitor.open("/account/settings").await;
        visitor.press("Français").await;
        visitor.open("/account/settings").await;
        visitor.follow("Ce qui se passe quand vous supprimez votre compte").await;
        visitor.fill("Qui reprend vos voyages", "hugo").await;
        visitor.fill("Mot de passe actuel", PASSWORD).await;
        visitor.press("Supprimer mon compte").await;
        visitor.sees("Votre compte est supprimé.").await;
        visitor.open("/trips").await;
        assert_eq!(visitor.address().await, "/login?next=%2Ftrips");
    })
    .await;
}

//! Administrators and the accounts of others, in both languages: from the invitation to the end.

use serde_json::json;
use tripmgmt::accounts::Role;

use super::visit;
use super::visitor::Visitor;
use crate::support::PASSWORD;

const ROWS: &str = ".table--users tbody tr";

async fn sign_in(visitor: &Visitor, login: &str) {
    visitor.become_a_guest().await;
    visitor.open("/login").await;
    visitor.fill("Name or email address", login).await;
    visitor.fill("Password", PASSWORD).await;
    visitor.press("Sign in").await;
}

async fn be_the_administrator(visitor: &Visitor, path: &str) {
    visitor.become_a_guest().await;
    visitor.take_session().await;
    visitor.open(path).await;
}

#[tokio::test]
async fn somebody_is_invited_chooses_a_password_and_signs_in() {
    visit(async |visitor| {
        visitor.open("/admin").await;
        visitor.follow("Users").await;
        visitor.follow("New user").await;
        visitor.fill("First name", "Amélie").await;
        visitor.fill("Last name", "Durand").await;
        visitor.fill("Name to sign in with", "amelie").await;
        visitor.press("Create and invite").await;
        visitor.sees("Enter an email address: the invitation goes there").await;
        assert_eq!(visitor.value("First name").await, "Amélie");
        visitor.fill("Email address", "amelie@example.com").await;
        visitor.tick("Manager: approves the trips submitted to them").await;
        visitor.press("Create and invite").await;
        visitor.sees("Invitation on its way").await;
        assert_eq!(visitor.address().await, "/admin/users/amelie");
        assert_eq!(visitor.text("h1").await, "Amélie Durand");
        visitor.sees("Not activated").await;

        visitor.become_a_guest().await;
        visitor.open_mailed_link().await;
        visitor.fill("New password", PASSWORD).await;
        visitor.press("Save password").await;
        visitor.sees("Your new password is saved.").await;
        sign_in(visitor, "amelie").await;
        visitor.follow("Amélie Durand").await;
        visitor.sees("Signed in as amelie").await;

        be_the_administrator(visitor, "/admin/users/amelie").await;
        assert_eq!(visitor.text(".user__eyebrow .status").await, "Active");
    })
    .await;
}

#[tokio::test]
async fn somebody_is_found_and_kept_out_for_a_while() {
    visit(async |visitor| {
        for login in ["hugo", "lea", "mia"] {
            visitor.portal.person(login, &[Role::User], None).await;
        }
        visitor.open("/admin/users").await;
        assert_eq!(visitor.count(ROWS).await, 4);
        visitor.fill("Name, login or email address", "HUG").await;
        visitor.press("Show users").await;
        assert_eq!(visitor.count(ROWS).await, 1);
        visitor.follow("hugo").await;
        visitor.press("Block").await;
        visitor.sees("Account blocked; its sessions have ended").await;
        visitor.sees("Signed in nowhere.").await;

        sign_in(visitor, "hugo").await;
        visitor.sees("This account is blocked.").await;
        be_the_administrator(visitor, "/admin/users/hugo").await;
        visitor.press("Unblock").await;
        visitor.sees("Account unblocked").await;
        sign_in(visitor, "hugo").await;
        visitor.follow("hugo").await;
        visitor.sees("Signed in as hugo").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_goes_and_another_gets_the_trips() {
    visit(async |visitor| {
        visitor.portal.person("hugo", &[Role::User], None).await.trip(json!({"name": "Kick-off"})).await;
        visitor.portal.person("lea", &[Role::User], None).await;
        visitor.open("/admin/users/hugo").await;
        visitor.follow("Delete").await;
        assert_eq!(visitor.value("Who gets the trip").await, "admin");
        visitor.fill("Who gets the trip", "leah").await;
        visitor.press("Delete for good").await;
        visitor.sees("Nobody has the login leah").await;
        visitor.fill("Who gets the trip", "lea").await;
        visitor.press("Delete for good").await;
        visitor.sees("Account deleted").await;
        assert_eq!(visitor.address().await, "/admin/users");
        assert!(!visitor.names(ROWS).await.concat().contains("hugo"));
        visitor.open("/admin/users/lea").await;
        visitor.follow("1 trip").await;
        visitor.sees("Kick-off").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_is_invited_kept_out_and_deleted_in_french() {
    visit(async |visitor| {
        visitor.portal.person("lea", &[Role::User], None).await;
        visitor.open("/admin/users/new").await;
        visitor.press("Français").await;
        visitor.fill("Prénom", "Amélie").await;
        visitor.fill("Adresse e-mail", "amelie@example.com").await;
        visitor.fill("Nom de connexion", "amelie").await;
        visitor.choose("Langue des e-mails", "Français").await;
        visitor.press("Créer et inviter").await;
        visitor.sees("Invitation en route").await;
        visitor.become_a_guest().await;
        visitor.open_mailed_link().await;
        visitor.fill("Nouveau mot de passe", PASSWORD).await;
        visitor.press("Enregistrer le mot de passe").await;
        visitor.fill("Nom ou adresse e-mail", "amelie").await;
        visitor.fill("Mot de passe", PASSWORD).await;
        visitor.press("Se connecter").await;
        visitor.open("/trips/new").await;
        visitor.fill("Nom du voyage", "Lancement").await;
        visitor.press("Créer le voyage").await;

        be_the_administrator(visitor, "/admin/users").await;
        visitor.fill("Nom, nom de connexion ou adresse e-mail", "amélie").await;
        visitor.press("Afficher les utilisateurs").await;
        assert_eq!(visitor.text(".count").await, "1 utilisateur");
        visitor.follow("Amélie").await;
        visitor.press("Bloquer").await;
        visitor.sees("Compte bloqué").await;
        visitor.press("Débloquer").await;
        visitor.sees("Compte débloqué").await;
        visitor.follow("Supprimer").await;
        visitor.fill("Qui reçoit le voyage", "lea").await;
        visitor.press("Supprimer définitivement").await;
        visitor.sees("Compte supprimé").await;
        visitor.open("/trips?traveller=lea").await;
        visitor.sees("Lancement").await;
    })
    .await;
}

//! Signing in and out, as people do it, in both languages.

use super::visit::visit;
use super::visitor::Visitor;
use crate::support::PASSWORD;

async fn come_as_a_guest(visitor: &Visitor) {
    visitor.driver.delete_cookie("session").await.unwrap();
}

#[tokio::test]
async fn somebody_signs_in_where_they_wanted_to_go_and_out_again() {
    visit(async |visitor| {
        come_as_a_guest(visitor).await;
        visitor.open("/trips?q=lyon").await;
        visitor.fill("Name or email address", "admin").await;
        visitor.fill("Password", "wrong").await;
        visitor.press("Sign in").await;
        visitor.sees("Name and password do not belong together").await;
        assert_eq!(visitor.value("Name or email address").await, "admin");
        visitor.fill("Password", PASSWORD).await;
        visitor.tick("Keep me signed in on this device").await;
        visitor.press("Sign in").await;
        assert_eq!(visitor.address().await, "/trips?q=lyon");
        visitor.follow("admin").await;
        visitor.press("Sign out").await;
        visitor.sees("You are signed out.").await;
        visitor.open("/trips").await;
        assert_eq!(visitor.address().await, "/login?next=%2Ftrips");
    })
    .await;
}

#[tokio::test]
async fn somebody_signs_in_and_out_in_french() {
    visit(async |visitor| {
        come_as_a_guest(visitor).await;
        visitor.open("/login").await;
        visitor.press("Français").await;
        visitor.press("Se connecter").await;
        visitor.sees("Saisissez votre nom ou votre adresse e-mail").await;
        visitor.fill("Nom ou adresse e-mail", "admin@portal.test").await;
        visitor.fill("Mot de passe", PASSWORD).await;
        visitor.press("Se connecter").await;
        visitor.open("/account").await;
        visitor.sees("Signed in as admin").await;
    })
    .await;
}

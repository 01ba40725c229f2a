//! Setting a second factor up and signing in with it, in both languages.

use super::visit::visit;
use super::visitor::Visitor;
use crate::support::PASSWORD;
use crate::support::authenticator::seed_of;

async fn code(visitor: &Visitor) -> String {
    visitor.portal.clock.advance(chrono::TimeDelta::seconds(30));
    seed_of(&visitor.portal).await.code(visitor.portal.clock.now()).unwrap()
}

#[tokio::test]
async fn somebody_sets_up_a_second_factor_signs_in_with_it_and_turns_it_off() {
    visit(async |visitor| {
        visitor.open("/account").await;
        visitor.follow("Two-step sign-in").await;
        visitor.press("Set up").await;
        visitor.find("svg.qr path").await;
        visitor.fill("Code from your app", "000000").await;
        visitor.press("Turn on").await;
        visitor.sees("This code does not match").await;
        visitor.fill("Code from your app", &code(visitor).await).await;
        visitor.press("Turn on").await;
        visitor.sees("Keep them now").await;
        assert_eq!(visitor.count(".codes li").await, 10);
        let recovery = visitor.texts(".codes li").await.swap_remove(0);
        visitor.follow("I have kept them").await;
        visitor.driver.delete_cookie("session").await.unwrap();
        for way in ["app", "recovery code"] {
            visitor.open("/login?next=/account/second-factor").await;
            visitor.fill("Name or email address", "admin").await;
            visitor.fill("Password", PASSWORD).await;
            visitor.press("Sign in").await;
            if way == "app" {
                visitor.fill("Code from your app", &code(visitor).await).await;
            } else {
                visitor.follow("Use a recovery code").await;
                visitor.fill("Recovery code", &recovery).await;
            }
            visitor.press("Sign in").await;
            assert_eq!(visitor.address().await, "/account/second-factor", "by the {way}");
            if way == "app" {
                visitor.driver.delete_cookie("session").await.unwrap();
            }
        }
        visitor.sees("9 recovery codes are left").await;
        visitor.script::<()>("document.getElementById('removal_proof').value = 'correct horse battery'").await;
        visitor.press("Turn off").await;
        visitor.sees("Two-step sign-in is off.").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_sets_up_a_second_factor_in_french() {
    visit(async |visitor| {
        visitor.open("/account/second-factor").await;
        visitor.press("Français").await;
        visitor.press("Mettre en place").await;
        visitor.sees("Scannez ceci avec votre application").await;
        visitor.press("Activer").await;
        visitor.sees("Saisissez le code").await;
        visitor.fill("Code de votre application", &code(visitor).await).await;
        visitor.press("Activer").await;
        visitor.sees("Conservez-les maintenant").await;
        visitor.driver.delete_cookie("session").await.unwrap();
        visitor.open("/login").await;
        visitor.fill("Nom ou adresse e-mail", "admin").await;
        visitor.fill("Mot de passe", PASSWORD).await;
        visitor.press("Se connecter").await;
        visitor.fill("Code de votre application", "123").await;
        visitor.press("Se connecter").await;
        visitor.sees("Ce code ne correspond pas").await;
    })
    .await;
}

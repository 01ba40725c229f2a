//! Signing in at an identity provider and out again, in both languages.

use tripmgmt::accounts::Role;

use super::visit::visit_portal;
use super::visitor::Visitor;
use crate::oidc::{IdentityProvider, amelie, tell_the_time};
use crate::support::TestApp;

/// Lets a guest visit a portal that people sign in to at a provider.
async fn visit_as_guest(settings: &[&str], journey: impl AsyncFnOnce(&Visitor)) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let Some(mut provider) = IdentityProvider::start(&base) else { return };
    provider.knows("a-7", &amelie());
    let flags = provider.flags();
    let all: Vec<&str> = flags.iter().map(String::as_str).chain(settings.iter().copied()).collect();
    let portal = TestApp::untouched(&all).await.person("admin", &Role::ALL, None).await.anonymous();
    tell_the_time(&portal);
    portal.listen_on(listener);
    visit_portal(portal, base, journey).await;
}

/// Says who one is, on the provider's own page.
async fn say_who(visitor: &Visitor) {
    visitor.script::<()>("document.querySelector('[name=login]').value = 'a-7'; document.querySelector('[name=password]').value = 'any'").await;
    visitor
        .next_page(async || visitor.script::<()>("document.querySelector('[name=login]').form.submit()").await)
        .await;
}

#[tokio::test]
async fn somebody_signs_in_elsewhere_and_out_again_without_coming_back_in() {
    visit_as_guest(&["--oidc-only=true"], async |visitor| {
        visitor.open("/trips?q=lyon").await;
        visitor.sees("It has no passwords of its own").await;
        visitor.follow("Sign in with Acme").await;
        say_who(visitor).await;
        assert_eq!(visitor.address().await, "/trips?q=lyon");
        visitor.open("/logout").await;
        visitor.sees("Se déconnecter ?").await;
        visitor.click(&visitor.button("Se déconnecter").await).await;
        // Over the page that says so, the provider asks.
        visitor.find("#op\\.logoutForm").await;
        visitor
            .next_page(async || {
                let press = "document.querySelector('button[value=yes]').click()";
                visitor.script::<()>(press).await;
            })
            .await;
        visitor.sees("Vous êtes déconnecté.").await;
        assert_eq!(visitor.address().await, "/login");
        visitor.open("/trips").await;
        assert_eq!(visitor.address().await, "/login?next=%2Ftrips");
    })
    .await;
}

#[tokio::test]
async fn somebody_signs_in_elsewhere_in_french() {
    visit_as_guest(&[], async |visitor| {
        visitor.open("/login").await;
        visitor.press("Français").await;
        visitor.sees("Avec un mot de passe").await;
        visitor.follow("Se connecter avec Acme").await;
        say_who(visitor).await;
        visitor.open("/account").await;
        visitor.sees("Connecté en tant que amelie").await;
    })
    .await;
}

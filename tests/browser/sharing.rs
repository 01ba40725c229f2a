//! Sharing a trip and what the other person sees of it, in both languages.

use serde_json::json;
use tripmgmt::accounts::Role;

use super::visit;
use super::visitor::Visitor;
use crate::support::TestApp;

/// Goes on as somebody else.
async fn become_other(visitor: &Visitor, person: &TestApp) {
    let mut session = thirtyfour::Cookie::new("session", person.session());
    session.set_path("/");
    visitor.driver.add_cookie(session).await.unwrap();
}

#[tokio::test]
async fn somebody_shares_a_trip_and_the_other_edits_and_leaves_it() {
    visit(async |visitor| {
        let vera = visitor.portal.person("vera", &[Role::User], None).await;
        visitor.portal.trip(json!({"name": "Kick-off"})).await;
        visitor.open("/trips").await;
        visitor.follow("Kick-off").await;
        visitor.fill("Person", "verra").await;
        visitor.press("Share").await;
        visitor.sees("Nobody who can sign in has this name or email address").await;
        assert_eq!(visitor.value("Person").await, "verra");
        visitor.fill("Person", "vera@portal.test").await;
        visitor.press("Share").await;
        visitor.sees("is shared now").await;
        visitor.choose("What vera may do", "may edit").await;
        visitor.press("Save what vera may do").await;
        visitor.sees("Saved who may do what").await;

        become_other(visitor, &vera).await;
        visitor.open("/trips").await;
        visitor.choose("Whose", "Shared with me").await;
        visitor.press("Show trips").await;
        visitor.sees("of admin").await;
        visitor.follow("Kick-off").await;
        assert_eq!(visitor.texts(".trip__actions a, .trip__actions button").await, ["Edit"]);
        visitor.follow("Edit").await;
        visitor.fill("Place", "Lyon").await;
        visitor.press("Save trip").await;
        assert_eq!(visitor.text(".ticket__city").await, "Lyon");
        visitor.press("Leave this trip").await;
        visitor.sees("You have left TRP-").await;
        assert_eq!(visitor.count(".row__trip").await, 0);
    })
    .await;
}

#[tokio::test]
async fn somebody_shares_a_trip_in_french_and_takes_it_back() {
    visit(async |visitor| {
        visitor.portal.person("vera", &[Role::User], None).await;
        visitor.portal.trip(json!({"name": "Lancement"})).await;
        visitor.open("/trips").await;
        visitor.press("Français").await;
        visitor.follow("Lancement").await;
        visitor.fill("Personne", "vera").await;
        visitor.press("Partager").await;
        visitor.sees("est maintenant partagé").await;
        visitor.sees("peut consulter").await;
        visitor.press("Ne plus partager avec vera").await;
        visitor.sees("n’est plus partagé avec cette personne").await;
        visitor.sees("Personne d’autre ne voit ce voyage.").await;
    })
    .await;
}

//! Naming travellers and handing a trip over, in one language at a desk and in the other on a telephone.

use serde_json::json;
use tripmgmt::accounts::Role;

use super::visit;

#[tokio::test]
async fn somebody_names_travellers_and_takes_one_back() {
    visit(async |visitor| {
        visitor.portal.person("vera", &[Role::User], None).await;
        visitor.portal.trip(json!({"name": "Kick-off"})).await;
        visitor.open("/trips").await;
        visitor.follow("Kick-off").await;
        visitor.follow("Travellers").await;
        visitor.sees("admin travels, as the trip’s owner").await;
        visitor.fill("Telephone", "+237 6 50").await;
        visitor.press("Add traveller").await;
        visitor.sees("Name somebody with an account, or enter the name").await;
        assert_eq!(visitor.value("Telephone").await, "+237 6 50");
        visitor.fill("Somebody with an account", "vera").await;
        visitor.press("Add traveller").await;
        visitor.sees("are saved").await;
        assert_eq!(visitor.count(".traveller__name").await, 2);
        visitor.press("Remove vera").await;
        visitor.sees("Removed from").await;
        assert_eq!(visitor.texts(".traveller__name").await, ["admin"]);
        visitor.press("Undo").await;
        visitor.sees("Travels again").await;
        assert_eq!(visitor.count(".traveller__name").await, 2);
    })
    .await;
}

#[tokio::test]
async fn somebody_looks_where_everybody_is() {
    visit(async |visitor| {
        let trip = json!({"name": "Kick-off", "destinationPlace": "Lyon", "destinationCountry": "FR",
            "startDate": "2026-05-06", "endDate": "2026-05-08", "status": "submitted"});
        visitor.portal.trip(trip).await;
        visitor.open("/").await;
        visitor.follow("Who is where").await;
        visitor.sees("Nobody is on the road").await;
        visitor.choose("For", "7 days").await;
        visitor.press("Show").await;
        visitor.sees("1 person").await;
        assert_eq!(visitor.count(".map__dot").await, 1);
        visitor.follow("Map of trips").await;
        visitor.sees("1 trip").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_hands_a_trip_over_in_french() {
    visit(async |visitor| {
        visitor.portal.person("vera", &[Role::User], None).await;
        visitor.portal.trip(json!({"name": "Lancement"})).await;
        visitor.open("/trips").await;
        visitor.press("Français").await;
        visitor.follow("Lancement").await;
        visitor.follow("Transmettre").await;
        visitor.fill("Nouveau propriétaire", "vera").await;
        visitor.press("Transmettre").await;
        visitor.sees("appartient maintenant à quelqu’un d’autre").await;
        visitor.sees("en est aussi propriétaire").await;
    })
    .await;
}

//! The order of the list and its pages.

use serde_json::json;
use tripmgmt::demo_data;

use super::visit;

#[tokio::test]
async fn a_heading_sorts_by_its_column_and_says_so() {
    visit(async |visitor| {
        for (name, start, country) in
            [("Beta", "2026-06-03", "DE"), ("Alpha", "2026-06-02", "IT"), ("Gamma", "2026-06-01", "FR")]
        {
            visitor.portal.trip(json!({"name": name, "startDate": start, "destinationCountry": country})).await;
        }
        visitor.open("/trips").await;
        assert_eq!(visitor.text("th[aria-sort=descending]").await, "Changed");
        for (heading, order, rows) in [
            ("Trip", "ascending", ["Alpha", "Beta", "Gamma"]),
            ("Trip", "descending", ["Gamma", "Beta", "Alpha"]),
            ("Dates", "ascending", ["Gamma", "Alpha", "Beta"]),
            ("Destination", "ascending", ["Beta", "Gamma", "Alpha"]),
            ("Destination", "descending", ["Alpha", "Gamma", "Beta"]),
        ] {
            visitor.follow(heading).await;
            assert_eq!(visitor.texts("th[aria-sort]").await, [heading]);
            assert_eq!(visitor.find("th[aria-sort]").await.attr("aria-sort").await.unwrap().unwrap(), order);
            assert_eq!(visitor.texts(".row__trip a").await, rows, "{heading} {order}");
        }
        visitor.back().await;
        assert_eq!(visitor.texts(".row__trip a").await, ["Beta", "Gamma", "Alpha"]);
    })
    .await;
}

#[tokio::test]
async fn pages_lead_forward_and_back_without_losing_the_order() {
    visit(async |visitor| {
        let app = &visitor.portal.app;
        demo_data::load(&app.db, 45, 1, app.clock.now(), |_| {}).await.unwrap();
        visitor.open("/trips?sort=name").await;
        assert_eq!(visitor.text(".count").await, "45 trips");
        assert_eq!(visitor.texts(".pagination a").await, ["Next"]);
        let first = visitor.texts(".row__trip .code").await;
        visitor.follow("Next").await;
        assert_eq!(visitor.texts(".pagination a").await, ["Previous", "Next"]);
        let second = visitor.texts(".row__trip .code").await;
        visitor.follow("Next").await;
        assert_eq!(visitor.texts(".pagination a").await, ["Previous"]);
        let third = visitor.texts(".row__trip .code").await;
        assert_eq!([first.len(), second.len(), third.len()], [20, 20, 5]);
        let mut all = [first.clone(), second.clone(), third].concat();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 45);

        visitor.follow("Previous").await;
        assert_eq!(visitor.texts(".row__trip .code").await, second);
        visitor.follow("Previous").await;
        assert_eq!(visitor.texts(".row__trip .code").await, first);
        assert_eq!(visitor.count("th[aria-sort=ascending]").await, 1);
        assert_eq!(visitor.texts(".pagination a").await, ["Next"]);
    })
    .await;
}

//! The metrics while somebody looks at them, and without scripts.

use super::visit;

#[tokio::test]
async fn curves_are_drawn_from_when_the_page_is_open_and_said_in_words() {
    visit(async |visitor| {
        visitor.open("/admin/metrics").await;
        assert_eq!(visitor.names(".curve figcaption > span").await.len(), 5);
        visitor.sees("The first point comes in a few seconds").await;
        for _ in 0..5 {
            visitor.portal.get("/help").await;
        }
        // A curve of two points, so the second answer is in, too.
        let points = "const points = document.querySelector('[data-curve=rate] polyline').getAttribute('points');
            return points ? points.split(' ').length : 0";
        visitor.eventually("a curve", async || visitor.script::<usize>(points).await >= 2).await;
        assert!(visitor.text("[data-curve=rate] .curve__range").await.starts_with("From "));
        assert!(visitor.text("[data-curve=memory] .curve__now").await.ends_with("MB"));
        assert!(!visitor.shows("Another task answered").await);
        visitor.click(&visitor.find(".curves__table summary").await).await;
        assert!(visitor.texts("[data-samples] th").await.iter().all(|time| time.ends_with("UTC")));

        visitor.press("Français").await;
        visitor.sees("Depuis l’ouverture de cette page").await;
        visitor.eventually("une courbe", async || visitor.script::<usize>(points).await >= 1).await;
        assert!(visitor.text("[data-curve=memory] .curve__now").await.ends_with("Mo"));
    })
    .await;
}

#[tokio::test]
async fn without_an_answer_the_page_says_that_it_rests() {
    visit(async |visitor| {
        visitor.open("/admin/metrics").await;
        visitor.sees("Refreshes by itself").await;
        visitor.driver.delete_cookie("session").await.unwrap();
        visitor.sees("Resting; refresh to go on").await;
    })
    .await;
}

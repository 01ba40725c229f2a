//! The portal without a mouse.

use serde_json::json;
use thirtyfour::Key;

use super::visit;
use super::visitor::Visitor;

async fn two_trips(visitor: &Visitor) {
    for name in ["Fair", "Kick-off"] {
        visitor.portal.trip(json!({"name": name})).await;
    }
}

#[tokio::test]
async fn keys_search_create_edit_and_explain_themselves() {
    visit(async |visitor| {
        two_trips(visitor).await;
        visitor.open("/").await;
        visitor.keys("/").await;
        assert_eq!(visitor.focus().await, "search");
        assert_eq!(visitor.value("Search trips").await, "");
        visitor.keys("fair").await;
        visitor.next_page(async || visitor.keys(Key::Enter).await).await;
        assert_eq!(visitor.address().await, "/trips?q=fair");
        visitor.keys("/").await;
        assert_eq!(visitor.focus().await, "q");

        visitor.follow("Fair").await;
        let trip = visitor.address().await;
        visitor.next_page(async || visitor.keys("e").await).await;
        assert_eq!(visitor.address().await, format!("{trip}/edit"));
        visitor.next_page(async || visitor.keys("n").await).await;
        assert_eq!(visitor.address().await, "/trips/new");

        visitor.keys("?").await;
        assert_eq!(visitor.text("dialog[open] h2").await, "Keyboard shortcuts");
        visitor.keys("n").await;
        visitor.keys(Key::Escape).await;
        visitor.eventually("closed dialog", async || visitor.count("dialog[open]").await == 0).await;
        assert_eq!(visitor.address().await, "/trips/new");
    })
    .await;
}

#[tokio::test]
async fn j_and_k_move_through_the_list_and_enter_opens() {
    visit(async |visitor| {
        two_trips(visitor).await;
        visitor.open("/trips?sort=name").await;
        let focused = "return document.activeElement.textContent";
        for (key, name) in [("j", "Fair"), ("j", "Kick-off"), ("j", "Kick-off"), ("k", "Fair"), ("k", "Fair")] {
            visitor.keys(key).await;
            assert_eq!(visitor.script::<String>(focused).await, name, "after {key}");
        }
        visitor.next_page(async || visitor.keys(Key::Enter).await).await;
        assert_eq!(visitor.text("h1").await, "Fair");
    })
    .await;
}

#[tokio::test]
async fn ctrl_enter_saves_and_letters_typed_are_only_letters() {
    visit(async |visitor| {
        visitor.open("/trips/new").await;
        visitor.fill("Trip name", "n/e?jk").await;
        assert_eq!(visitor.value("Trip name").await, "n/e?jk");
        visitor.fill("Notes", "n/e?jk").await;
        visitor.choose("Country", "Norway").await;
        visitor.keys("n").await;
        assert_eq!(visitor.count("dialog[open]").await, 0);
        assert_eq!(visitor.address().await, "/trips/new");
        visitor.fill("Notes", "By train").await;
        visitor.next_page(async || visitor.ctrl(Key::Enter).await).await;
        assert_eq!(visitor.text("h1").await, "n/e?jk");
        visitor.sees("By train").await;
    })
    .await;
}

#[tokio::test]
async fn switched_off_no_key_does_anything() {
    visit(async |visitor| {
        two_trips(visitor).await;
        visitor.open("/preferences").await;
        visitor.tick("Off").await;
        visitor.press("Save preferences").await;
        assert_eq!(visitor.text(".flash").await, "Preferences saved");
        assert_eq!(visitor.count("[aria-keyshortcuts], dialog").await, 0);

        visitor.open("/trips").await;
        visitor.follow("Fair").await;
        let trip = visitor.address().await;
        for key in ["/", "e", "j", "?", "n"] {
            visitor.keys(key).await;
            assert_eq!(visitor.script::<String>("return document.activeElement.tagName").await, "BODY", "after {key}");
        }
        // Had a key led anywhere, the page after it would come before this one.
        visitor.script::<()>("document.activeElement.blur()").await;
        assert_eq!(visitor.address().await, trip);
    })
    .await;
}

#[tokio::test]
async fn the_first_tab_stop_skips_the_masthead() {
    visit(async |visitor| {
        visitor.open("/trips/new").await;
        visitor.keys(Key::Tab).await;
        assert_eq!(visitor.script::<String>("return document.activeElement.textContent").await, "Skip to the content");
        let is_seen: bool = visitor
            .script(
                "const {left, top, width, height} = document.activeElement.getBoundingClientRect();
                 return document.activeElement === document.elementFromPoint(left + width / 2, top + height / 2)",
            )
            .await;
        assert!(is_seen);
        visitor.keys(Key::Enter).await;
        visitor.eventually("focus on the content", async || visitor.focus().await == "main").await;
        visitor.keys(Key::Tab).await;
        assert_eq!(visitor.focus().await, "name");
    })
    .await;
}

/// What is wrong with how the focused element shows its focus; empty if nothing is: it has a ring, or the label that it is
/// inside of has one, and nothing covers it.
/// The button that opens a date field's calendar is inside that field and has a ring from the browser.
const FOCUS: &str = "
    const here = document.activeElement;
    if (here === document.body) return 'end';
    const hasRing = ({outlineStyle, outlineWidth}) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    const ring = !here.matches(':focus') || hasRing(getComputedStyle(here))
        || here.closest('label') !== null && hasRing(getComputedStyle(here.closest('label')));
    const {left, top, right, bottom} = here.getBoundingClientRect();
    const inside = left >= 0 && top >= 0 && right <= innerWidth && top + 24 <= innerHeight;
    const shown = document.elementFromPoint((left + right) / 2, Math.min((top + bottom) / 2, innerHeight - 2));
    const label = here.labels?.[0];
    const covered = !(here.contains(shown) || label?.contains(shown) || shown?.contains(here) && shown !== document.body);
    if (ring && inside && !covered) return '';
    return `${here.outerHTML.slice(0, 200)} ring ${ring} inside ${inside} covered ${covered}`";

#[tokio::test]
async fn every_tab_stop_shows_that_it_has_the_focus() {
    visit(async |visitor| {
        two_trips(visitor).await;
        for (path, width) in
            [("/", 1440), ("/trips?q=f", 1440), ("/trips?q=f", 390), ("/trips/new", 1440), ("/preferences", 1440)]
        {
            visitor.width(width).await;
            visitor.open(path).await;
            let mut stops = 0;
            loop {
                visitor.keys(Key::Tab).await;
                let mut wrong: String = visitor.script(FOCUS).await;
                // The browser scrolls to what has the focus when it draws the next time.
                for _ in 0..100 {
                    if wrong.is_empty() || wrong == "end" {
                        break;
                    }
                    wrong = visitor.script(FOCUS).await;
                }
                if wrong == "end" {
                    break;
                }
                assert_eq!(wrong, "", "on {path}, {width} px");
                stops += 1;
                assert!(stops < 200, "the focus does not leave {path}");
            }
            assert!(stops > 10, "{path} has {stops} stops");
        }
    })
    .await;
}

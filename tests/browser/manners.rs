//! What every page owes its visitors: no errors, no strangers, no scrolling sideways.

use super::catalogue::Catalogue;
use super::visit;
use super::visitor::Visitor;

/// The errors that the browser has noted since it was last asked. That a page like “not found” has a status like 404 it
/// notes as well, and that it does not ask about text that nobody has typed; both are as they should be.
async fn errors(visitor: &Visitor) -> Vec<String> {
    let url = visitor.driver.current_url().await.unwrap();
    let status = format!("{url} - Failed to load resource: the server responded with a status of 4");
    let entries = visitor.driver.browser_log().await.unwrap();
    let errors = entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message);
    errors.filter(|text| !text.starts_with(&status) && !text.contains("'beforeunload' confirmation panel")).collect()
}

#[tokio::test]
async fn no_page_logs_an_error_or_asks_another_host() {
    visit(async |visitor| {
        let catalogue = Catalogue::of(visitor).await;
        let mut wrong = Vec::new();
        for stop in &catalogue.stops {
            catalogue.go(visitor, stop).await;
            wrong.extend(errors(visitor).await.into_iter().map(|message| format!("{}: {message}", stop.name)));
            let asked: Vec<String> = visitor
                .script(
                    "const asked = performance.getEntriesByType('resource').map(({name}) => name);
                     return asked.filter(name => !name.startsWith(location.origin))",
                )
                .await;
            wrong.extend(asked.into_iter().map(|address| format!("{} asks {address}", stop.name)));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn no_page_scrolls_sideways_on_telephones_and_tablets() {
    visit(async |visitor| {
        let catalogue = Catalogue::of(visitor).await;
        let mut wrong = Vec::new();
        for stop in &catalogue.stops {
            catalogue.go(visitor, stop).await;
            for width in [360, 768, 1024] {
                visitor.width(width).await;
                let wide: Vec<String> = visitor.script(SIDEWAYS).await;
                if !wide.is_empty() {
                    wrong.push(format!("{}, {width} px: {}", stop.name, wide.join(" ")));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}

/// The elements without which a page that scrolls sideways would not; none if it does not.
const SIDEWAYS: &str = "
    const page = document.documentElement;
    const scrolls = () => page.scrollWidth > page.clientWidth;
    if (!scrolls()) return [];
    const guilty = [...document.querySelectorAll('main *, header *, footer *')].filter(element => {
        element.style.setProperty('display', 'none', 'important');
        const cured = !scrolls();
        element.style.removeProperty('display');
        return cured;
    }).map(element => element.cloneNode().outerHTML);
    return guilty.length ? guilty : ['several elements at once']";

/// Swagger UI is not ours to test; that it works under our policy is.
#[tokio::test]
async fn the_api_guide_lists_what_programs_can_do() {
    visit(async |visitor| {
        visitor.open("/help").await;
        visitor.follow("API guide").await;
        visitor.click(&visitor.find(".opblock-post .opblock-summary-control").await).await;
        visitor.sees("Responses").await;
        assert!(visitor.shows("/api/trips/{id}").await);
        let errors = errors(visitor).await;
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    })
    .await;
}

//! Somebody at a browser: what they do to a page and what they see on it, in the words they would use.

use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::Value;
use thirtyfour::action_chain::ActionChain;
use thirtyfour::prelude::*;

use crate::support::TestApp;

/// How long a page may take before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(30);

/// After so long without another page, a click was swallowed.
const SWALLOWED: Duration = Duration::from_secs(10);

/// A browser, and the portal it visits.
pub struct Visitor {
    pub portal: TestApp,
    pub driver: WebDriver,
    /// The portal's address, without a slash at its end.
    pub base: String,
}

/// Going places.
impl Visitor {
    /// Lets the browser have the session that the tests' own requests have.
    pub async fn sign_in(&self) {
        // A cookie is set where one is.
        self.open("/help").await;
        self.take_session().await;
    }

    /// As [`Self::sign_in`], without leaving the page.
    pub async fn take_session(&self) {
        let mut session = Cookie::new("session", self.portal.session());
        session.set_path("/");
        self.driver.add_cookie(session).await.unwrap();
    }

    /// Has the browser forget the session.
    pub async fn become_a_guest(&self) {
        self.driver.delete_cookie("session").await.unwrap();
    }

    /// Types an address.
    pub async fn open(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.base)).await.unwrap();
    }

    /// Opens the link in the newest mail that has one.
    pub async fn open_mailed_link(&self) {
        let link = sqlx::query_scalar("select link from mails where link is not null order by ctid desc limit 1");
        let link: String = link.fetch_one(&self.portal.app.db).await.unwrap();
        self.open(&link).await;
    }

    /// Presses the button of this name and waits for the page that follows.
    pub async fn press(&self, name: &str) {
        self.next_page(async || self.click(&self.button(name).await).await).await;
    }

    /// Follows the link of this name and waits for its page.
    pub async fn follow(&self, name: &str) {
        self.next_page(async || self.click(&self.named("self::a", name).await).await).await;
    }

    /// Scrolls to an element, so that it is not under the masthead, and presses the mouse on it.
    pub async fn click(&self, element: &WebElement) {
        self.driver
            .execute("arguments[0].scrollIntoView({block: 'center'})", [element.to_json().unwrap()])
            .await
            .unwrap();
        self.keyboard_and_mouse().move_to_element_center(element).click().perform().await.unwrap();
    }

    /// Goes back as by the browser's own button, and waits for the page that was there.
    pub async fn back(&self) {
        self.next_page(async || self.driver.back().await.unwrap()).await;
    }

    /// Does something that leads to another page, and waits until that is there. On a busy machine a page that is still
    /// being drawn swallows a click now and then; a person would click again.
    pub async fn next_page(&self, act: impl AsyncFn()) {
        let old = self.driver.find(By::Tag("html")).await.unwrap();
        let has_gone = async || !old.is_present().await.unwrap_or(true);
        act().await;
        let began = Instant::now();
        while !has_gone().await && began.elapsed() < SWALLOWED {
            pause().await;
        }
        if !has_gone().await {
            act().await;
        }
        self.eventually("another page", has_gone).await;
        self.eventually("the whole page", async || {
            self.script::<String>("return document.readyState").await == "complete"
        })
        .await;
    }

    /// Path and query of the page.
    pub async fn address(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
    }

    /// Those pairs of the page's query that have a value.
    pub async fn query(&self) -> Vec<(String, String)> {
        let url = self.driver.current_url().await.unwrap();
        url.query_pairs().into_owned().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// Filling forms in.
impl Visitor {
    /// Puts text into the field with this label, in the place of what stood there.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.send_keys(Key::Control + "a").await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Takes an option of the list with this label. Not by a click, since WebDriver counts all of a closed `<details>` as
    /// hidden, also where a style shows it.
    pub async fn choose(&self, label: &str, option: &str) {
        let list = self.field(label).await.to_json().unwrap();
        let script = "const [list, text] = arguments;
            const option = [...list.options].find(option => option.text === text);
            option.selected = true;
            list.dispatchEvent(new Event('change', {bubbles: true}))";
        self.script_with::<()>(script, vec![list, option.into()]).await;
    }

    /// Ticks a box or takes one of several choices, by a click on its label.
    pub async fn tick(&self, label: &str) {
        self.click(&self.named("self::label", label).await).await;
    }

    /// What stands in the field with this label.
    pub async fn value(&self, label: &str) -> String {
        self.field(label).await.prop("value").await.unwrap().unwrap_or_default()
    }

    async fn field(&self, label: &str) -> WebElement {
        let label = self.named("self::label", label).await;
        let id = label.attr("for").await.unwrap().unwrap();
        self.driver.find(By::Id(id)).await.unwrap()
    }

    /// Presses a key while Ctrl is down.
    pub async fn ctrl(&self, key: Key) {
        self.keyboard_and_mouse().key_down(Key::Control).send_keys(key).key_up(Key::Control).perform().await.unwrap();
    }

    /// Types on the keyboard, into whatever has the focus.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.keyboard_and_mouse().send_keys(keys).perform().await.unwrap();
    }

    fn keyboard_and_mouse(&self) -> ActionChain {
        self.driver.action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO))
    }
}

/// Looking at the page.
impl Visitor {
    /// The one element that a selector finds; waits for it.
    pub async fn find(&self, css: &str) -> WebElement {
        self.eventually(&format!("{css} on the page"), async || self.count(css).await > 0).await;
        self.driver.find(By::Css(css)).await.unwrap()
    }

    /// How many elements a selector finds now.
    pub async fn count(&self, css: &str) -> usize {
        self.driver.find_all(By::Css(css)).await.unwrap().len()
    }

    /// The words that an element shows; waits for it.
    pub async fn text(&self, css: &str) -> String {
        self.find(css).await;
        self.texts(css).await.swap_remove(0)
    }

    /// The words that each element of a selector shows.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let texts =
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.replace(/\\n+/g, '\\n').trim())";
        self.script_with(texts, vec![css.into()]).await
    }

    /// Waits until the page shows these words.
    pub async fn sees(&self, words: &str) {
        self.eventually(&format!("“{words}”"), async || self.shows(words).await).await;
    }

    /// Whether the page shows these words now.
    pub async fn shows(&self, words: &str) -> bool {
        self.texts("body").await.concat().contains(words)
    }

    /// The names that each element of a selector has for screen readers, which read hidden words, too.
    pub async fn names(&self, css: &str) -> Vec<String> {
        let names =
            "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent.replace(/\\s+/g, ' ').trim())";
        self.script_with(names, vec![css.into()]).await
    }

    /// The title of the page.
    pub async fn title(&self) -> String {
        self.driver.title().await.unwrap()
    }

    /// The id of the element that has the focus; empty if it has none.
    pub async fn focus(&self) -> String {
        self.script("return document.activeElement.id").await
    }

    /// The button of this name.
    pub async fn button(&self, name: &str) -> WebElement {
        self.named("self::button", name).await
    }

    /// The visible element of a kind that has this name, be it by its words or for screen readers.
    async fn named(&self, kind: &str, name: &str) -> WebElement {
        let path = By::XPath(format!(r#"//*[{kind}][normalize-space() = "{name}" or @aria-label = "{name}"]"#));
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            for element in self.driver.find_all(path.clone()).await.unwrap() {
                if self.is_shown(&element).await {
                    return element;
                }
            }
            pause().await;
        }
        self.gives_up(&format!("{kind} “{name}”")).await
    }

    /// Whether an element shows, inside a closed `<details>` as well.
    async fn is_shown(&self, element: &WebElement) -> bool {
        let script = "return arguments[0].checkVisibility({visibilityProperty: true})";
        let answer = self.driver.execute(script, [element.to_json().unwrap()]).await;
        answer.is_ok_and(|shown| shown.convert().unwrap_or(false))
    }

    /// What a script returns.
    pub async fn script<T: DeserializeOwned>(&self, script: &str) -> T {
        self.script_with(script, Vec::new()).await
    }

    /// What a script returns that gets arguments.
    pub async fn script_with<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        self.driver.execute(script, arguments).await.unwrap().convert().unwrap()
    }

    /// Waits until something is so.
    pub async fn eventually(&self, what: &str, is_so: impl AsyncFn() -> bool) {
        let began = Instant::now();
        while !is_so().await {
            if began.elapsed() > PATIENCE {
                self.gives_up(what).await;
            }
            pause().await;
        }
    }

    async fn gives_up(&self, what: &str) -> ! {
        let said = self.texts("h1, .flash, .error-summary").await.join("\n");
        panic!("there is no {what} at {}, “{}”:\n{said}", self.address().await, self.title().await);
    }
}

async fn pause() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}

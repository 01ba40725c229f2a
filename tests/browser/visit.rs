//! A visit from beginning to end, however it ends.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::pin::pin;
use std::task::Poll;

use super::driver::Session;
use super::visitor::Visitor;
use crate::support::TestApp;

/// Lets a test visit a portal of its own that has no trips yet; skips the test where there is no browser.
pub async fn visit(journey: impl AsyncFnOnce(&Visitor)) {
    let portal = TestApp::start().await;
    let base = portal.listen().await;
    visit_portal(portal, base, async |visitor| {
        visitor.sign_in().await;
        journey(visitor).await;
    })
    .await;
}

/// As [`visit`], at a portal that serves already, by whoever the test signs in.
pub async fn visit_portal(portal: TestApp, base: String, journey: impl AsyncFnOnce(&Visitor)) {
    let Some(session) = Session::start().await else { return };
    let visitor = Visitor { portal, driver: session.driver.clone(), base };
    let outcome = caught(journey(&visitor)).await;
    if outcome.is_err() {
        leave_a_picture(&visitor).await;
    }
    // Also after a failure: a driver that is dropped waits for minutes.
    session.driver.quit().await.unwrap();
    outcome.unwrap_or_else(|panic| resume_unwind(panic));
}

/// Waits for a journey, or for the panic that ends it.
async fn caught(journey: impl Future<Output = ()>) -> std::thread::Result<()> {
    let mut journey = pin!(journey);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| journey.as_mut().poll(context))) {
        Ok(progress) => progress.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}

/// What the page looked like when the test failed.
async fn leave_a_picture(visitor: &Visitor) {
    let test = std::thread::current().name().unwrap_or("browser").replace("::", "-");
    let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}.png"));
    match visitor.driver.screenshot(&picture).await {
        Ok(()) => eprintln!("the page looked like {}", picture.display()),
        Err(error) => eprintln!("there is no picture of the page: {error}"),
    }
}

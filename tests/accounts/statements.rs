//! Which statements a request sends to the database: what takes the same statements takes the same time, as far as anybody
//! can measure from outside.

use std::cell::RefCell;
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

thread_local! {
    /// The beginnings of the statements that this thread, and so this test, has sent since it began to record.
    static RECORD: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// One for all tests: what each thread sets for itself gets into the way of the others.
static RECORDER: Once = Once::new();

struct Recorder;

struct Summary;

impl Visit for Summary {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.record_str(field, &format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            RECORD.with_borrow_mut(|record| record.iter_mut().for_each(|record| record.push(value.to_owned())));
        }
    }
}

impl<S: Subscriber> Layer<S> for Recorder {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        event.record(&mut Summary);
    }
}

/// Waits for a request; returns with it the beginnings of the statements it sent.
pub async fn statements<T>(request: impl Future<Output = T>) -> (T, Vec<String>) {
    RECORDER.call_once(|| {
        let recorder = Recorder.with_filter(filter_fn(|metadata| metadata.target() == "sqlx::query"));
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(recorder)).unwrap();
    });
    RECORD.set(Some(Vec::new()));
    let answer = request.await;
    let mut statements = RECORD.take().unwrap();
    assert!(statements.len() > 3, "nothing was recorded: {statements:?}");
    for statement in &mut statements {
        // Keeping something and undoing it are one statement each.
        *statement = statement.replace("RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT");
    }
    (answer, statements)
}

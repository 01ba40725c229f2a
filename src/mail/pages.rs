//! The administrators' page about mails: what is on its way, what the server said, and a way to try the settings out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use lettre::Address;
use uuid::Uuid;

use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::mail::queue::{self, Position, Slice};
use crate::mail::views::MailsPage;
use crate::mail::{Letter, MailId, MailKind, enqueue};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::base;
use crate::web::fields::{Fields, address};
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

const HERE: &str = "/admin/mails";

/// The longest address there is (RFC 5321, 4.5.3.1.3, without the angle brackets).
const LONGEST_ADDRESS: usize = 254;

/// `GET /admin/mails`
///
/// # Errors
/// The database does not answer, or the address names no page.
pub async fn index(State(app): State<App>, page: Page, headers: HeaderMap, uri: Uri) -> Result<Response, AppError> {
    let position = position(&Fields::from_query(&uri)?)?;
    let slice = queue::page(&app.db, position, !app.mailer.is_configured(), page.now).await?;
    page.render(&mails_page(&app, &page, &headers, slice))
}

/// `POST /admin/mails`: a test mail to an address.
///
/// # Errors
/// The database does not answer. An address that cannot be used comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, AppError> {
    let recipient = fields.get("recipient").unwrap_or_default().trim();
    if let Err(message) = check(&app, recipient) {
        let slice = queue::page(&app.db, Position::First, !app.mailer.is_configured(), page.now).await?;
        let mut errors = FieldErrors::default();
        errors.add("recipient", message);
        let view = MailsPage { recipient: recipient.to_owned(), errors, ..mails_page(&app, &page, &headers, slice) };
        return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    let letter = Letter { kind: MailKind::Test, to: recipient, name: "", language: page.language, link: None };
    let mut transaction = app.db.begin().await?;
    enqueue(&mut transaction, &app, &letter).await?;
    audit::record(&mut *transaction, &app, &address, &me.actor(), Action::TestMailSent, recipient).await?;
    transaction.commit().await?;
    Ok(Flash::new(FlashKind::TestMailQueued).leave(redirect::see_other(HERE)))
}

fn check(app: &App, recipient: &str) -> Result<(), Message> {
    if !app.mailer.is_configured() {
        return Err(Message::new("error-mail-not-configured"));
    }
    if recipient.is_empty() {
        return Err(Message::new("error-mail-recipient-empty"));
    }
    if recipient.chars().count() > LONGEST_ADDRESS || recipient.parse::<Address>().is_err() {
        return Err(Message::new("error-mail-recipient"));
    }
    Ok(())
}

/// `POST /admin/mails/{mail}/delivery`: due now, whatever came before.
///
/// # Errors
/// The database does not answer, or the address names no mail.
pub async fn deliver(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let id = MailId(Uuid::try_parse(&id).map_err(|_| AppError::NotFound)?);
    let is_due = queue::send_again(&app.db, id, app.clock.now()).await?;
    audit::record(&app.db, &app, &address, &me.actor(), Action::MailSentAgain, &id.to_string()).await?;
    app.mailer.wake();
    let done = if is_due { FlashKind::MailDue } else { FlashKind::MailSettled };
    Ok(Flash::new(done).leave(redirect::see_other(HERE)))
}

fn mails_page(app: &App, page: &Page, headers: &HeaderMap, slice: Slice) -> MailsPage {
    let to = |name: &str, id: MailId| address(HERE, [(name, id.to_string().as_str())]);
    MailsPage {
        is_configured: app.mailer.is_configured(),
        base: base::of(app, headers),
        previous: slice.previous.map(|id| to("before", id)),
        next: slice.next.map(|id| to("after", id)),
        rows: slice.rows,
        recipient: String::new(),
        errors: FieldErrors::default(),
        now: page.now,
    }
}

fn position(query: &Fields) -> Result<Position, AppError> {
    let read = |name: &'static str| {
        let id = query.get(name).map(Uuid::try_parse).transpose();
        id.map(|id| id.map(MailId)).map_err(|_| AppError::field(name, Message::new("error-cursor")))
    };
    Ok(match (read("after")?, read("before")?) {
        (Some(id), _) => Position::After(id),
        (None, Some(id)) => Position::Before(id),
        (None, None) => Position::First,
    })
}

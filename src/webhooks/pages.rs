//! The administrators' pages of webhooks.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use uuid::Uuid;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::sessions::address::ClientAddress;
use crate::sessions::{Identity, SignedIn};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::{TextPair, TextPath};
use crate::web::redirect;
use crate::webhooks::form::WebhookForm;
use crate::webhooks::signature::SigningKey;
use crate::webhooks::views::{WebhookPage, WebhooksPage};
use crate::webhooks::{self, Webhook, WebhookId, queries};

/// `GET /admin/webhooks`
///
/// # Errors
/// The database does not answer.
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, page: Page) -> Result<Response, AppError> {
    let form = WebhookForm { is_on: true, ..WebhookForm::default() };
    page.render(&webhooks_page(&app, &me, form, FieldErrors::default()).await?)
}

async fn webhooks_page(
    app: &App,
    me: &Identity,
    form: WebhookForm,
    errors: FieldErrors,
) -> Result<WebhooksPage, AppError> {
    Ok(WebhooksPage { webhooks: queries::all(&app.db).await?, form, errors, zone: me.time_zone })
}

/// `POST /admin/webhooks`: the answer is the only page that ever shows the secret.
///
/// # Errors
/// The database does not answer. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let form = WebhookForm { is_on: true, ..WebhookForm::from_fields(&fields) };
    let made = match form.parse(&app.config) {
        Ok(input) => webhooks::create(&app, &me, &address, &input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match made {
        Ok((webhook, key)) => with_secret(&app, &me, &page, webhook, &key).await,
        Err(AppError::Validation(errors)) => {
            let view = webhooks_page(&app, &me, form, errors).await?;
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

async fn with_secret(
    app: &App,
    me: &Identity,
    page: &Page,
    webhook: Webhook,
    key: &SigningKey,
) -> Result<Response, AppError> {
    let view = webhook_page(app, me, webhook, None).await?;
    let view = WebhookPage { secret: Some(key.reveal()), ..view };
    let mut response = page.render_status(StatusCode::CREATED, &view)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn webhook_page(
    app: &App,
    me: &Identity,
    webhook: Webhook,
    after: Option<Uuid>,
) -> Result<WebhookPage, AppError> {
    let mut deliveries = queries::deliveries(&app.db, webhook.id, after).await?;
    let size = usize::try_from(queries::PAGE_SIZE).unwrap_or(usize::MAX);
    let more = deliveries.len() > size;
    deliveries.truncate(size);
    let last = deliveries.last().filter(|_| more);
    Ok(WebhookPage {
        next: last.map(|last| format!("/admin/webhooks/{}?after={}", webhook.id, last.id)),
        form: WebhookForm::of(&webhook),
        version: webhook.version,
        errors: FieldErrors::default(),
        secret: None,
        deliveries,
        webhook,
        zone: me.time_zone,
    })
}

/// The webhook that an address names.
///
/// # Errors
/// [`AppError::NotFound`] if it can be none.
pub fn named(text: &str) -> Result<WebhookId, AppError> {
    Uuid::try_parse(text).map(WebhookId).map_err(|_| AppError::NotFound)
}

/// Where the list of deliveries goes on, as the address has it.
///
/// # Errors
/// [`AppError::Validation`] if that is no delivery.
pub fn read_after(uri: &Uri) -> Result<Option<Uuid>, AppError> {
    let fields = Fields::from_query(uri)?;
    let after = fields.get("after").map(Uuid::try_parse).transpose();
    after.map_err(|_| AppError::field("after", Message::new("error-cursor")))
}

/// `GET /admin/webhooks/{webhook}`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn show(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    TextPath(id): TextPath,
    uri: Uri,
) -> Result<Response, AppError> {
    let webhook = queries::find(&app.db, named(&id)?).await?;
    page.render(&webhook_page(&app, &me, webhook, read_after(&uri)?).await?)
}

/// `PUT /admin/webhooks/{webhook}`: stores it if it still is what the form was filled from.
///
/// # Errors
/// [`AppError::NotFound`]. A form that cannot be accepted comes back with status 422, one that met a newer version with 409.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    TextPath(id): TextPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let id = named(&id)?;
    let form = WebhookForm::from_fields(&fields);
    // A form without a version was not made by us; it must not pass for one that saw the newest.
    let version: i32 = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let changed = match form.parse(&app.config) {
        Ok(input) => webhooks::change(&app, (&me, &address), id, Some(version), &input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    let (status, version, errors) = match changed {
        Ok(_) => {
            let to = redirect::see_other(&format!("/admin/webhooks/{id}"));
            return Ok(Flash::new(FlashKind::WebhookSaved).leave(to));
        }
        Err(AppError::Validation(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, Some(version), errors),
        Err(AppError::Concurrency) => {
            let mut errors = FieldErrors::default();
            errors.add("url", Message::new("error-webhook-newer"));
            (StatusCode::CONFLICT, None, errors)
        }
        Err(error) => return Err(error),
    };
    let webhook = queries::find(&app.db, id).await?;
    let view = webhook_page(&app, &me, webhook, None).await?;
    // Who sees that somebody else saved may save over it.
    let version = version.unwrap_or(view.version);
    page.render_status(status, &WebhookPage { form, version, errors, ..view })
}

/// `DELETE /admin/webhooks/{webhook}`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    webhooks::delete(&app, &me, &address, named(&id)?).await?;
    Ok(Flash::new(FlashKind::WebhookDeleted).leave(redirect::see_other("/admin/webhooks")))
}

/// `POST /admin/webhooks/{webhook}/secret`: the answer is the only page that ever shows the new one.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn replace_secret(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let (webhook, key) = webhooks::replace_secret(&app, &me, &address, named(&id)?).await?;
    with_secret(&app, &me, &page, webhook, &key).await
}

/// `POST /admin/webhooks/{webhook}/test`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn test(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let id = named(&id)?;
    webhooks::test(&app, &me, id).await?;
    let to = redirect::see_other(&format!("/admin/webhooks/{id}"));
    Ok(Flash::new(FlashKind::WebhookTested).leave(to))
}

/// `POST /admin/webhooks/{webhook}/deliveries/{delivery}/repetition`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn send_again(State(app): State<App>, TextPair(id, delivery): TextPair) -> Result<Response, AppError> {
    let id = named(&id)?;
    let delivery = Uuid::try_parse(&delivery).map_err(|_| AppError::NotFound)?;
    queries::send_again(&app.db, id, delivery, app.clock.now()).await?;
    let to = redirect::see_other(&format!("/admin/webhooks/{id}"));
    Ok(Flash::new(FlashKind::WebhookRepeated).leave(to))
}

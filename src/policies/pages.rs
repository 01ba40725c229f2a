//! The administrators' pages of rules.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use uuid::Uuid;

use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::i18n::Message;
use crate::policies::form::RuleForm;
use crate::policies::views::{RulePage, RulesPage};
use crate::policies::{self, RuleId, queries};
use crate::sessions::SignedIn;
use crate::sessions::address::ClientAddress;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

/// The rule that an address names.
///
/// # Errors
/// [`AppError::NotFound`] if it can be none.
pub fn named(text: &str) -> Result<RuleId, AppError> {
    Uuid::try_parse(text).map(RuleId).map_err(|_| AppError::NotFound)
}

fn back(done: FlashKind) -> Response {
    Flash::new(done).leave(redirect::see_other("/admin/policies"))
}

/// `GET /admin/policies`
///
/// # Errors
/// The database does not answer.
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, page: Page) -> Result<Response, AppError> {
    page.render(&RulesPage {
        rules: queries::all(&app.db).await?,
        auto_approves: queries::auto_approves(&app.db).await?,
        zone: me.time_zone,
    })
}

/// `GET /admin/policies/new?kind=…`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such kind.
pub async fn new(page: Page, uri: Uri) -> Result<Response, AppError> {
    let fields = Fields::from_query(&uri)?;
    let kind = fields.get("kind").and_then(|kind| kind.parse().ok()).ok_or(AppError::NotFound)?;
    page.render(&RulePage { rule: None, kind, form: RuleForm::blank(kind), errors: FieldErrors::default() })
}

/// `POST /admin/policies`
///
/// # Errors
/// [`AppError::NotFound`] if there is no such kind. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let form = RuleForm::from_fields(&fields);
    let kind = form.kind().ok_or(AppError::NotFound)?;
    let made = match form.parse(page.language) {
        Ok(input) => policies::create(&app, (&me, &address), &input, true).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match made {
        Ok(_) => Ok(back(FlashKind::RuleSaved)),
        Err(AppError::Validation(errors)) => {
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &RulePage { rule: None, kind, form, errors })
        }
        Err(error) => Err(error),
    }
}

/// `GET /admin/policies/{rule}/edit`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn edit(State(app): State<App>, page: Page, TextPath(id): TextPath) -> Result<Response, AppError> {
    let rule = queries::find(&app.db, named(&id)?).await?;
    page.render(&RulePage {
        rule: Some((rule.id, rule.version)),
        kind: rule.demand.kind(),
        form: RuleForm::of(&rule, page.language),
        errors: FieldErrors::default(),
    })
}

/// `PUT /admin/policies/{rule}`: stores it if it still is what the form was filled from.
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
    let rule = queries::find(&app.db, named(&id)?).await?;
    let kind = rule.demand.kind();
    let form = RuleForm { kind: kind.as_str().to_owned(), ..RuleForm::from_fields(&fields) };
    // A form without a version was not made by us; it must not pass for one that saw the newest.
    let version: i32 = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let changed = match form.parse(page.language) {
        Ok(input) => {
            let by = (&*me, &address);
            policies::change(&app, by, rule.id, Some(version), (&input, rule.is_on)).await
        }
        Err(errors) => Err(AppError::Validation(errors)),
    };
    let (status, version, errors) = match changed {
        Ok(_) => return Ok(back(FlashKind::RuleSaved)),
        Err(AppError::Validation(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, version, errors),
        Err(AppError::Concurrency) => {
            let mut errors = FieldErrors::default();
            errors.add("name", Message::new("error-rule-newer"));
            // Who sees that somebody else saved may save over it.
            (StatusCode::CONFLICT, queries::find(&app.db, rule.id).await?.version, errors)
        }
        Err(error) => return Err(error),
    };
    page.render_status(status, &RulePage { rule: Some((rule.id, version)), kind, form, errors })
}

/// `DELETE /admin/policies/{rule}`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    policies::delete(&app, (&me, &address), named(&id)?).await?;
    Ok(back(FlashKind::RuleDeleted))
}

/// `POST /admin/policies/{rule}/activation`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn activate(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    policies::switch(&app, (&me, &address), named(&id)?, true).await?;
    Ok(back(FlashKind::RuleOn))
}

/// `DELETE /admin/policies/{rule}/activation`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn deactivate(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    policies::switch(&app, (&me, &address), named(&id)?, false).await?;
    Ok(back(FlashKind::RuleOff))
}

/// `POST /admin/policies/auto-approval`
///
/// # Errors
/// The database refuses or does not answer.
pub async fn start_approving(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
) -> Result<Response, AppError> {
    policies::set_auto_approval(&app, (&me, &address), true).await?;
    Ok(back(FlashKind::AutoApprovalOn))
}

/// `DELETE /admin/policies/auto-approval`
///
/// # Errors
/// The database refuses or does not answer.
pub async fn stop_approving(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
) -> Result<Response, AppError> {
    policies::set_auto_approval(&app, (&me, &address), false).await?;
    Ok(back(FlashKind::AutoApprovalOff))
}

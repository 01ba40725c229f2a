//! The page of one's own sessions, and ending them.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use crate::accounts::queries as accounts;
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::sessions::address::ClientAddress;
use crate::sessions::views::SessionsPage;
use crate::sessions::{SessionId, SignedIn, identify, queries};
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

const HERE: &str = "/account/sessions";

/// `GET /account/sessions`
///
/// # Errors
/// The database does not answer.
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, page: Page) -> Result<Response, AppError> {
    let rows = queries::list(&app.db, me.account_id, page.now).await?;
    page.render(&SessionsPage { rows, current: me.session(), time_zone: me.time_zone })
}

/// `DELETE /account/sessions/{session}`: ends one. Ending one that has ended already is no mistake.
///
/// # Errors
/// [`AppError::NotFound`] if the address names no session.
pub async fn destroy(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
    TextPath(id): TextPath,
) -> Result<Response, AppError> {
    let id = SessionId(Uuid::try_parse(&id).map_err(|_| AppError::NotFound)?);
    let mut transaction = app.db.begin().await?;
    if queries::end_one(&mut *transaction, me.account_id, id).await? {
        audit::record(&mut *transaction, &app, &address, &me.actor(), Action::SessionsEnded, &me.login).await?;
    }
    transaction.commit().await?;
    Ok(Flash::new(FlashKind::SessionEnded).leave(redirect::see_other(HERE)))
}

/// `DELETE /account/sessions/others`: ends all but this one.
///
/// # Errors
/// The database does not answer.
pub async fn destroy_others(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
) -> Result<Response, AppError> {
    let mut transaction = app.db.begin().await?;
    queries::end_others(&mut *transaction, me.account_id, me.session()).await?;
    audit::record(&mut *transaction, &app, &address, &me.actor(), Action::SessionsEnded, &me.login).await?;
    transaction.commit().await?;
    Ok(Flash::new(FlashKind::OtherSessionsEnded).leave(redirect::see_other(HERE)))
}

/// `DELETE /account/sessions`: ends all, this one among them, and refuses the tokens that programs have.
///
/// # Errors
/// The database does not answer.
pub async fn destroy_all(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    address: ClientAddress,
) -> Result<Response, AppError> {
    let mut transaction = app.db.begin().await?;
    queries::end_all(&mut *transaction, me.account_id).await?;
    accounts::refuse_older_tokens(&mut *transaction, me.account_id, app.clock.now()).await?;
    audit::record(&mut *transaction, &app, &address, &me.actor(), Action::SessionsEnded, &me.login).await?;
    transaction.commit().await?;
    let mut response = Flash::new(FlashKind::SignedOutEverywhere).leave(redirect::see_other("/login"));
    identify::leave_token(&mut response, None, false);
    Ok(response)
}

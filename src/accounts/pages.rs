//! The page of one's own account.

use axum::extract::State;
use axum::response::Response;

use crate::accounts::queries;
use crate::accounts::views::ShowPage;
use crate::app::App;
use crate::error::AppError;
use crate::sessions::SignedIn;
use crate::web::page::Page;

/// `GET /account`
///
/// # Errors
/// The database does not answer.
pub async fn show(State(app): State<App>, page: Page, SignedIn(me): SignedIn) -> Result<Response, AppError> {
    let account = queries::find(&app.db, me.account_id).await?;
    let manager = match account.manager_id {
        Some(id) => Some(queries::find(&app.db, id).await?.display_name()),
        None => None,
    };
    page.render(&ShowPage { account, manager })
}

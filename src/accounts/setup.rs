//! The first administrator of an empty portal: there is no default password, but a link in the log that works once.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use chrono::TimeDelta;
use sqlx::PgExecutor;

use crate::accounts::input::AccountForm;
use crate::accounts::queries::{self, NewAccount};
use crate::accounts::{AccountStatus, Actor, Role};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::reference::TimeZone;
use crate::secret::{self, Secret};
use crate::sessions::address::ClientAddress;
use crate::sessions::pages::enter;
use crate::web::fields::Fields;
use crate::web::filters;
use crate::web::page::Page;

/// How long a link works.
const VALID: TimeDelta = TimeDelta::hours(24);

/// `GET /setup` and a refused `POST /setup`
#[derive(Template)]
#[template(path = "accounts/setup.html")]
pub struct SetupPage {
    pub form: AccountForm,
    /// The key in the link.
    pub key: String,
    pub errors: FieldErrors,
}

/// Makes a link if nobody could sign in as an administrator; returns its path. Every task makes one of its own, and all
/// of them go with the first that is used.
///
/// # Errors
/// The database does not answer.
pub async fn offer(app: &App) -> Result<Option<String>, AppError> {
    if queries::has_administrator(&app.db).await? {
        return Ok(None);
    }
    let key = Secret::generate();
    sqlx::query!("insert into setup_keys (key_hash, expires_at) values ($1, $2)", key.hash(), app.clock.now() + VALID,)
        .execute(&app.db)
        .await?;
    Ok(Some(format!("/setup?key={}", key.reveal())))
}

async fn is_valid(app: &App, key: &str) -> Result<bool, AppError> {
    let found = sqlx::query_scalar!(
        r#"select exists (select 1 from setup_keys where key_hash = $1 and expires_at > $2) as "found!""#,
        secret::hash(key),
        app.clock.now(),
    );
    Ok(found.fetch_one(&app.db).await?)
}

/// Takes all links away, now that there is an administrator.
///
/// # Errors
/// The database does not answer.
pub async fn close(db: impl PgExecutor<'_>) -> Result<u64, AppError> {
    Ok(sqlx::query!("delete from setup_keys").execute(db).await?.rows_affected())
}

/// `GET /setup`
///
/// # Errors
/// [`AppError::NotFound`] if the key is none, was used or is too old.
pub async fn new(State(app): State<App>, page: Page, uri: Uri) -> Result<Response, AppError> {
    let key = Fields::from_query(&uri)?.get("key").unwrap_or_default().to_owned();
    if !is_valid(&app, &key).await? {
        return Err(AppError::NotFound);
    }
    page.render(&SetupPage { form: AccountForm::default(), key, errors: FieldErrors::default() })
}

/// `POST /setup`: makes the administrator and signs them in.
///
/// # Errors
/// [`AppError::NotFound`] as above. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, AppError> {
    let key = fields.get("key").unwrap_or_default().to_owned();
    if !is_valid(&app, &key).await? {
        return Err(AppError::NotFound);
    }
    let form = AccountForm::from_fields(&fields);
    let password = fields.get("password").unwrap_or_default();
    let input = match form.parse(password) {
        Ok(input) => input,
        Err(errors) => return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &SetupPage { form, key, errors }),
    };
    let new = NewAccount {
        login: input.login,
        email: input.email,
        first_name: input.first_name,
        last_name: input.last_name,
        language: page.language,
        time_zone: TimeZone::UTC,
        status: AccountStatus::Active,
        manager: None,
        password_hash: Some(app.passwords.hash(password.to_owned()).await?),
        authorities: Role::ALL.map(|role| role.authority().to_owned()).to_vec(),
    };
    let actor = Actor(new.login.clone());
    let mut transaction = app.db.begin().await?;
    // Whoever is second finds no link left.
    if close(&mut *transaction).await? == 0 {
        return Err(AppError::NotFound);
    }
    let id = match queries::insert(&mut transaction, &app.clock, &actor, &new).await {
        Ok(id) => id,
        Err(AppError::Validation(errors)) => {
            return page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &SetupPage { form, key, errors });
        }
        Err(error) => return Err(error),
    };
    audit::record(&mut *transaction, &app, &address, &actor, Action::AccountCreated, &new.login).await?;
    transaction.commit().await?;
    let account = queries::find(&app.db, id).await?;
    enter(&app, &address, &headers, &account, false, "/").await
}

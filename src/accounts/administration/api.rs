//! Accounts over REST, in the form the old monolith's clients know.

use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use crate::accounts::administration::api_body::{UserBody, UserName};
use crate::accounts::administration::changes::{Administrator, Changed};
use crate::accounts::administration::find;
use crate::accounts::administration::form::UserForm;
use crate::accounts::administration::pages::manager_of;
use crate::accounts::api_body::UserJson;
use crate::accounts::list::{AccountList, AccountName, AccountSort, Criterion};
use crate::accounts::{Account, AccountStatus, authorities, queries as accounts};
use crate::app::App;
use crate::db::keyset::Listed;
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Language, Message};
use crate::web::fields::{Fields, escaped};
use crate::web::json;
use crate::web::path::TextPath;
use crate::web::problem::Problem;
use crate::web::rest_list::{self, Paging, Sorts};

/// What the list of accounts can be sorted by, and its name in `sort`.
const SORTS: Sorts<AccountSort> = &[
    ("id", AccountSort::Id),
    ("login", AccountSort::Login),
    ("firstName", AccountSort::FirstName),
    ("lastName", AccountSort::Name),
    ("email", AccountSort::Email),
    ("activated", AccountSort::Status),
    ("langKey", AccountSort::Language),
    ("createdBy", AccountSort::Creator),
    ("createdDate", AccountSort::Created),
    ("lastModifiedBy", AccountSort::Changer),
    ("lastModifiedDate", AccountSort::Changed),
];

/// What the list for everybody can be sorted by: no more than it shows.
const PUBLIC_SORTS: Sorts<AccountSort> = &[("id", AccountSort::Id), ("login", AccountSort::Login)];

/// The parameters of the list of accounts, for the OpenAPI document.
pub struct ListParameters;

impl IntoParams for ListParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        rest_list::parameters(SORTS)
    }
}

/// The parameters of the list for everybody, for the OpenAPI document.
pub struct PublicListParameters;

impl IntoParams for PublicListParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        rest_list::parameters(PUBLIC_SORTS)
    }
}

/// `GET /api/admin/users`
///
/// # Errors
/// [`AppError::Validation`] naming a parameter that is not known or does not fit.
#[utoipa::path(get, path = "/api/admin/users", tag = "users", operation_id = "listUsers", summary = "List accounts",
    description = "Follow `Link: rel=\"next\"`: a deep page costs what the first one costs.",
    params(ListParameters),
    responses(
        (status = 200, description = "The accounts of this page", body = Vec<UserJson>, headers(
            ("X-Total-Count" = i64, description = "How many accounts there are, exactly"),
            ("Link" = String, description = "`next`, `prev`, `first`, `last` (RFC 8288)"))),
        (status = 400, description = "A parameter is not known or does not fit", body = Problem, content_type = "application/problem+json")))]
pub async fn index(State(app): State<App>, uri: Uri) -> Result<Response, AppError> {
    list(&app, &uri, ("/api/admin/users", SORTS), Vec::new(), |account: Account| UserJson::from(account)).await
}

/// `GET /api/users`
///
/// # Errors
/// As [`index`].
#[utoipa::path(get, path = "/api/users", tag = "users", operation_id = "listUserNames",
    summary = "List the logins of active accounts",
    params(PublicListParameters),
    responses(
        (status = 200, description = "The accounts of this page", body = Vec<UserName>, headers(
            ("X-Total-Count" = i64, description = "How many accounts there are, exactly"),
            ("Link" = String, description = "`next`, `prev`, `first`, `last` (RFC 8288)"))),
        (status = 400, description = "A parameter is not known or does not fit", body = Problem, content_type = "application/problem+json")))]
pub async fn names(State(app): State<App>, uri: Uri) -> Result<Response, AppError> {
    let active = vec![Criterion::Statuses(vec![AccountStatus::Active])];
    let name = |AccountName { id, login }| UserName { id, login };
    list(&app, &uri, ("/api/users", PUBLIC_SORTS), active, name).await
}

async fn list<T: Listed, J: serde::Serialize>(
    app: &App,
    uri: &Uri,
    (path, sorts): (&str, Sorts<AccountSort>),
    criteria: Vec<Criterion>,
    to_json: impl Fn(T) -> J,
) -> Result<Response, AppError> {
    let fields = Fields::from_query(uri)?;
    let mut errors = FieldErrors::default();
    let (paging, unknown) = Paging::read(&fields, sorts, AccountSort::Id, &mut errors);
    for (name, _) in unknown {
        errors.add(name, Message::unknown_filter(name));
    }
    errors.into_result()?;
    let (sort, position, size) = (paging.sort, paging.position.clone(), paging.size);
    let query = AccountList { criteria, sort, position, size };
    paging.answer(&app.db, path, &query, to_json).await
}

/// `GET /api/admin/users/{login}`
///
/// # Errors
/// [`AppError::NotFound`].
#[utoipa::path(get, path = "/api/admin/users/{login}", tag = "users", operation_id = "getUser", summary = "Read an account",
    params(("login" = String, Path, description = "The account's login, or its id")),
    responses((status = 200, description = "The account", body = UserJson),
        (status = 404, description = "No such account", body = Problem, content_type = "application/problem+json")))]
pub async fn show(State(app): State<App>, TextPath(key): TextPath) -> Result<Response, AppError> {
    json::answer(StatusCode::OK, &UserJson::from(find(&app, &key).await?))
}

/// `POST /api/admin/users`
///
/// # Errors
/// [`AppError::Validation`], `error.idexists`.
#[utoipa::path(post, path = "/api/admin/users", tag = "users", operation_id = "createUser", summary = "Create an account",
    description = "The owner is invited by mail to choose a password; until then `activated` is false.",
    request_body = UserBody,
    responses((status = 201, description = "The account", body = UserJson, headers(
            ("Location" = String, description = "Where the account is"))),
        (status = 400, description = "Something in the body does not fit, or login or email address is taken", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(app): State<App>,
    administrator: Administrator,
    request: Request,
) -> Result<Response, AppError> {
    let body: UserBody = json::take(request, &app).await?;
    if body.id.as_ref().is_some_and(|id| !id.is_null()) {
        return Err(AppError::BadRequest { key: "idexists", text: Message::new("error-user-id-exists") });
    }
    let known = authorities::all(&app.db).await?;
    let input = body.parse(UserForm::blank(Language::default()), &known).map_err(AppError::Validation)?;
    let account = administrator.create(input).await?;
    let login = account.login.clone();
    let mut response = json::answer(StatusCode::CREATED, &UserJson::from(account))?;
    json::set_header(&mut response, header::LOCATION, &format!("/api/admin/users/{}", escaped(&login)));
    json::bare_alert(&mut response, "userManagement.created", &login);
    Ok(response)
}

/// `PUT /api/admin/users`
///
/// # Errors
/// As [`update`]; `error.idnull`.
#[utoipa::path(put, path = "/api/admin/users", tag = "users", operation_id = "replaceUserById", summary = "Replace an account",
    description = "The body names the account by its `id`.",
    request_body = UserBody,
    responses((status = 200, description = "The account", body = UserJson),
        (status = 400, description = "Something in the body does not fit, or login or email address is taken", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such account", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Somebody else changed the account at the same time", body = Problem, content_type = "application/problem+json")))]
pub async fn update_by_id(
    State(app): State<App>,
    administrator: Administrator,
    request: Request,
) -> Result<Response, AppError> {
    let body: UserBody = json::take(request, &app).await?;
    let id = body.id()?.ok_or(AppError::BadRequest { key: "idnull", text: Message::new("error-user-id-null") })?;
    let account = accounts::find(&app.db, id).await?;
    store(&app, &administrator, &account, &body).await
}

/// `PUT /api/admin/users/{login}`
///
/// # Errors
/// [`AppError::Validation`], `error.idinvalid`, `error.lastadministrator`, `error.ownaccount`, [`AppError::NotFound`].
#[utoipa::path(put, path = "/api/admin/users/{login}", tag = "users", operation_id = "replaceUser", summary = "Replace an account",
    description = "`activated: true` lets an account in that waits or is blocked; `false` blocks one that is in.",
    params(("login" = String, Path, description = "The account's login, or its id")),
    request_body = UserBody,
    responses((status = 200, description = "The account", body = UserJson),
        (status = 400, description = "Something in the body does not fit, or login or email address is taken", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such account", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Somebody else changed the account at the same time", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(app): State<App>,
    administrator: Administrator,
    TextPath(key): TextPath,
    request: Request,
) -> Result<Response, AppError> {
    let body: UserBody = json::take(request, &app).await?;
    let id = body.id()?;
    let account = find(&app, &key).await?;
    if id.is_some_and(|id| id != account.id) {
        return Err(AppError::BadRequest { key: "idinvalid", text: Message::new("error-user-id-invalid") });
    }
    store(&app, &administrator, &account, &body).await
}

async fn store(
    app: &App,
    administrator: &Administrator,
    account: &Account,
    body: &UserBody,
) -> Result<Response, AppError> {
    let known = authorities::all(&app.db).await?;
    let form = UserForm::of(account, manager_of(app, account).await?.as_deref());
    let input = body.parse(form, &known).map_err(AppError::Validation)?;
    let status = match (body.activated, account.status) {
        (Some(true), _) => AccountStatus::Active,
        (Some(false), AccountStatus::Active) => AccountStatus::Blocked,
        (_, status) => status,
    };
    match administrator.update(account, account.version, &input, status).await? {
        Changed::Stored(account) => {
            let login = account.login.clone();
            let mut response = json::answer(StatusCode::OK, &UserJson::from(account))?;
            json::bare_alert(&mut response, "userManagement.updated", &login);
            Ok(response)
        }
        Changed::Stale(_) => Err(AppError::Concurrency),
    }
}

/// `DELETE /api/admin/users/{login}`
///
/// # Errors
/// `error.lastadministrator`, `error.ownaccount`, [`AppError::NotFound`].
#[utoipa::path(delete, path = "/api/admin/users/{login}", tag = "users", operation_id = "deleteUser", summary = "Delete an account",
    description = "For good. Its trips go to its manager; without one, they belong to nobody, and administrators see them.",
    params(("login" = String, Path, description = "The account's login, or its id")),
    responses((status = 204, description = "Deleted"),
        (status = 400, description = "One's own account, or the last administrator's", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such account", body = Problem, content_type = "application/problem+json")))]
pub async fn destroy(
    State(app): State<App>,
    administrator: Administrator,
    TextPath(key): TextPath,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    administrator.delete(&account, account.manager_id).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    json::bare_alert(&mut response, "userManagement.deleted", &account.login);
    Ok(response)
}

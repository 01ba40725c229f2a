//! The administrators' pages about accounts.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::accounts::administration::changes::{Administrator, Changed};
use crate::accounts::administration::filter::UserList;
use crate::accounts::administration::form::{UserForm, UserInput};
use crate::accounts::administration::views::{ConflictPage, EditPage, IndexPage, NewPage, ShowPage};
use crate::accounts::administration::{find, queries};
use crate::accounts::{Account, authorities};
use crate::app::App;
use crate::db::keyset::{List as _, Total};
use crate::delegates::{Stage, queries as delegates};
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Language, Message};
use crate::reference::TimeZone;
use crate::second_factor::queries as second_factor;
use crate::sessions::{SignedIn, queries as sessions};
use crate::web::conflict::{self, TextForm as _};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::path::TextPath;
use crate::web::redirect;

/// `GET /admin/users`
///
/// # Errors
/// The database does not answer, or a parameter is not text.
pub async fn index(State(app): State<App>, SignedIn(me): SignedIn, page: Page, uri: Uri) -> Result<Response, AppError> {
    let authorities = authorities::all(&app.db).await?;
    let list = UserList::read(&Fields::from_query(&uri)?, &authorities);
    let mut view = IndexPage {
        rows: Vec::new(),
        total: Total::default(),
        columns: list.address.columns(),
        previous: None,
        next: None,
        chips: list.chips(page.language),
        filter: list.form.clone(),
        errors: list.errors.clone(),
        authorities,
        time_zone: me.time_zone,
    };
    if !list.errors.is_empty() {
        return page.render_status(StatusCode::BAD_REQUEST, &view);
    }
    let query = list.query();
    let (slice, total) = tokio::try_join!(query.page(&app.db), query.capped_count(&app.db))?;
    view.total = total;
    view.previous = slice.previous.as_ref().map(|cursor| list.address.before(cursor));
    view.next = slice.next.as_ref().map(|cursor| list.address.after(cursor));
    view.rows = slice.rows;
    page.render(&view)
}

/// `GET /admin/users/{login}`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn show(
    State(app): State<App>,
    administrator: Administrator,
    page: Page,
    TextPath(key): TextPath,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    page.render(&show_page(&app, &administrator, account, FieldErrors::default()).await?)
}

/// An account with everything administrators see of it.
///
/// # Errors
/// The database does not answer.
pub async fn show_page(
    app: &App,
    administrator: &Administrator,
    account: Account,
    errors: FieldErrors,
) -> Result<ShowPage, AppError> {
    let now = app.clock.now();
    let (sessions, trips, entries, has_second_factor, manager, mut delegates) = tokio::try_join!(
        sessions::list(&app.db, account.id, now),
        queries::live_trips(&app.db, account.id),
        queries::entries(&app.db, &account.login),
        second_factor::is_on(&app.db, account.id),
        manager_of(app, &account),
        delegates::named_by(&app.db, account.id),
    )?;
    delegates.retain(|one| one.stage(&now) != Stage::Over);
    delegates.reverse();
    Ok(ShowPage {
        is_own: administrator.is(&account),
        is_mail_configured: app.mailer.is_configured(),
        time_zone: administrator.identity().time_zone,
        current: administrator.identity().session(),
        account,
        errors,
        manager,
        sessions,
        trips,
        entries,
        delegates,
        has_second_factor,
    })
}

/// The login of an account's manager.
///
/// # Errors
/// The database does not answer.
pub async fn manager_of(app: &App, account: &Account) -> Result<Option<String>, AppError> {
    match account.manager_id {
        Some(id) => queries::login_of(&app.db, id).await,
        None => Ok(None),
    }
}

/// `GET /admin/users/new`
///
/// # Errors
/// The database does not answer.
pub async fn new(State(app): State<App>, page: Page) -> Result<Response, AppError> {
    page.render(&NewPage {
        form: UserForm::blank(page.language),
        errors: FieldErrors::default(),
        authorities: authorities::all(&app.db).await?,
    })
}

/// `POST /admin/users`: makes the account and invites its owner.
///
/// # Errors
/// The database does not answer. A form that cannot be accepted comes back with status 422.
pub async fn create(
    State(app): State<App>,
    administrator: Administrator,
    page: Page,
    fields: Fields,
) -> Result<Response, AppError> {
    let authorities = authorities::all(&app.db).await?;
    let form = UserForm::from_fields(&fields);
    let created = match form.parse(&authorities) {
        Ok(input) => administrator.create(input).await,
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match created {
        Ok(account) => Ok(to_account(&account, FlashKind::UserInvited)),
        Err(AppError::Validation(errors)) => {
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &NewPage { form, errors, authorities })
        }
        Err(error) => Err(error),
    }
}

/// `GET /admin/users/{login}/edit`
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn edit(State(app): State<App>, page: Page, TextPath(key): TextPath) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    let form = UserForm::of(&account, manager_of(&app, &account).await?.as_deref());
    page.render(&EditPage {
        version: account.version,
        original: conflict::as_original(&form),
        errors: FieldErrors::default(),
        authorities: authorities::all(&app.db).await?,
        form,
        account,
    })
}

/// `PUT /admin/users/{login}`: stores the form if the account still is what the form was filled from; else shows theirs and
/// mine.
///
/// # Errors
/// [`AppError::NotFound`]. A form that cannot be accepted comes back with status 422, one that met a newer version with 409.
pub async fn update(
    State(app): State<App>,
    administrator: Administrator,
    page: Page,
    TextPath(key): TextPath,
    fields: Fields,
) -> Result<Response, AppError> {
    let account = find(&app, &key).await?;
    let theirs = UserForm::of(&account, manager_of(&app, &account).await?.as_deref());
    let form = conflict::with_picks(UserForm::from_fields(&fields), &theirs, &fields);
    // A form without a version was not made by us; it must not pass for one that saw the newest.
    let version: i32 = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let authorities = authorities::all(&app.db).await?;
    let changed = match form.parse(&authorities) {
        Ok(input) => {
            let input = UserInput { image_url: account.image_url.clone(), ..input };
            administrator.update(&account, version, &input, account.status).await
        }
        Err(errors) => Err(AppError::Validation(errors)),
    };
    match changed {
        Ok(Changed::Stored(account)) => Ok(to_account(&account, FlashKind::UserSaved)),
        Ok(Changed::Stale(account)) => {
            show_conflict(&app, &page, account, form, &fields, administrator.identity().time_zone).await
        }
        Err(AppError::Validation(errors)) => {
            let original = fields.get("original").unwrap_or_default().to_owned();
            let view = EditPage { account, form, version, original, errors, authorities };
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}

async fn show_conflict(
    app: &App,
    page: &Page,
    account: Account,
    mine: UserForm,
    fields: &Fields,
    time_zone: TimeZone,
) -> Result<Response, AppError> {
    let theirs = UserForm::of(&account, manager_of(app, &account).await?.as_deref());
    let mut rows = conflict::differences(&theirs, &mine, conflict::original_of(fields).as_ref());
    if rows.is_empty() {
        // Both wanted the same: it is saved already.
        return Ok(to_account(&account, FlashKind::UserSaved));
    }
    for row in &mut rows {
        row.theirs = in_words(row.field, &row.theirs, page.language);
        row.mine = in_words(row.field, &row.mine, page.language);
    }
    let original = conflict::as_original(&theirs);
    let mine = UserForm::fields().map(|(field, _)| (field, mine.get(field).to_owned())).collect();
    page.render_status(StatusCode::CONFLICT, &ConflictPage { account, mine, original, rows, time_zone })
}

/// What stands in a field, as people call it.
fn in_words(field: &str, text: &str, language: Language) -> String {
    match field {
        "authorities" => {
            let words: Vec<_> = text.split_whitespace().map(|name| authorities::in_words(name, language)).collect();
            words.join(", ")
        }
        "language" => Language::from_tag(text).map_or_else(|| text.to_owned(), |one| one.endonym().to_owned()),
        _ => text.to_owned(),
    }
}

/// The page of an account, with what was done.
#[must_use]
pub fn to_account(account: &Account, done: FlashKind) -> Response {
    Flash::new(done).leave(redirect::see_other(&account.path()))
}

/// The page of an account, with why what was asked for was not done.
///
/// # Errors
/// The database does not answer.
pub async fn refused(
    app: &App,
    page: &Page,
    administrator: &Administrator,
    account: Account,
    why: Message,
) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    errors.add("actions", why);
    page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &show_page(app, administrator, account, errors).await?)
}

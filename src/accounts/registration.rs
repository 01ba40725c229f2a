//! Registering: somebody makes an account for themselves, which waits until its address is proved.

use std::str::FromStr;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use crate::accounts::input::{self, AccountForm, AccountInput};
use crate::accounts::keys::{self, Purpose};
use crate::accounts::limits::Limit;
use crate::accounts::queries::{self, NewAccount};
use crate::accounts::views::RegisterPage;
use crate::accounts::{AccountStatus, Actor, Role};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Language, Message, MessageArg};
use crate::reference::TimeZone;
use crate::sessions::address::ClientAddress;
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::redirect;

/// Who may register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registration {
    Open,
    Closed,
    /// Whoever has an address in one of these domains.
    Domains(Vec<String>),
}

/// A setting that is none of those.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is open, closed, or the mail domains that may register, such as example.com,example.org")]
pub struct UnknownRegistration;

impl FromStr for Registration {
    type Err = UnknownRegistration;

    fn from_str(text: &str) -> Result<Self, UnknownRegistration> {
        let text = text.trim().to_lowercase();
        match text.as_str() {
            "open" => Ok(Self::Open),
            "closed" => Ok(Self::Closed),
            _ => {
                let domains: Vec<String> = text.split(',').map(|domain| domain.trim().to_owned()).collect();
                // With a dot, or a misspelt "closed" would be taken for a domain.
                let are_domains = domains.iter().all(|domain| domain.contains('.') && input::is_domain(domain));
                if are_domains { Ok(Self::Domains(domains)) } else { Err(UnknownRegistration) }
            }
        }
    }
}

impl Registration {
    /// The domains that may register, if not all may.
    #[must_use]
    pub fn domains(&self) -> &[String] {
        match self {
            Self::Domains(domains) => domains,
            Self::Open | Self::Closed => &[],
        }
    }

    /// What is wrong with an address that somebody wants to register with, if anything.
    fn complaint(&self, email: &str) -> Option<Message> {
        if email.trim().is_empty() {
            return Some(Message::new("error-email-empty"));
        }
        let (Self::Domains(domains), Ok(email)) = (self, input::parse_email(email)) else { return None };
        let is_admitted = email.rsplit_once('@').is_some_and(|(_, domain)| domains.iter().any(|one| one == domain));
        (!is_admitted).then(|| Message::new("error-email-domain").with("domains", MessageArg::Text(domains.join(", "))))
    }

    fn parse(&self, form: &AccountForm, password: &str) -> Result<AccountInput, FieldErrors> {
        match (form.parse(password), self.complaint(&form.email)) {
            (Ok(input), None) => Ok(input),
            (parsed, complaint) => {
                let mut errors = parsed.err().unwrap_or_default();
                if let Some(complaint) = complaint {
                    errors.add("email", complaint);
                }
                Err(errors)
            }
        }
    }
}

/// Makes an account that waits for its activation, and queues the mail with the link.
///
/// # Errors
/// [`AppError::RegistrationClosed`], [`AppError::Validation`], also if name or address are taken, and
/// [`AppError::TooManyRequests`].
pub async fn register(
    app: &App,
    from: &ClientAddress,
    form: &AccountForm,
    password: &str,
    language: Language,
    time_zone: TimeZone,
) -> Result<(), AppError> {
    if app.config.registration == Registration::Closed {
        return Err(AppError::RegistrationClosed);
    }
    let input = app.config.registration.parse(form, password).map_err(AppError::Validation)?;
    let now = app.clock.now();
    Limit::REGISTRATION.take(&app.db, &from.network(), now).await?;
    let email = input.email.clone().unwrap_or_default();
    let new = NewAccount {
        login: input.login,
        email: input.email,
        first_name: input.first_name,
        last_name: input.last_name,
        language,
        time_zone,
        status: AccountStatus::Pending,
        manager: None,
        password_hash: Some(app.passwords.hash(password.to_owned()).await?),
        authorities: vec![Role::User.authority().to_owned()],
    };
    let actor = Actor(new.login.clone());
    let mut transaction = app.db.begin().await?;
    forget_never_activated(&mut *transaction, now, Some((&new.login, &email))).await?;
    let id = queries::insert(&mut transaction, &app.clock, &actor, &new).await?;
    let account = queries::find(&mut *transaction, id).await?;
    keys::send(&mut transaction, app, &account, Purpose::Activation, &email).await?;
    audit::record(&mut *transaction, app, from, &actor, Action::Registered, &new.login).await?;
    transaction.commit().await?;
    Ok(())
}

/// Deletes accounts whose time to be activated is over: all, or those that hold a login or an email address which somebody
/// else wants. Whoever has been invited since then, or owns anything, stays.
///
/// # Errors
/// The database does not answer.
pub async fn forget_never_activated(
    db: impl PgExecutor<'_>,
    now: DateTime<Utc>,
    holding: Option<(&str, &str)>,
) -> Result<u64, AppError> {
    let (login, email) = holding.unzip();
    let done = sqlx::query!(
        "delete from accounts a using account_keys k
         where k.account_id = a.id and k.purpose = 'activation' and k.expires_at <= $1
           and a.status = 'pending' and a.last_sign_in_at is null
           and ($2::text is null or a.login = $2 or a.email = $3)
           and not exists (select 1 from account_keys o where o.account_id = a.id and o.expires_at > $1)
           and not exists (select 1 from trips t where t.owner_id = a.id)",
        now,
        login,
        email,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// `GET /account/register`
///
/// # Errors
/// [`AppError::RegistrationClosed`].
pub async fn new(State(app): State<App>, page: Page) -> Result<Response, AppError> {
    if page.identity.is_some() {
        return Ok(redirect::see_other("/account"));
    }
    if app.config.registration == Registration::Closed {
        return Err(AppError::RegistrationClosed);
    }
    page.render(&register_page(&app, AccountForm::default(), FieldErrors::default()))
}

/// `POST /account/register`
///
/// # Errors
/// As [`register`]. A form that cannot be accepted comes back with status 422, or 429 for those who register too often.
pub async fn create(
    State(app): State<App>,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let form = AccountForm::from_fields(&fields);
    let password = fields.get("password").unwrap_or_default();
    let time_zone = fields.get("time_zone").and_then(|zone| zone.parse().ok()).unwrap_or(TimeZone::UTC);
    match register(&app, &address, &form, password, page.language, time_zone).await {
        Ok(()) => {
            let is_sent = app.mailer.is_configured();
            let done = if is_sent { FlashKind::Registered } else { FlashKind::RegisteredWithoutMail };
            Ok(Flash::new(done).leave(redirect::see_other("/login")))
        }
        Err(AppError::Validation(errors)) => {
            page.render_status(StatusCode::UNPROCESSABLE_ENTITY, &register_page(&app, form, errors))
        }
        Err(error @ AppError::TooManyRequests { .. }) => {
            let mut errors = FieldErrors::default();
            errors.add("login", error.text());
            page.render_status(error.status(), &register_page(&app, form, errors))
        }
        Err(error) => Err(error),
    }
}

fn register_page(app: &App, form: AccountForm, errors: FieldErrors) -> RegisterPage {
    let domains = app.config.registration.domains().join(", ");
    RegisterPage { form, domains, sends_mail: app.mailer.is_configured(), errors }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_is_open_closed_or_domains() {
        assert_eq!("open".parse(), Ok(Registration::Open));
        assert_eq!(" Closed ".parse(), Ok(Registration::Closed));
        let domains = Registration::Domains(vec!["example.com".to_owned(), "example.org".to_owned()]);
        assert_eq!("Example.com, example.org".parse(), Ok(domains));
        for wrong in ["", "close", "example", "example.com,", "@example.com", "a b.example"] {
            assert_eq!(wrong.parse::<Registration>(), Err(UnknownRegistration), "{wrong}");
        }
    }
}

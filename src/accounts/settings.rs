//! What people set about themselves: names, language and looks, time zone, and the address they are mailed at.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::accounts::input::{self, parse_name};
use crate::accounts::queries::{self, Settings};
use crate::accounts::views::SettingsPage;
use crate::accounts::{Account, keys};
use crate::accounts::{email_change, new_password};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Language, Message};
use crate::sessions::address::ClientAddress;
use crate::sessions::{Identity, SignedIn};
use crate::web::fields::Fields;
use crate::web::flash::{Flash, FlashKind};
use crate::web::page::Page;
use crate::web::preferences::{self, Theme};
use crate::web::redirect;

/// Where the page is.
pub const HERE: &str = "/account/settings";

/// What somebody typed, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsForm {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub language: String,
    pub theme: String,
    pub shortcuts: String,
    pub time_zone: String,
}

impl SettingsForm {
    /// The names of the fields with the keys of their labels, in the order of the form.
    const FIELDS: [(&'static str, &'static str); 7] = [
        ("first_name", "account-first-name"),
        ("last_name", "account-last-name"),
        ("email", "account-email"),
        ("language", "preferences-language"),
        ("theme", "preferences-theme"),
        ("shortcuts", "preferences-shortcuts"),
        ("time_zone", "account-time-zone"),
    ];

    /// An account's settings as text.
    #[must_use]
    pub fn of(account: &Account) -> Self {
        Self {
            first_name: account.first_name.clone().unwrap_or_default(),
            last_name: account.last_name.clone().unwrap_or_default(),
            email: account.email.clone().unwrap_or_default(),
            language: account.language.tag().to_owned(),
            theme: account.theme.as_str().to_owned(),
            shortcuts: if account.shortcuts { "on" } else { "off" }.to_owned(),
            time_zone: account.time_zone.name().to_owned(),
        }
    }

    fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.get(name).unwrap_or_default().to_owned();
        Self {
            first_name: text("first_name"),
            last_name: text("last_name"),
            email: text("email"),
            language: text("language"),
            theme: text("theme"),
            shortcuts: text("shortcuts"),
            time_zone: text("time_zone"),
        }
    }

    fn get(&self, field: &str) -> &str {
        match field {
            "first_name" => &self.first_name,
            "last_name" => &self.last_name,
            "email" => &self.email,
            "language" => &self.language,
            "theme" => &self.theme,
            "shortcuts" => &self.shortcuts,
            _ => &self.time_zone,
        }
    }

    fn parse(&self, account: &Account) -> Result<(Settings, Option<String>), FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut name = |field: &'static str, label, text| {
            parse_name(text, label).unwrap_or_else(|message| {
                errors.add(field, message);
                None
            })
        };
        let first_name = name("first_name", "account-first-name", &self.first_name);
        let last_name = name("last_name", "account-last-name", &self.last_name);
        let email = parse_email(&self.email, account).unwrap_or_else(|message| {
            errors.add("email", message);
            None
        });
        let language = Language::ALL.into_iter().find(|language| language.tag() == self.language);
        let theme = self.theme.parse::<Theme>().ok();
        let shortcuts = match self.shortcuts.as_str() {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        };
        let time_zone = self.time_zone.parse().ok();
        for (field, message, is_missing) in [
            ("language", "error-language", language.is_none()),
            ("theme", "error-theme", theme.is_none()),
            ("shortcuts", "error-shortcuts", shortcuts.is_none()),
            ("time_zone", "error-time-zone", time_zone.is_none()),
        ] {
            if is_missing {
                errors.add(field, Message::new(message));
            }
        }
        match (language, theme, shortcuts, time_zone) {
            (Some(language), Some(theme), Some(shortcuts), Some(time_zone)) if errors.is_empty() => {
                let image_url = account.image_url.clone();
                Ok((Settings { first_name, last_name, image_url, language, theme, shortcuts, time_zone }, email))
            }
            _ => Err(errors),
        }
    }

    /// The fields in which what is stored differs, with what is stored there.
    fn differences(&self, stored: &Self) -> Vec<(&'static str, String)> {
        let differing = Self::FIELDS.iter().filter(|(field, _)| self.get(field).trim() != stored.get(field));
        differing.map(|(field, label)| (*label, stored.get(field).to_owned())).collect()
    }
}

/// Reads the address; nothing if the account has none and gets none. Once it has one, mails have somewhere to go.
fn parse_email(text: &str, account: &Account) -> Result<Option<String>, Message> {
    match (text.trim(), &account.email) {
        ("", None) => Ok(None),
        ("", Some(_)) => Err(Message::new("error-email-empty")),
        (text, _) => input::parse_email(text).map(Some),
    }
}

/// What is to be saved, besides who saves it.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The version that was seen, if it matters.
    pub version: Option<i32>,
    pub settings: &'a Settings,
    /// The address, if it is given.
    pub email: Option<&'a str>,
    /// The password, which another address takes.
    pub current_password: &'a str,
}

/// Stores settings. Another email address is not stored, but has to be confirmed first; whether that is so is returned. It
/// takes the password, since whoever has the address gets another password: a browser that somebody left open must not
/// suffice. A program showed the password for its token.
///
/// # Errors
/// [`AppError::Concurrency`] if the account has another version by now, and those of `new_password::confirm` and
/// `email_change::request`.
pub async fn save(
    app: &App,
    from: &ClientAddress,
    me: &Identity,
    account: &Account,
    change: Change<'_>,
) -> Result<bool, AppError> {
    let Change { version, settings, email, current_password } = change;
    let new_email = email.filter(|email| account.email.as_deref() != Some(email));
    if let Some(email) = new_email {
        if account.has_password && me.session().is_some() {
            new_password::confirm(app, me, current_password).await?;
        }
        email_change::check(app, account, email).await?;
    }
    let mut transaction = app.db.begin().await?;
    queries::save_settings(&mut *transaction, (account.id, version), settings, &me.actor(), app.clock.now()).await?;
    if let Some(email) = new_email {
        let account = Account { language: settings.language, ..account.clone() };
        email_change::request(&mut transaction, app, from, &account, email).await?;
    }
    audit::record(&mut *transaction, app, from, &me.actor(), Action::SettingsChanged, &me.login).await?;
    transaction.commit().await?;
    Ok(new_email.is_some())
}

/// `GET /account/settings`
///
/// # Errors
/// The database does not answer.
pub async fn edit(State(app): State<App>, SignedIn(me): SignedIn, page: Page) -> Result<Response, AppError> {
    let account = queries::find(&app.db, me.account_id).await?;
    let view = settings_page(&app, account, None, FieldErrors::default()).await?;
    page.render(&view)
}

/// `POST /account/settings`
///
/// # Errors
/// The database refuses or does not answer. What cannot be accepted comes back with status 422, what met a newer version
/// with 409, and who changes addresses too often gets 429.
pub async fn update(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    page: Page,
    address: ClientAddress,
    fields: Fields,
) -> Result<Response, AppError> {
    let account = queries::find(&app.db, me.account_id).await?;
    let form = SettingsForm::from_fields(&fields);
    // A form without a version was not made by us; it must not pass for one that saw the newest.
    let version: i32 = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let saved = match form.parse(&account) {
        Ok((settings, email)) => {
            let current_password = fields.get("current_password").unwrap_or_default();
            let (email, version) = (email.as_deref(), Some(version));
            let change = Change { version, settings: &settings, email, current_password };
            save(&app, &address, &me, &account, change).await.map(|is_to_confirm| (settings, is_to_confirm))
        }
        Err(errors) => Err(AppError::Validation(errors)),
    };
    let (status, errors) = match saved {
        Ok((settings, is_to_confirm)) => {
            let done = match (is_to_confirm, app.mailer.is_configured()) {
                (false, _) => FlashKind::SettingsSaved,
                (true, true) => FlashKind::EmailToConfirm,
                (true, false) => FlashKind::EmailToConfirmWithoutMail,
            };
            let mut response = Flash::new(done).leave(redirect::see_other(HERE));
            preferences::leave(&mut response, Some(settings.language), Some(settings.theme), Some(settings.shortcuts));
            return Ok(response);
        }
        Err(AppError::Validation(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
        Err(error @ AppError::TooManyRequests { .. }) => {
            let mut errors = FieldErrors::default();
            errors.add("email", error.text());
            (error.status(), errors)
        }
        Err(AppError::Concurrency) => (StatusCode::CONFLICT, FieldErrors::default()),
        Err(error) => return Err(error),
    };
    let stored_version = account.version;
    let mut view = settings_page(&app, account, Some(form), errors).await?;
    // Who sees what is stored by now may save over it; a form that was refused for other reasons has not seen it.
    view.version = if status == StatusCode::CONFLICT { stored_version } else { version };
    view.is_stale = status == StatusCode::CONFLICT;
    page.render_status(status, &view)
}

async fn settings_page(
    app: &App,
    account: Account,
    typed: Option<SettingsForm>,
    errors: FieldErrors,
) -> Result<SettingsPage, AppError> {
    let stored = SettingsForm::of(&account);
    let form = typed.unwrap_or_else(|| stored.clone());
    Ok(SettingsPage {
        pending_email: keys::pending_email(&app.db, account.id, app.clock.now()).await?,
        differences: form.differences(&stored),
        form,
        version: account.version,
        is_stale: false,
        account,
        errors,
    })
}

//! Everything administrators change about accounts: decided, stored and written into the audit log in one transaction, for
//! pages and REST alike.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sqlx::PgConnection;

use crate::accounts::administration::form::{UserInput, authorities_changed};
use crate::accounts::administration::queries;
use crate::accounts::keys::{self, Purpose};
use crate::accounts::queries::{self as accounts, NewAccount};
use crate::accounts::{Account, AccountId, AccountStatus, Actor, Role, authorities, closing};
use crate::app::App;
use crate::audit::{self, Action};
use crate::delegates::{self, DelegationId, queries as delegations};
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::mail::{self, Letter, MailKind};
use crate::sessions::address::ClientAddress;
use crate::sessions::{Identity, SessionId, SignedIn, queries as sessions};

/// An administrator at work.
pub struct Administrator {
    app: App,
    me: std::sync::Arc<Identity>,
    address: ClientAddress,
}

impl FromRequestParts<App> for Administrator {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let SignedIn(me) = SignedIn::from_request_parts(parts, app).await?;
        let Ok(address) = ClientAddress::from_request_parts(parts, app).await;
        Ok(Self { app: app.clone(), me, address })
    }
}

/// What became of a change.
#[derive(Debug)]
pub enum Changed {
    Stored(Account),
    /// Somebody else stored another version in the meantime: this one.
    Stale(Account),
}

impl Administrator {
    /// The person.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.me
    }

    /// Whether an account is their own.
    #[must_use]
    pub fn is(&self, account: &Account) -> bool {
        self.me.account_id == account.id
    }

    fn actor(&self) -> Actor {
        self.me.actor()
    }

    async fn record(&self, db: &mut PgConnection, action: Action, subject: &str) -> Result<(), AppError> {
        audit::record(db, &self.app, &self.address, &self.actor(), action, subject).await
    }

    async fn record_detail(
        &self,
        db: &mut PgConnection,
        action: Action,
        subject: &str,
        detail: &str,
    ) -> Result<(), AppError> {
        audit::record_detail(db, &self.app, &self.address, &self.actor(), action, subject, detail).await
    }

    /// Makes an account and queues the mail that invites its owner to choose a password.
    ///
    /// # Errors
    /// [`AppError::Validation`] if there is no email address to invite to, login or email is taken, or the manager is none.
    pub async fn create(&self, input: UserInput) -> Result<Account, AppError> {
        let Some(email) = input.email.clone() else {
            return Err(AppError::field("email", Message::new("error-email-for-invitation")));
        };
        let mut transaction = self.app.db.begin().await?;
        let manager = self.manager(&mut transaction, None, input.manager.as_deref()).await?;
        let new = NewAccount {
            login: input.login,
            email: input.email,
            first_name: input.first_name,
            last_name: input.last_name,
            language: input.language,
            time_zone: input.time_zone,
            status: AccountStatus::Pending,
            manager,
            password_hash: None,
            authorities: input.authorities,
        };
        let id = accounts::insert(&mut transaction, &self.app.clock, &self.actor(), &new).await?;
        if let Some(url) = &input.image_url {
            queries::set_image(&mut transaction, id, url).await?;
        }
        let given = authorities_changed(&[], &new.authorities);
        self.record_detail(&mut transaction, Action::AccountCreated, &new.login, &given).await?;
        let account = accounts::find(&mut *transaction, id).await?;
        keys::send(&mut transaction, &self.app, &account, Purpose::Invitation, &email).await?;
        transaction.commit().await?;
        Ok(account)
    }

    /// Stores an account's fields and status, if it still has the version they were written for.
    ///
    /// # Errors
    /// [`AppError::Validation`] if login or email is taken, the manager cannot be this one, or the change would leave the
    /// portal, or the administrator, without the role; `error.lastadministrator` and `error.ownaccount` if it would block
    /// the account and must not.
    pub async fn update(
        &self,
        account: &Account,
        version: i32,
        input: &UserInput,
        status: AccountStatus,
    ) -> Result<Changed, AppError> {
        let mut transaction = self.app.db.begin().await?;
        let manager = self.manager(&mut transaction, Some(account), input.manager.as_deref()).await?;
        let takes_the_role = account.authorities.has(Role::Administrator)
            && !input.authorities.iter().any(|one| one == Role::Administrator.authority());
        if takes_the_role {
            self.keep_the_role(&mut transaction, account).await?;
        }
        let blocks = status == AccountStatus::Blocked && account.status != AccountStatus::Blocked;
        if blocks {
            self.may_shut_out(&mut transaction, account).await?;
        }
        let now = self.app.clock.now();
        let key = (account.id, version);
        if !queries::update(&mut transaction, key, input, (manager, status), &self.actor(), now).await? {
            transaction.rollback().await?;
            return Ok(Changed::Stale(accounts::find(&self.app.db, account.id).await?));
        }
        accounts::set_authorities(&mut transaction, account.id, &input.authorities).await?;
        if blocks {
            sessions::end_all(&mut *transaction, account.id).await?;
            delegations::end_all(&mut *transaction, account.id, &self.actor(), now).await?;
        }
        self.record_update(&mut transaction, account, input, status).await?;
        if account.email != input.email {
            self.tell_old_address(&mut transaction, account).await?;
        }
        let stored = accounts::find(&mut *transaction, account.id).await?;
        transaction.commit().await?;
        Ok(Changed::Stored(stored))
    }

    async fn record_update(
        &self,
        connection: &mut PgConnection,
        account: &Account,
        input: &UserInput,
        status: AccountStatus,
    ) -> Result<(), AppError> {
        let mut detail = Vec::new();
        if account.login != input.login {
            detail.push(format!("login {} -> {}", account.login, input.login));
        }
        if account.email != input.email {
            let shown = |email: &Option<String>| email.clone().unwrap_or_else(|| "-".to_owned());
            detail.push(format!("email {} -> {}", shown(&account.email), shown(&input.email)));
        }
        detail.push(authorities_changed(&account.authorities.0, &input.authorities));
        detail.retain(|part| !part.is_empty());
        self.record_detail(&mut *connection, Action::AccountChanged, &input.login, &detail.join("; ")).await?;
        let action = match (account.status, status) {
            (before, after) if before == after => return Ok(()),
            (_, AccountStatus::Blocked) => Action::AccountBlocked,
            (AccountStatus::Blocked, _) => Action::AccountUnblocked,
            _ => Action::AccountActivated,
        };
        self.record(connection, action, &input.login).await
    }

    /// Whoever reads the old address learns that the account no longer has it.
    async fn tell_old_address(&self, connection: &mut PgConnection, account: &Account) -> Result<(), AppError> {
        let Some(old) = &account.email else { return Ok(()) };
        let name = account.full_name().unwrap_or_default();
        let (kind, language) = (MailKind::EmailChanged, account.language);
        let letter = Letter { kind, to: old, name: &name, language, link: None };
        mail::enqueue(connection, &self.app, &letter).await?;
        Ok(())
    }

    /// The account of a manager's login.
    async fn manager(
        &self,
        connection: &mut PgConnection,
        account: Option<&Account>,
        login: Option<&str>,
    ) -> Result<Option<AccountId>, AppError> {
        let Some(login) = login else { return Ok(None) };
        let refused =
            |key| Err(AppError::field("manager", Message::new(key).with("login", MessageArg::Text(login.to_owned()))));
        let manager = match accounts::find_by_login(&mut *connection, login).await {
            Err(AppError::NotFound) => return refused("error-manager-unknown"),
            found => found?,
        };
        let Some(account) = account else {
            return if is_manager(&manager) { Ok(Some(manager.id)) } else { refused("error-manager-role") };
        };
        if account.manager_id == Some(manager.id) {
            return Ok(Some(manager.id));
        }
        if account.id == manager.id {
            return refused("error-manager-oneself");
        }
        if !is_manager(&manager) {
            return refused("error-manager-role");
        }
        if queries::closes_a_circle(connection, account.id, manager.id).await? {
            return refused("error-manager-circle");
        }
        Ok(Some(manager.id))
    }

    /// Refuses to take the administrators' role from oneself, by accident, or from the last who has it.
    async fn keep_the_role(&self, connection: &mut PgConnection, account: &Account) -> Result<(), AppError> {
        if closing::is_last_administrator(connection, account.id).await? {
            return Err(AppError::field("authorities", Message::new("error-last-administrator")));
        }
        if self.is(account) {
            return Err(AppError::field("authorities", Message::new("error-own-role")));
        }
        Ok(())
    }

    /// Refuses to block or delete oneself, by accident, or the last who could undo it.
    async fn may_shut_out(&self, connection: &mut PgConnection, account: &Account) -> Result<(), AppError> {
        closing::keep_an_administrator(connection, account.id).await?;
        if self.is(account) {
            return Err(AppError::BadRequest { key: "ownaccount", text: Message::new("error-own-account") });
        }
        Ok(())
    }

    /// Lets an account in whose owner has not followed the link in the mail.
    ///
    /// # Errors
    /// The database refuses or does not answer.
    pub async fn activate(&self, account: &Account) -> Result<(), AppError> {
        let from = &[AccountStatus::Pending];
        self.set_status(account, from, AccountStatus::Active, Action::AccountActivated).await
    }

    /// Keeps an account out from now on: its sessions end and its tokens are refused.
    ///
    /// # Errors
    /// `error.lastadministrator`, `error.ownaccount`.
    pub async fn block(&self, account: &Account) -> Result<(), AppError> {
        let from = &[AccountStatus::Pending, AccountStatus::Active];
        self.set_status(account, from, AccountStatus::Blocked, Action::AccountBlocked).await
    }

    /// Lets an account in again. An owner who never came in still has to choose a password.
    ///
    /// # Errors
    /// The database refuses or does not answer.
    pub async fn unblock(&self, account: &Account) -> Result<(), AppError> {
        let was_in = account.has_password || account.last_sign_in_at.is_some();
        let to = if was_in { AccountStatus::Active } else { AccountStatus::Pending };
        self.set_status(account, &[AccountStatus::Blocked], to, Action::AccountUnblocked).await
    }

    /// What is so already is not done again.
    async fn set_status(
        &self,
        account: &Account,
        from: &[AccountStatus],
        to: AccountStatus,
        action: Action,
    ) -> Result<(), AppError> {
        let mut transaction = self.app.db.begin().await?;
        if to == AccountStatus::Blocked {
            self.may_shut_out(&mut transaction, account).await?;
        }
        let now = self.app.clock.now();
        if queries::set_status(&mut transaction, account.id, from, to, &self.actor(), now).await? {
            if to == AccountStatus::Blocked {
                sessions::end_all(&mut *transaction, account.id).await?;
                delegations::end_all(&mut *transaction, account.id, &self.actor(), now).await?;
            }
            self.record(&mut transaction, action, &account.login).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Deletes an account; its trips become the heir's, or nobody's, so that administrators see them.
    ///
    /// # Errors
    /// `error.lastadministrator`, `error.ownaccount`.
    pub async fn delete(&self, account: &Account, heir: Option<AccountId>) -> Result<(), AppError> {
        let mut transaction = self.app.db.begin().await?;
        self.may_shut_out(&mut transaction, account).await?;
        closing::close(&mut transaction, &self.app, &self.address, &self.actor(), account, heir).await?;
        Ok(transaction.commit().await?)
    }

    /// Mails a link with which the owner chooses a password: an invitation to whoever never had one.
    ///
    /// # Errors
    /// [`AppError::BadRequest`] if the account has no email address or is blocked.
    pub async fn send_link(&self, account: &Account) -> Result<Purpose, AppError> {
        let email = account.email.as_deref().filter(|_| account.status != AccountStatus::Blocked);
        let Some(email) = email else {
            return Err(AppError::BadRequest { key: "nolink", text: Message::new("error-no-link") });
        };
        let (purpose, action) = if account.is_invited() {
            (Purpose::Invitation, Action::InvitationSent)
        } else {
            (Purpose::PasswordReset, Action::PasswordResetSent)
        };
        let mut transaction = self.app.db.begin().await?;
        keys::send(&mut transaction, &self.app, account, purpose, email).await?;
        self.record(&mut transaction, action, &account.login).await?;
        transaction.commit().await?;
        Ok(purpose)
    }

    /// Ends one session of an account.
    ///
    /// # Errors
    /// The database refuses or does not answer.
    pub async fn end_session(&self, account: &Account, session: SessionId) -> Result<(), AppError> {
        let mut transaction = self.app.db.begin().await?;
        if sessions::end_one(&mut *transaction, account.id, session).await? {
            self.record(&mut transaction, Action::SessionsEnded, &account.login).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Ends one of the delegations that the owner of an account gave.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is no such delegation.
    pub async fn end_delegation(&self, account: &Account, delegation: DelegationId) -> Result<(), AppError> {
        delegates::end(&self.app, &self.actor(), &self.address, account.id, delegation).await
    }

    /// Ends all sessions of an account, and refuses the tokens its programs have.
    ///
    /// # Errors
    /// The database refuses or does not answer.
    pub async fn end_sessions(&self, account: &Account) -> Result<(), AppError> {
        let mut transaction = self.app.db.begin().await?;
        sessions::end_all(&mut *transaction, account.id).await?;
        accounts::refuse_older_tokens(&mut *transaction, account.id, self.app.clock.now()).await?;
        self.record(&mut transaction, Action::SessionsEnded, &account.login).await?;
        Ok(transaction.commit().await?)
    }

    /// Makes an authority.
    ///
    /// # Errors
    /// `error.idexists` if there is one of this name.
    pub async fn create_authority(&self, name: &str) -> Result<(), AppError> {
        let mut transaction = self.app.db.begin().await?;
        if !authorities::insert(&mut *transaction, name).await? {
            return Err(AppError::BadRequest { key: "idexists", text: Message::new("error-authority-exists") });
        }
        self.record(&mut transaction, Action::AuthorityCreated, name).await?;
        Ok(transaction.commit().await?)
    }

    /// Deletes an authority, and takes it from all who have it.
    ///
    /// # Errors
    /// `error.builtin` for the portal's own roles, [`AppError::NotFound`] if there is none of this name.
    pub async fn delete_authority(&self, name: &str) -> Result<(), AppError> {
        if authorities::is_built_in(name) {
            return Err(AppError::BadRequest { key: "builtin", text: Message::new("error-authority-built-in") });
        }
        let mut transaction = self.app.db.begin().await?;
        if !authorities::delete(&mut *transaction, name).await? {
            return Err(AppError::NotFound);
        }
        self.record(&mut transaction, Action::AuthorityDeleted, name).await?;
        Ok(transaction.commit().await?)
    }
}

/// Whether somebody can decide about the trips that are submitted to them.
fn is_manager(account: &Account) -> bool {
    account.authorities.has(Role::Manager) || account.authorities.has(Role::Administrator)
}

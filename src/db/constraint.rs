//! A constraint of the database that refuses a row becomes an error at its field: the database has the last word, and
//! it should sound like ours.

use crate::error::FieldErrors;
use crate::i18n::Message;

/// The field a constraint guards, and what is wrong when it refuses. Input is checked before it gets here; these speak
/// only if a check here and there ever differ.
const GUARDS: [(&str, &str, &str); 30] = [
    ("segments_title_check", "title", "error-refused"),
    ("segments_end_check", "end_time", "error-refused"),
    ("segments_cost_check", "cost_amount", "error-refused"),
    ("segments_notes_check", "notes", "error-refused"),
    ("trips_name_check", "name", "error-name-empty"),
    ("trips_purpose_check", "purpose", "error-refused"),
    ("trips_place_check", "destination_place", "error-refused"),
    ("trips_country_check", "destination_country", "error-country"),
    ("trips_dates_check", "end_date", "error-refused"),
    ("trips_time_zone_check", "time_zone", "error-time-zone"),
    ("trips_status_check", "status", "error-refused"),
    ("trips_budget_check", "budget_amount", "error-refused"),
    ("trips_budget_pair_check", "budget_amount", "error-refused"),
    ("trips_currency_check", "budget_currency", "error-currency"),
    ("trips_cost_center_check", "cost_center", "error-refused"),
    ("accounts_login_key", "login", "error-login-taken"),
    ("accounts_login_check", "login", "error-login-characters"),
    ("accounts_email_key", "email", "error-email-taken"),
    ("accounts_email_check", "email", "error-email"),
    ("account_authorities_authority_fkey", "authorities", "error-authority"),
    ("trips_notes_check", "notes", "error-refused"),
    ("travellers_account_key", "person", "error-traveller-twice"),
    ("travellers_name_check", "name", "error-refused"),
    ("travellers_email_check", "email", "error-email"),
    ("travellers_phone_check", "phone", "error-traveller-phone"),
    ("expenses_segment_fkey", "segment", "error-expense-segment"),
    ("expenses_amount_check", "amount", "error-expense-zero"),
    ("personal_tokens_name_key", "name", "error-token-name-taken"),
    ("attachments_name_check", "files", "error-attachment-name"),
    ("attachments_description_check", "description", "error-refused"),
];

/// The field error in a database error, if one of our constraints made it.
#[must_use]
pub fn field_errors(error: &sqlx::Error) -> Option<FieldErrors> {
    let constraint = error.as_database_error()?.constraint()?;
    let (_, field, key) = GUARDS.iter().find(|(name, _, _)| *name == constraint)?;
    let mut errors = FieldErrors::default();
    errors.add(*field, Message::new(key));
    Some(errors)
}

//! From what somebody asks of a new token to what can be stored, for pages and REST alike.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};

use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::reference::TimeZone;
use crate::tokens::{MOST_DAYS, TokenScope};
use crate::web::fields::Fields;

/// How many characters a name has at most; the table has the same limit.
pub const LONGEST_NAME: usize = 100;

/// A new token as somebody describes it; empty text means nothing was said.
#[derive(Clone, Debug)]
pub struct TokenForm {
    pub name: String,
    pub scope: String,
    /// So many days, or `date`.
    pub expiry: String,
    /// Its last day, if `expiry` is `date`.
    pub until: String,
}

/// A new token, fit to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInput {
    pub name: String,
    pub scope: TokenScope,
    pub expires_at: DateTime<Utc>,
}

impl Default for TokenForm {
    /// What most people want.
    fn default() -> Self {
        Self {
            name: String::new(),
            scope: TokenScope::Read.as_str().to_owned(),
            expiry: "30".to_owned(),
            until: String::new(),
        }
    }
}

impl TokenForm {
    /// The choices of `expiry` that are a number of days.
    pub const DAYS: [u32; 4] = [7, 30, 90, MOST_DAYS];

    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name| fields.get(name).unwrap_or_default().trim().to_owned();
        Self { name: text("name"), scope: text("scope"), expiry: text("expiry"), until: text("until") }
    }

    /// Reads the form; days begin and end where its writer lives.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self, now: DateTime<Utc>, zone: TimeZone) -> Result<TokenInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = self.name.trim();
        let over = name.chars().count().saturating_sub(LONGEST_NAME);
        if name.is_empty() {
            errors.add("name", Message::new("error-token-name-empty"));
        } else if over > 0 {
            let message = Message::new("error-too-long")
                .with("field", MessageArg::Key("token-name"))
                .with("max", MessageArg::Number(LONGEST_NAME as u64))
                .with("over", MessageArg::Number(over as u64));
            errors.add("name", message);
        } else if name.contains(char::is_control) {
            errors.add("name", Message::new("error-control").with("field", MessageArg::Key("token-name")));
        }
        let scope = self.scope.parse().map_err(|_| errors.add("scope", Message::new("error-token-scope"))).ok();
        let expires_at = match self.expiry.parse::<u32>() {
            Ok(days) if (1..=MOST_DAYS).contains(&days) => Some(now + TimeDelta::days(days.into())),
            _ if self.expiry == "date" => self.last_day(now, zone, &mut errors),
            _ => {
                errors.add("expiry", Message::new("error-token-expiry"));
                None
            }
        };
        match (scope, expires_at) {
            (Some(scope), Some(expires_at)) if errors.is_empty() => {
                Ok(TokenInput { name: name.to_owned(), scope, expires_at })
            }
            _ => Err(errors),
        }
    }

    /// The end of the day in `until`.
    fn last_day(&self, now: DateTime<Utc>, zone: TimeZone, errors: &mut FieldErrors) -> Option<DateTime<Utc>> {
        let today = zone.today(now);
        let last = today + TimeDelta::days(i64::from(MOST_DAYS) - 1);
        let day: Option<NaiveDate> = crate::web::parse::parse_date(&self.until);
        let end = day.filter(|day| (today..=last).contains(day)).and_then(|day| {
            let midnight = day.succ_opt()?.and_time(NaiveTime::MIN);
            // Where clocks are put forward at midnight, the next day begins an hour later.
            let local = zone.tz().from_local_datetime(&midnight).earliest();
            Some(local.map_or_else(|| midnight.and_utc(), |local| local.to_utc()))
        });
        if end.is_none() {
            let message = Message::new("error-token-until")
                .with("first", MessageArg::Date(today))
                .with("last", MessageArg::Date(last));
            errors.add("until", message);
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(name: &str, scope: &str, expiry: &str, until: &str) -> Result<TokenInput, FieldErrors> {
        let text = str::to_owned;
        let form = TokenForm { name: text(name), scope: text(scope), expiry: text(expiry), until: text(until) };
        form.parse("2026-05-04T23:00:00Z".parse().unwrap(), "Europe/Paris".parse().unwrap())
    }

    #[test]
    fn a_token_ends_after_some_days_or_at_the_end_of_one() {
        let end = |expiry, until| parse("CI", "read", expiry, until).unwrap().expires_at.to_rfc3339();
        assert_eq!(end("7", ""), "2026-05-11T23:00:00+00:00");
        assert_eq!(end("date", "2026-05-05"), "2026-05-05T22:00:00+00:00", "today, in Paris");
        assert_eq!(end("date", "2026-12-31"), "2026-12-31T23:00:00+00:00");
        assert_eq!(end("date", "2027-05-04"), "2027-05-04T22:00:00+00:00", "a year, in Paris");
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let wrong = |name, scope, expiry, until| {
            let errors = parse(name, scope, expiry, until).unwrap_err();
            errors.iter().map(|error| (error.field.clone(), error.message.key())).collect::<Vec<_>>()
        };
        let all = wrong(" ", "admin", "0", "");
        let expected =
            [("name", "error-token-name-empty"), ("scope", "error-token-scope"), ("expiry", "error-token-expiry")];
        assert_eq!(all, expected.map(|(field, key)| (field.to_owned(), key)));
        for until in ["", "2026-05-04", "2027-05-05", "soon"] {
            assert_eq!(wrong("CI", "read", "date", until), [("until".to_owned(), "error-token-until")], "{until}");
        }
        let long = "x".repeat(101);
        assert_eq!(wrong(&long, "read", "7", "")[0].1, "error-too-long");
        assert_eq!(wrong("a\nb", "read", "366", "").len(), 2);
    }
}

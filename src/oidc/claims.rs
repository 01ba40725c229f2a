//! What the provider's claims mean for an account. They are somebody else's words: what does not fit is left out.

use serde_json::Value;

use crate::accounts::input::{parse_email, parse_login};
use crate::i18n::Language;
use crate::oidc::settings::RoleMapping;
use crate::oidc::token::{Claims, text};
use crate::reference::TimeZone;

/// How many characters a name has at most.
const LONGEST_NAME: usize = 50;

/// How many characters of a login stay, so that a number fits behind it.
const LONGEST_LOGIN: usize = 45;

/// Somebody, as the provider describes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub issuer: String,
    pub subject: String,
    /// What they would like to sign in as; somebody else may have it.
    pub login: String,
    /// Only if the provider has verified that it is theirs.
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub language: Option<Language>,
    pub time_zone: Option<TimeZone>,
    /// The values of the claim that roles are mapped from.
    pub roles: Vec<String>,
}

impl Profile {
    /// Reads the claims.
    #[must_use]
    pub fn read(issuer: &str, subject: &str, claims: &Claims, roles: Option<&RoleMapping>) -> Self {
        let address = text(claims, "email").and_then(|email| parse_email(email).ok());
        let is_verified = match claims.get("email_verified") {
            Some(Value::Bool(verified)) => *verified,
            Some(Value::String(verified)) => verified == "true",
            _ => false,
        };
        let local = address.as_deref().and_then(|email| email.split('@').next());
        let login = [text(claims, "preferred_username"), local].into_iter().flatten().find_map(login);
        let name = |claim| {
            let name: String = text(claims, claim)?.trim().chars().filter(|c| !c.is_control()).collect();
            (1..=LONGEST_NAME).contains(&name.chars().count()).then_some(name)
        };
        Self {
            issuer: issuer.to_owned(),
            subject: subject.to_owned(),
            login: login.unwrap_or_else(|| "user".to_owned()),
            email: address.filter(|_| is_verified),
            first_name: name("given_name"),
            last_name: name("family_name"),
            language: text(claims, "locale").and_then(Language::from_tag),
            time_zone: text(claims, "zoneinfo").and_then(|zone| zone.parse().ok()),
            roles: roles.map(|roles| values(claims, &roles.claim)).unwrap_or_default(),
        }
    }
}

/// A wished-for login, with what cannot stand in one left out.
fn login(wished: &str) -> Option<String> {
    let fitting = |c: char| c.is_ascii_alphanumeric() || "._@+-".contains(c);
    let kept: String =
        wished.trim().chars().map(|c| if c.is_whitespace() { '.' } else { c }).filter(|c| fitting(*c)).collect();
    let kept: String =
        kept.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).chars().take(LONGEST_LOGIN).collect();
    parse_login(&kept).ok()
}

/// The values of a claim: of this very name, which may hold dots as addresses do, or else along a path of names.
fn values(claims: &Claims, path: &str) -> Vec<String> {
    let whole = claims.get(path);
    let along = || {
        let mut names = path.split('.');
        let first = claims.get(names.next()?)?;
        names.try_fold(first, |value, name| value.get(name))
    };
    match whole.or_else(along) {
        Some(Value::String(value)) => vec![value.clone()],
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(claims: &Value, claim: &str) -> Profile {
        let roles = RoleMapping { claim: claim.to_owned(), pairs: Vec::new() };
        Profile::read("https://id", "7", claims.as_object().unwrap(), Some(&roles))
    }

    #[test]
    fn an_email_address_counts_only_if_it_is_verified() {
        for (verified, counts) in
            [(json!(true), true), (json!("true"), true), (json!(false), false), (json!(1), false), (Value::Null, false)]
        {
            let profile = read(&json!({"email": "Eva@Example.com", "email_verified": verified}), "x");
            assert_eq!(profile.email.as_deref(), counts.then_some("eva@example.com"), "{verified}");
            assert_eq!(profile.login, "eva");
        }
    }

    #[test]
    fn a_login_is_made_of_what_fits() {
        for (wished, login) in [
            ("Amélie N’Dongo", "amlie.ndongo"),
            ("EVA@example.com", "eva@example.com"),
            ("..x", "x"),
            ("нина", "user"),
            (&"a".repeat(99), &"a".repeat(45)),
        ] {
            assert_eq!(read(&json!({"preferred_username": wished}), "x").login, login);
        }
    }

    #[test]
    fn roles_are_found_by_name_or_along_a_path() {
        let claims = json!({"realm_access": {"roles": ["a", 7, "b"]}, "https://x.example/roles": "c", "groups": ["d"]});
        assert_eq!(read(&claims, "realm_access.roles").roles, ["a", "b"]);
        assert_eq!(read(&claims, "https://x.example/roles").roles, ["c"]);
        assert_eq!(read(&claims, "groups").roles, ["d"]);
        assert!(read(&claims, "realm_access.none").roles.is_empty());
        assert!(read(&claims, "groups.x.y").roles.is_empty());
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let claims =
            json!({"given_name": "x".repeat(51), "family_name": " N\u{0}a ", "locale": "fr_CA", "zoneinfo": "Mars"});
        let profile = read(&claims, "x");
        assert_eq!((profile.first_name, profile.last_name.as_deref()), (None, Some("Na")));
        assert_eq!((profile.language, profile.time_zone), (Some(Language::French), None));
        assert_eq!(
            read(&json!({"locale": 7, "zoneinfo": "Africa/Douala"}), "x").time_zone,
            "Africa/Douala".parse().ok()
        );
    }
}

//! Takes a database URL apart. Unlike a general URL parser it also accepts a password that was pasted as it is, because
//! that is what people do.
//!
//! The rule: user and password end at the **last** `@`, the user at the first `:`. Between them the password is decoded
//! (`%40` is `@`) if it could stand in a standard URL: it holds none of `@ / ? #`, every `%` is followed by two
//! hexadecimal digits, and the result is UTF-8. Otherwise it is taken as it stands.
//!
//! What stays ambiguous, and how it is settled: a raw password with a `%`, in which every `%` happens to be followed by
//! two hexadecimal digits and which has none of `@ / ? #`, is decoded, as any other program would do; write its `%` as
//! `%25`. And an `@` after the host (in a parameter, say) has to be written `%40`. Everything else works both ways.

use super::SettingsError;

/// The parts of a database URL, decoded. Deliberately without `Debug`: it holds the password.
#[derive(Default)]
pub(super) struct ParsedUrl {
    pub(super) user: Option<String>,
    pub(super) password: Option<String>,
    /// A name, an address (IPv6 without brackets), or the directory of a Unix socket.
    pub(super) host: Option<String>,
    pub(super) port: Option<u16>,
    pub(super) database: Option<String>,
    pub(super) parameters: Vec<(String, String)>,
}

impl ParsedUrl {
    /// Parts that say nothing but the host.
    pub(super) fn of_host(host: String) -> Self {
        Self { host: Some(host), ..Self::default() }
    }

    /// Parses `text`, the value of `variable`: `postgres://`, `postgresql://`, or either after `jdbc:`.
    pub(super) fn parse(text: &str, variable: &'static str) -> Result<Self, SettingsError> {
        let malformed = |reason| SettingsError::Malformed { variable, reason };
        let text = without_scheme(unquoted(text.trim())).ok_or(SettingsError::Scheme {
            variable,
            expected: if variable == super::SPRING_DATASOURCE_URL {
                "jdbc:postgresql://"
            } else {
                "postgres:// or postgresql://"
            },
        })?;
        let (userinfo, rest) = match text.rsplit_once('@') {
            Some((userinfo, rest)) => (Some(userinfo), rest),
            None => (None, text),
        };
        if rest.contains('#') {
            return Err(malformed("without a '#' (write %23)"));
        }
        let mut url = Self::default();
        if let Some(userinfo) = userinfo {
            url.set_userinfo(userinfo);
        }
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = place.split_once('/').unwrap_or((place, ""));
        url.set_authority(authority, variable)?;
        let decoded = |part: &str| decode(part).ok_or(malformed("with every '%' as %25"));
        url.database = non_empty(decoded(database.trim_end_matches('/'))?);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            url.parameters.push((decoded(name)?, decoded(value)?));
        }
        Ok(url)
    }

    fn set_userinfo(&mut self, userinfo: &str) {
        let (user, password) = userinfo.split_once(':').unwrap_or((userinfo, ""));
        let raw = userinfo.contains(['@', '/', '?', '#']);
        // The user is decoded on its own: people who paste a raw password still write `user%40tenant`.
        self.user = non_empty(decode(user).unwrap_or_else(|| user.to_owned()));
        let decoded = if raw { None } else { decode(password) };
        self.password = non_empty(decoded.unwrap_or_else(|| password.to_owned()));
    }

    fn set_authority(&mut self, authority: &str, variable: &'static str) -> Result<(), SettingsError> {
        if authority.contains(',') {
            return Err(SettingsError::SeveralHosts { variable });
        }
        let (host, port_text) = if let Some(bracketed) = authority.strip_prefix('[') {
            let (host, after) = bracketed
                .split_once(']')
                .ok_or(SettingsError::Malformed { variable, reason: "with an IPv6 address as [address]" })?;
            (host, after.strip_prefix(':').unwrap_or(after))
        } else {
            authority.split_once(':').unwrap_or((authority, ""))
        };
        if !port_text.is_empty() {
            self.port = Some(port(port_text).ok_or(SettingsError::Port { variable })?);
        }
        let host = decode(host)
            .filter(|host| !host.contains(char::is_whitespace))
            .ok_or(SettingsError::Malformed { variable, reason: "with a host name in it" })?;
        self.host = non_empty(host);
        Ok(())
    }
}

/// A port number; `None` if `text` is none.
pub(super) fn port(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|&port| port != 0)
}

/// Percent-decodes `text`; `None` if a `%` is not followed by two hexadecimal digits, or the result is not UTF-8 or
/// holds a NUL, which the protocol cannot carry. A `+` stays a `+`, as in libpq.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            u8::try_from(high * 16 + low).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok().filter(|decoded| !decoded.contains('\0'))
}

/// What follows `postgres://` or `postgresql://`, itself perhaps after `jdbc:`.
fn without_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    matches!(scheme.strip_prefix("jdbc:").unwrap_or(&scheme), "postgres" | "postgresql").then_some(rest)
}

/// Without the quotes that `docker run --env-file` leaves in place.
fn unquoted(text: &str) -> &str {
    ['"', '\''].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(text)
}

fn non_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

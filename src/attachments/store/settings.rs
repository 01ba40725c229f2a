//! Where files are kept, from settings to what can be used. Rights to a bucket come the way AWS gives them to programs.

use rusty_s3::{Credentials, UrlStyle};
use url::Url;

use crate::attachments::store::credentials::Source;
use crate::config::Config;

/// Where ECS tells tasks their role's credentials.
const ECS: &str = "http://169.254.170.2";

/// Why the settings of the store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreSettingsError {
    #[error("ATTACHMENTS_URL must look like s3://bucket/prefix: {0}")]
    Address(&'static str),
    #[error("ATTACHMENTS_URL is set, so AWS_REGION has to be set too: the region of the bucket, such as eu-central-1")]
    Region,
    #[error("ATTACHMENTS_ENDPOINT must be an address such as https://storage.example.com")]
    Endpoint,
    #[error(
        "ATTACHMENTS_URL is set, but nothing says how to sign in at S3: give the task a role, or set AWS_ACCESS_KEY_ID and \
         AWS_SECRET_ACCESS_KEY"
    )]
    Credentials,
    #[error("ATTACHMENTS_URL: {0}")]
    Bucket(#[from] rusty_s3::BucketError),
    #[error("ATTACHMENTS_URL: TLS cannot be prepared: {0}")]
    Tls(#[from] rustls::Error),
}

/// A place in S3.
pub(super) struct StoreSettings {
    pub bucket: String,
    /// What the names of objects begin with; empty, or with a slash at its end.
    pub prefix: String,
    pub region: String,
    pub endpoint: Url,
    pub style: UrlStyle,
    pub source: Source,
}

impl StoreSettings {
    /// Reads the settings; nothing if files are kept in the database.
    pub(super) fn read(
        config: &Config,
        lookup: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, StoreSettingsError> {
        let Some(address) = &config.attachments_url else { return Ok(None) };
        let lookup = |name: &str| lookup(name).filter(|value| !value.trim().is_empty());
        let (bucket, prefix) = bucket_and_prefix(address)?;
        let region = lookup("AWS_REGION").or_else(|| lookup("AWS_DEFAULT_REGION")).ok_or(StoreSettingsError::Region)?;
        let own = config.attachments_endpoint.as_deref();
        let amazon = format!("https://s3.{region}.amazonaws.com");
        let endpoint: Url = own.unwrap_or(&amazon).parse().map_err(|_| StoreSettingsError::Endpoint)?;
        if !matches!(endpoint.scheme(), "http" | "https") || !endpoint.has_host() {
            return Err(StoreSettingsError::Endpoint);
        }
        // Few servers but Amazon's have a name for each bucket.
        let style = if own.is_some() { UrlStyle::Path } else { UrlStyle::VirtualHost };
        let source = source(lookup).ok_or(StoreSettingsError::Credentials)?;
        Ok(Some(Self { bucket, prefix, region, endpoint, style, source }))
    }
}

fn bucket_and_prefix(address: &str) -> Result<(String, String), StoreSettingsError> {
    let wrong = StoreSettingsError::Address;
    let rest = address.trim().strip_prefix("s3://").ok_or(wrong("it begins with something else"))?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    if !(3..=63).contains(&bucket.len()) || !bucket.chars().all(allowed) {
        return Err(wrong("a bucket's name has 3 to 63 small letters, digits, dots and hyphens"));
    }
    let prefix = prefix.trim_matches('/');
    if !prefix.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '/')) {
        return Err(wrong("the prefix may have letters, digits and - . _ /"));
    }
    let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
    Ok((bucket.to_owned(), prefix))
}

/// In the order in which the SDKs of AWS look.
fn source(lookup: impl Fn(&str) -> Option<String>) -> Option<Source> {
    if let (Some(key), Some(secret)) = (lookup("AWS_ACCESS_KEY_ID"), lookup("AWS_SECRET_ACCESS_KEY")) {
        let credentials = match lookup("AWS_SESSION_TOKEN") {
            Some(token) => Credentials::new_with_token(key, secret, token),
            None => Credentials::new(key, secret),
        };
        return Some(Source::Fixed(credentials));
    }
    let relative = lookup("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").map(|path| format!("{ECS}{path}"));
    let address = relative.or_else(|| lookup("AWS_CONTAINER_CREDENTIALS_FULL_URI"))?;
    Some(Source::role(address, lookup("AWS_CONTAINER_AUTHORIZATION_TOKEN")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Cli;

    const KEYS: [(&str, &str); 3] =
        [("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "x"), ("AWS_REGION", "eu-west-3")];

    fn read(flags: &[&str], variables: &[(&str, &str)]) -> Result<Option<StoreSettings>, StoreSettingsError> {
        let config = Cli::read(["tripmgmt"].iter().chain(flags), |_| None).unwrap().config;
        let lookup = |name: &str| variables.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned());
        StoreSettings::read(&config, lookup)
    }

    #[test]
    fn files_are_in_the_database_unless_a_bucket_is_named() {
        assert!(read(&[], &KEYS).unwrap().is_none());
        let amazon = read(&["--attachments-url=s3://acme-trips/files/"], &KEYS).unwrap().unwrap();
        assert_eq!((amazon.bucket.as_str(), amazon.prefix.as_str()), ("acme-trips", "files/"));
        assert_eq!(amazon.endpoint.as_str(), "https://s3.eu-west-3.amazonaws.com/");
        let flags = ["--attachments-url=s3://trips", "--attachments-endpoint=http://storage:9000"];
        let own = read(&flags, &KEYS).unwrap().unwrap();
        assert_eq!((own.prefix.as_str(), own.endpoint.as_str()), ("", "http://storage:9000/"));
        assert!(matches!(own.style, UrlStyle::Path));
    }

    #[test]
    fn what_cannot_be_used_is_said_before_anybody_uploads() {
        for (flag, wrong) in [
            ("--attachments-url=https://acme.s3.amazonaws.com", "begins with something else"),
            ("--attachments-url=s3://A_B/x", "a bucket's name"),
            ("--attachments-url=s3://acme/a b", "the prefix"),
        ] {
            assert!(read(&[flag], &KEYS).err().unwrap().to_string().contains(wrong), "{flag}");
        }
        let flag = ["--attachments-url=s3://acme"];
        assert!(matches!(read(&flag, &KEYS[..2]), Err(StoreSettingsError::Region)));
        assert!(matches!(read(&flag, &KEYS[2..]), Err(StoreSettingsError::Credentials)));
        let endpoint = ["--attachments-url=s3://acme", "--attachments-endpoint=storage"];
        assert!(matches!(read(&endpoint, &KEYS), Err(StoreSettingsError::Endpoint)));
    }
}

//! Which build this is, so that two people looking at blue and green can say which one they see.

/// A build of the portal.
#[derive(Debug)]
pub struct Build {
    /// The version in `Cargo.toml`.
    pub version: &'static str,
    /// The commit it was built from, short; `unknown` outside a checkout.
    pub commit: &'static str,
}

impl Build {
    /// The build that runs.
    #[must_use]
    pub const fn current() -> &'static Self {
        &Self { version: env!("CARGO_PKG_VERSION"), commit: env!("GIT_COMMIT") }
    }
}

//! A list of directives such as `info,sqlx=warn`, read as far as it is about loggers and levels, to tell what holds for
//! each logger. The filter itself reads it in full.

use super::{Level, ROOT};

/// Loggers and their levels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directives(Vec<(String, Level)>);

impl Directives {
    /// Reads a list. What is about single spans is left out: it concerns less than a logger.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut directives: Vec<(String, Level)> = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty() && !part.contains('[')) {
            let (name, level) = match part.split_once('=') {
                Some((name, level)) => (name, level.parse().ok()),
                None => part.parse().map_or((part, Some(Level::Trace)), |level| (ROOT, Some(level))),
            };
            let Some(level) = level else { continue };
            // The last word about a logger counts.
            directives.retain(|(other, _)| other != name);
            directives.push((name.to_owned(), level));
        }
        if directives.is_empty() {
            directives.push((ROOT.to_owned(), Level::Error));
        }
        Self(directives)
    }

    /// The level that is said for a logger itself.
    #[must_use]
    pub fn configured(&self, logger: &str) -> Option<Level> {
        self.0.iter().find(|(name, _)| name == logger).map(|(_, level)| *level)
    }

    /// The level that holds for a logger: the one said for the longest beginning of its name.
    #[must_use]
    pub fn effective(&self, logger: &str) -> Level {
        let of_its_own = self.0.iter().filter(|(name, _)| name != ROOT && logger.starts_with(name.as_str()));
        let nearest = of_its_own.max_by_key(|(name, _)| name.len()).map(|(_, level)| *level);
        nearest.or_else(|| self.configured(ROOT)).unwrap_or(Level::Off)
    }

    /// The loggers something is said for.
    pub fn loggers(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_and_the_last_word_count() {
        let directives =
            Directives::read("info, tripmgmt=debug,tripmgmt::mail=warn,sqlx,x[span{a=1}]=trace,tripmgmt=error");
        for (logger, level) in [
            (ROOT, Level::Info),
            ("tripmgmt", Level::Error),
            ("tripmgmt::trips", Level::Error),
            ("tripmgmt::mail::worker", Level::Warn),
            ("sqlx::query", Level::Trace),
            ("x", Level::Info),
        ] {
            assert_eq!(directives.effective(logger), level, "{logger}");
        }
        assert_eq!(directives.configured("tripmgmt::trips"), None);
    }

    #[test]
    fn nothing_said_is_errors_only_and_nothing_said_for_a_logger_is_silence() {
        assert_eq!(Directives::read("").effective("tripmgmt"), Level::Error);
        assert_eq!(Directives::read("sqlx=debug").effective("tripmgmt"), Level::Off);
    }
}

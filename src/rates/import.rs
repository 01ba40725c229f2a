//! Rates from a file in the format of the European Central Bank's `eurofxref.csv` and `eurofxref-hist.csv`: a line a day, a
//! column a currency, each cell the units of it for one euro. Either the whole file fits, or nothing of it is stored.

use std::collections::HashMap;

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;

use crate::i18n::{Message, MessageArg};
use crate::rates::BASE;
use crate::reference::Currency;
use crate::web::parse::parse_date;

/// No file has more rates: forty currencies over more than five years.
pub const MOST: usize = 60_000;

/// So many problems are named; whoever has more has the wrong file.
const MOST_PROBLEMS: usize = 50;

/// What one euro was worth in a currency on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    pub currency: Currency,
    pub day: NaiveDate,
    pub per_euro: Decimal,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Its number in the file, from 1.
    pub line: u64,
    pub message: Message,
}

/// A file as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    pub quotes: Vec<Quote>,
    /// Columns of currencies that are not in use any more, or not known.
    pub ignored: Vec<String>,
    pub problems: Vec<Problem>,
}

impl Import {
    /// The first and the last day there are rates of.
    #[must_use]
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let days = || self.quotes.iter().map(|quote| quote.day);
        days().min().zip(days().max())
    }

    /// How many currencies there are rates of.
    #[must_use]
    pub fn currencies(&self) -> i64 {
        let mut currencies: Vec<_> = self.quotes.iter().map(|quote| quote.currency).collect();
        currencies.sort_unstable();
        currencies.dedup();
        i64::try_from(currencies.len()).unwrap_or(i64::MAX)
    }

    /// How many rates there are.
    #[must_use]
    pub fn count(&self) -> i64 {
        i64::try_from(self.quotes.len()).unwrap_or(i64::MAX)
    }

    fn wrong(&mut self, line: u64, message: Message) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem { line, message });
        }
    }
}

/// Reads a file.
#[must_use]
pub fn read(text: &str) -> Import {
    let mut import = Import::default();
    // Browsers end the lines of a form with two characters, and the reader would count a line too few.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<Currency>>> = None;
    let mut seen = HashMap::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                import.wrong(line, Message::new("rates-error-line"));
                break;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let Some(columns) = &columns else {
            columns = read_header(&record, line, &mut import);
            if columns.is_none() {
                break;
            }
            continue;
        };
        let text = record.get(0).unwrap_or_default();
        let Some(day) = read_day(text) else {
            let message = Message::new("rates-error-day").with("text", MessageArg::Text(short(text)));
            import.wrong(line, message);
            continue;
        };
        if let Some(first) = seen.insert(day, line) {
            import.wrong(line, Message::new("rates-error-twice").with("line", MessageArg::Number(first)));
            continue;
        }
        for (cell, currency) in record.iter().skip(1).zip(columns.iter().map(Some).chain(std::iter::repeat(None))) {
            let empty = cell.is_empty() || cell == "N/A";
            match currency {
                _ if empty => {}
                // A column too many, or one of a currency that is not in use.
                None => import.wrong(line, Message::new("rates-error-columns")),
                Some(None) => {}
                Some(Some(currency)) => {
                    if let Some(per_euro) = read_rate(cell) {
                        import.quotes.push(Quote { currency: *currency, day, per_euro });
                    } else {
                        let message = Message::new("rates-error-rate")
                            .with("currency", MessageArg::Text(currency.code().to_owned()))
                            .with("text", MessageArg::Text(short(cell)));
                        import.wrong(line, message);
                    }
                }
            }
        }
        if import.quotes.len() > MOST {
            import.wrong(line, Message::new("rates-error-many").with("max", MessageArg::Number(MOST as u64)));
            break;
        }
    }
    if import.quotes.is_empty() && import.problems.is_empty() {
        import.wrong(1, Message::new("rates-error-empty"));
    }
    import
}

/// The currencies of the columns after the first; nothing if it is no heading.
fn read_header(record: &csv::StringRecord, line: u64, import: &mut Import) -> Option<Vec<Option<Currency>>> {
    if !record.get(0).is_some_and(|first| first.eq_ignore_ascii_case("date")) {
        import.wrong(line, Message::new("rates-error-header"));
        return None;
    }
    let mut columns: Vec<Option<Currency>> = Vec::new();
    // Lines of the bank end with a comma.
    for code in record.iter().skip(1).filter(|code| !code.is_empty()) {
        let currency = code.parse::<Currency>().ok().filter(|currency| currency.code() != BASE);
        if currency.is_some() && columns.contains(&currency) {
            let message = Message::new("rates-error-column-twice").with("currency", MessageArg::Text(short(code)));
            import.wrong(line, message);
        }
        if currency.is_none() {
            import.ignored.push(short(code));
        }
        columns.push(currency);
    }
    Some(columns)
}

/// Reads `2026-11-24`, or `24 November 2026` as in the file of a single day.
fn read_day(text: &str) -> Option<NaiveDate> {
    let in_words = || NaiveDate::parse_from_str(text, "%d %B %Y").ok().filter(|day| (1900..2200).contains(&day.year()));
    parse_date(text).or_else(in_words)
}

/// Reads a rate, which has to fit its column.
pub(super) fn read_rate(text: &str) -> Option<Decimal> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let rate: Decimal = text.parse().ok().filter(|_| plain)?;
    let rate = rate.normalize();
    (rate > Decimal::ZERO && rate < Decimal::from(1_000_000_000_000_u64) && rate.scale() <= 8).then_some(rate)
}

fn short(text: &str) -> String {
    text.chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_banks_files_are_read() {
        let daily = "Date, USD, JPY, CYP, \n24 November 2026, 1.1567, 181.02, N/A, \n";
        let hist = "Date,USD,JPY,CYP,\n2026-11-24,1.1567,181.02,N/A,\n2026-11-23,1.15,N/A,0.58,\n";
        let (daily, hist) = (read(daily), read(hist));
        assert_eq!((daily.problems.len(), daily.quotes.len()), (0, 2), "{daily:?}");
        assert_eq!(daily.ignored, ["CYP"], "not in use any more");
        assert_eq!((hist.problems.len(), hist.quotes.len()), (0, 3), "{hist:?}");
        assert_eq!(hist.quotes[0], daily.quotes[0]);
        assert_eq!(hist.days().unwrap().0.to_string(), "2026-11-23");
    }

    #[test]
    fn every_problem_is_named_by_its_line() {
        let file =
            "Date,USD,JPY\n2026-11-24,1.1567,181\n2026-13-24,1,1\n2026-11-23,0,x\n2026-11-24,1,1\n2026-11-22,1,1,1\n";
        let problems: Vec<_> =
            read(file).problems.iter().map(|problem| (problem.line, problem.message.key())).collect();
        assert_eq!(read(&file.replace('\n', "\r\n")).problems.len(), problems.len());
        assert_eq!(read("Date,USD\r\n2026-05-04,abc\r\n").problems[0].line, 2);
        assert_eq!(
            problems,
            [
                (3, "rates-error-day"),
                (4, "rates-error-rate"),
                (4, "rates-error-rate"),
                (5, "rates-error-twice"),
                (6, "rates-error-columns"),
            ]
        );
        for (file, key) in
            [("", "rates-error-empty"), ("hello", "rates-error-header"), ("Date,USD,USD\n", "rates-error-column-twice")]
        {
            assert_eq!(read(file).problems[0].message.key(), key, "{file}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text: String) {
            let import = read(&text);
            prop_assert!(!import.quotes.is_empty() || !import.problems.is_empty());
            let _ = read(&format!("Date,USD\n{text}"));
        }
    }
}

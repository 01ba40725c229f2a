//! Dates in the ways people write them, in English and French.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};

use crate::reference::fold;
use crate::web::parse::parse_date;

/// What comes first in a date such as 04/05/2026.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    #[default]
    DayFirst,
    MonthFirst,
}

impl DateOrder {
    /// Every order.
    pub const ALL: [Self; 2] = [Self::DayFirst, Self::MonthFirst];

    /// The name in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DayFirst => "day_first",
            Self::MonthFirst => "month_first",
        }
    }

    /// The order with a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == name)
    }

    /// The key of its words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::DayFirst => "import-day-first",
            Self::MonthFirst => "import-month-first",
        }
    }

    /// The order that dates have if any of them says it.
    #[must_use]
    pub fn of<'a>(dates: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut months_first = None;
        for text in dates {
            if let [Part::Number(first, 1..=2), Part::Number(second, 1..=2), Part::Number(..)] = parts(text)[..] {
                match (first, second) {
                    (13..=31, 1..=12) => return Some(Self::DayFirst),
                    (1..=12, 13..=31) => months_first = Some(Self::MonthFirst),
                    _ => {}
                }
            }
        }
        months_first
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A number, and how many digits it was written with.
    Number(u32, usize),
    Month(u32),
    /// A weekday, or what follows a number: "4th", "1er".
    Idle,
    Unknown,
}

/// The names of months and weekdays in plain letters, with the number of the month.
static WORDS: LazyLock<Vec<(String, Option<u32>)>> = LazyLock::new(|| {
    let mut words = Vec::new();
    for (month, names) in [
        "january janvier",
        "february fevrier",
        "march mars",
        "april avril",
        "may mai",
        "june juin",
        "july juillet",
        "august aout",
        "september septembre",
        "october octobre",
        "november novembre",
        "december decembre",
    ]
    .into_iter()
    .enumerate()
    {
        words.extend(names.split(' ').map(|name| (name.to_owned(), u32::try_from(month + 1).ok())));
    }
    let days =
        "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche";
    words.extend(days.split(' ').map(|name| (name.to_owned(), None)));
    words
});

/// The days between 1 January 2000 and 31 December 2099 as spreadsheets count them, from the end of 1899.
const SERIALS: std::ops::RangeInclusive<u64> = 36_526..=73_050;

/// Reads a date: `2026-05-04`, `4/5/2026`, `04.05.26`, `4 May 2026`, `lundi 4 mai 2026`, `May 4th, 2026`, `20260504`, each
/// perhaps with a time after it, or the number that a spreadsheet counts days by.
#[must_use]
pub fn read(text: &str, order: DateOrder) -> Option<NaiveDate> {
    let text = without_time(text.trim());
    if let Some(date) = parse_date(text) {
        return Some(date);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            8 => parse_date(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])),
            5 => {
                let serial = text.parse().ok().filter(|serial| SERIALS.contains(serial))?;
                NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial))
            }
            _ => None,
        };
    }
    let parts: Vec<Part> = parts(text).into_iter().filter(|part| *part != Part::Idle).collect();
    let (year, month, day) = match parts[..] {
        [Part::Number(year, 4), Part::Number(month, 1..=2) | Part::Month(month), Part::Number(day, 1..=2)] => {
            ((year, 4), month, day)
        }
        [Part::Number(first, 1..=2), Part::Number(second, 1..=2), Part::Number(year, digits)] => match order {
            DateOrder::DayFirst => ((year, digits), second, first),
            DateOrder::MonthFirst => ((year, digits), first, second),
        },
        [Part::Number(day, 1..=2), Part::Month(month), Part::Number(year, digits)]
        | [Part::Month(month), Part::Number(day, 1..=2), Part::Number(year, digits)] => ((year, digits), month, day),
        _ => return None,
    };
    let year = match year {
        (year, 4) => year,
        (year, 2) => 2000 + year,
        _ => return None,
    };
    // By way of text, so that the years are those of any other form.
    parse_date(&format!("{year:04}-{month:02}-{day:02}"))
}

/// The date of a date and a time.
fn without_time(text: &str) -> &str {
    let is_time = |rest: &str| rest.as_bytes().first().is_some_and(u8::is_ascii_digit) && rest.contains(':');
    for separator in ['T', ' '] {
        if let Some((date, time)) = text.split_once(separator)
            && is_time(time.trim_start())
            && date.len() >= 6
        {
            return date;
        }
    }
    text
}

fn parts(text: &str) -> Vec<Part> {
    let folded = fold(text);
    let mut parts = Vec::new();
    let mut rest = folded.as_str();
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
        let same = |c: char| if is_number { c.is_ascii_digit() } else { c.is_alphabetic() };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(1);
        let Some(word) = rest.get(..end) else { return vec![Part::Unknown] };
        parts.push(if is_number {
            word.parse().map_or(Part::Unknown, |number| Part::Number(number, word.len()))
        } else {
            named(word)
        });
        rest = &rest[end..];
    }
    parts
}

fn named(word: &str) -> Part {
    if ["st", "nd", "rd", "th", "er", "le", "of"].contains(&word) {
        return Part::Idle;
    }
    let mut found = WORDS.iter().filter(|(name, _)| name == word || word.len() >= 3 && name.starts_with(word));
    match found.next() {
        Some((_, Some(month))) if found.all(|(_, other)| other.is_none_or(|other| other == *month)) => {
            Part::Month(*month)
        }
        Some((_, None)) => Part::Idle,
        _ => Part::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::i18n::{Language, format};

    #[test]
    fn a_day_is_read_however_people_write_it() {
        for text in [
            "2026-05-04",
            "4/5/2026",
            "04.05.26",
            "4-5-2026",
            "4 May 2026",
            "Monday, 4 May 2026",
            "May 4th, 2026",
            "lundi 4 mai 2026",
            "4 mai 2026",
            "2026/5/4",
            "20260504",
            "2026-05-04T00:00:00Z",
            "04/05/2026 08:30",
            "46146",
            " 4 MAY 2026 ",
            "2026 May 4",
        ] {
            assert_eq!(
                read(text, DateOrder::DayFirst).map(|day| day.to_string()).as_deref(),
                Some("2026-05-04"),
                "{text}"
            );
        }
        assert_eq!(read("5/4/2026", DateOrder::MonthFirst), read("2026-05-04", DateOrder::DayFirst));
        for (text, month) in
            [("1er août 2026", 8), ("1 févr. 2026", 2), ("1 déc. 26", 12), ("Sept 1, 2026", 9), ("1 juil. 2026", 7)]
        {
            assert_eq!(read(text, DateOrder::DayFirst), NaiveDate::from_ymd_opt(2026, month, 1), "{text}");
        }
        for wrong in [
            "",
            "tomorrow",
            "31/02/2026",
            "4/13/2026",
            "1 jui 2026",
            "2026",
            "4/5",
            "4/5/6/7",
            "99999",
            "1 ma 2026",
            "é",
        ] {
            assert_eq!(read(wrong, DateOrder::DayFirst), None, "{wrong}");
        }
    }

    #[test]
    fn one_date_can_say_what_comes_first_in_all() {
        let order = |dates: &[&str]| DateOrder::of(dates.iter().copied());
        assert_eq!(order(&["04/05/2026", "05/13/2026"]), Some(DateOrder::MonthFirst));
        assert_eq!(order(&["04/05/2026", "13.05.2026"]), Some(DateOrder::DayFirst));
        assert_eq!(order(&["04/05/2026", "2026-05-13"]), None);
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_none(text: String) {
            for order in DateOrder::ALL {
                let _ = read(&text, order);
            }
        }

        #[test]
        fn every_day_reads_back_from_how_it_is_shown(days in 0_u64..70_000) {
            let day = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(days);
            for language in Language::ALL {
                for text in [format::date(language, day), day.to_string(), day.format("%d/%m/%Y").to_string()] {
                    prop_assert_eq!(read(&text, DateOrder::DayFirst), Some(day), "{}", text);
                }
            }
        }
    }
}

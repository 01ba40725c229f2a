//! The pages of rates and reports.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::{Language, Message};
use tripmgmt::rates::form::RateForm;
use tripmgmt::rates::import;
use tripmgmt::rates::views::{CurrencyPage, Newest, PreviewPage, RatesPage};
use tripmgmt::rates::{DayRate, RateSource, StoredRate};
use tripmgmt::reference::TimeZone;
use tripmgmt::reports::filter::ReportFilter;
use tripmgmt::reports::views::ReportPage;
use tripmgmt::reports::{By, Report, Row, Spent};
use tripmgmt::ui::Bars;
use tripmgmt::web::fields::Fields;
use tripmgmt::web::list::Chip;

use super::{Sample, now};

fn rates() -> Vec<Sample> {
    let day = NaiveDate::from_ymd_opt(2026, 5, 4).unwrap();
    let newest = |source| Newest {
        currency: "USD".parse().unwrap(),
        rate: DayRate { per_euro: Decimal::new(11_567, 4), day, source },
    };
    let mut errors = FieldErrors::default();
    for field in ["csv", "currency", "day", "rate"] {
        errors.add(field, Message::new("rates-error-no-file"));
    }
    let index = |rows, csv: &str, errors| RatesPage { rows, form: RateForm::default(), csv: csv.to_owned(), errors };
    let stored = StoredRate {
        currency: "USD".parse().unwrap(),
        day,
        per_euro: Decimal::new(11_567, 4),
        source: RateSource::Entered,
        set_at: now(),
        set_by: "<Site>".to_owned(),
    };
    let of_currency = |rows, next: Option<&str>| CurrencyPage {
        currency: "USD".parse().unwrap(),
        rows,
        next: next.map(ToOwned::to_owned),
        zone: TimeZone::UTC,
    };
    let preview = |csv: &str, changes| PreviewPage { csv: csv.to_owned(), import: import::read(csv), changes };
    vec![
        ("rates/index.html", Box::new(index(Vec::new(), "", FieldErrors::default()))),
        ("rates/index.html", Box::new(index(RateSource::ALL.into_iter().map(newest).collect(), "<Site>", errors))),
        ("rates/preview.html", Box::new(preview("Date,USD,CYP\n2026-05-04,1.1567,0.58\n", 1))),
        (
            "rates/preview.html",
            Box::new(preview("Date,USD,USD\n2026-05-04,x,1\n2026-05-04,1\nx,1,1,1\n2026-05-03,1,1,1", 0)),
        ),
        ("rates/preview.html", Box::new(preview("<Site>", 0))),
        ("rates/currency.html", Box::new(of_currency(Vec::new(), None))),
        ("rates/currency.html", Box::new(of_currency(vec![stored], Some("/admin/rates/USD?before=2026-05-04")))),
    ]
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let mut samples = rates();
    let spent = |minor| Spent { amount: Decimal::new(minor, 2), lines: 3, unrated: i64::from(minor > 0) };
    for language in Language::ALL {
        for by in By::ALL {
            let key = match by {
                By::CostCenter => "<Site>",
                By::Quarter => "2026-Q2",
                By::Country => "FR",
                By::Category => "meals",
                By::Traveller => "amelie.ndongo",
            };
            let named = |key: Option<&str>, minor| Row {
                key: key.map(ToOwned::to_owned),
                name: key.map(|_| "<Site> Amélie".to_owned()),
                spent: spent(minor),
            };
            let full =
                Report { rows: vec![named(Some(key), 123_456), named(None, -12_345)], others: Some((7, spent(99))) };
            for (report, query) in [(full, "country=FR"), (Report::default(), ""), (Report::default(), "by=x")] {
                let filter = ReportFilter::read(&Fields::parse(query.as_bytes()).unwrap(), now());
                let chip =
                    Chip { label: "report-by-country", value: Message::new("report-any"), remove: "/x".to_owned() };
                let view = ReportPage {
                    errors: filter.parse().err().unwrap_or_default(),
                    by,
                    currency: Some("EUR".parse().unwrap()),
                    bars: Bars::up_to(report.rows.iter().map(|row| row.spent.amount)),
                    chips: if filter.country.is_empty() { Vec::new() } else { vec![chip] },
                    report,
                    download: "/reports.csv".to_owned(),
                    language,
                    filter,
                };
                samples.push(("reports/index.html", Box::new(view)));
            }
        }
    }
    samples
}

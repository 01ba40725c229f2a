//! The pages about what a trip costs.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tripmgmt::attachments::AttachmentId;
use tripmgmt::attachments::receipts::ReceiptChoice;
use tripmgmt::error::FieldErrors;
use tripmgmt::expenses::segments::Planned;
use tripmgmt::expenses::sums::{self, Sums};
use tripmgmt::expenses::views::{Choices, ConflictPage, CostsPage, EditPage, NewPage};
use tripmgmt::expenses::{Category, Conversion, Expense, ExpenseForm, Payer, Receipt, SegmentChoice};
use tripmgmt::i18n::{Language, Message};
use tripmgmt::rates::RateSource;
use tripmgmt::trips::{Money, Section, TripPhase, TripStatus};
use tripmgmt::web::conflict::{ConflictRow, TextForm as _};
use uuid::Uuid;

use super::trips::trip;
use super::{Sample, now};

fn money(minor: i64, code: &str) -> Money {
    let currency: tripmgmt::reference::Currency = code.parse().unwrap();
    Money { amount: Decimal::new(minor, currency.exponent()), currency }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, 4).unwrap()
}

fn receipt(number: u128) -> Receipt {
    Receipt { id: AttachmentId(Uuid::from_u128(number)), name: "<Site> taxi.pdf".to_owned() }
}

fn expense(category: Category, payer: Payer, money: Money, conversion: Option<(RateSource, Money)>) -> Expense {
    Expense {
        id: Uuid::from_u128(42),
        spent_on: day(),
        category,
        title: "<Site> taxi".to_owned(),
        merchant: (payer == Payer::Company).then(|| "<Site> & sons".to_owned()),
        money,
        payer,
        segment: (category == Category::Transport).then(|| (Uuid::from_u128(43), "<Site> shuttle".to_owned())),
        receipts: (0..u128::from(payer == Payer::Company) * 2).map(receipt).collect(),
        conversion: conversion.map(|(source, money)| Conversion {
            rate: Decimal::new(655_957, 3),
            day: day(),
            source,
            money,
        }),
        euro_rate: None,
        version: 3,
        created_at: now(),
        created_by: "anonymousUser".to_owned(),
        changed_at: now(),
        changed_by: "amelie.ndongo".to_owned(),
        deleted_at: None,
    }
}

pub fn expenses() -> Vec<Expense> {
    let counted = |source| Some((source, money(27_878, "XAF")));
    let mut all: Vec<Expense> = Category::ALL
        .iter()
        .map(|category| expense(*category, Payer::Company, money(4_250, "EUR"), counted(RateSource::Imported)))
        .collect();
    for source in RateSource::ALL {
        all.push(expense(Category::Meals, Payer::Traveller, money(-4_250, "EUR"), counted(source)));
    }
    all.push(expense(Category::Other, Payer::Traveller, money(1_200, "JPY"), None));
    all.push(expense(Category::Other, Payer::Traveller, money(1_200, "XAF"), None));
    all
}

fn segments() -> Vec<SegmentChoice> {
    ["flight", "train", "car", "bus", "ferry", "hotel", "activity", "note"]
        .into_iter()
        .map(|kind| SegmentChoice {
            id: Uuid::from_u128(kind.len() as u128),
            kind: kind.to_owned(),
            name: (kind != "note").then(|| "<Site> one".to_owned()),
            day: day(),
            cost: Some(money(10_000, "EUR")),
        })
        .collect()
}

fn costs(expenses: Vec<Expense>, planned: Vec<Planned>, full: bool, may_change: bool) -> CostsPage {
    let trip = trip(full, TripStatus::Approved);
    let currency = "XAF".parse().unwrap();
    let sums = Sums::of(&expenses, currency);
    CostsPage {
        phase: TripPhase::Upcoming,
        section: Section::Costs,
        budget: sums::budget(trip.budget(), currency, &sums.total, &planned),
        trip,
        expenses,
        only_unproven: !may_change,
        sums,
        planned,
        may_change,
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let planned = |counted: Option<i64>| -> Vec<Planned> {
        let plan = |segment| Planned { segment, cost: money(10_000, "EUR"), counted: counted.map(Decimal::from) };
        segments().into_iter().map(plan).collect()
    };
    let mut samples: Vec<Sample> = vec![
        ("expenses/index.html", Box::new(costs(Vec::new(), Vec::new(), false, true))),
        ("expenses/index.html", Box::new(costs(Vec::new(), Vec::new(), true, false))),
        ("expenses/index.html", Box::new(costs(expenses(), planned(Some(65_596)), true, true))),
        ("expenses/index.html", Box::new(costs(expenses(), planned(Some(655_957)), true, false))),
        ("expenses/index.html", Box::new(costs(expenses(), planned(None), false, true))),
    ];
    let mut errors = FieldErrors::default();
    for field in ExpenseForm::FIELDS {
        errors.add(*field, Message::new("error-expense-zero"));
    }
    errors.add("files", Message::new("error-attachment-none"));
    for language in Language::ALL {
        let stored = expenses().remove(0);
        let form = ExpenseForm::of(&stored, language);
        let (trip, phase, section) = (trip(true, TripStatus::Draft), TripPhase::Upcoming, Section::Costs);
        let file = |number: u128| ReceiptChoice {
            id: AttachmentId(Uuid::from_u128(number)),
            name: "<Site> taxi.pdf".to_owned(),
            description: (number == 2).then(|| "<Site> to hotel".to_owned()),
            is_linked: number == 0,
        };
        let documents = (0..3).map(file).collect();
        let choices = Choices {
            segments: segments(),
            documents,
            files_lost: true,
            currency: None,
            stored: stored.segment.clone(),
        };
        let none =
            Choices { segments: Vec::new(), documents: Vec::new(), files_lost: false, currency: None, stored: None };
        for (form, choices, errors) in [
            (ExpenseForm::default(), none, FieldErrors::default()),
            (form.clone(), choices.clone(), FieldErrors::default()),
            (form.clone(), choices.clone(), errors.clone()),
        ] {
            for deleted_at in [None, Some(now())] {
                let expense = Expense { deleted_at, ..stored.clone() };
                let view = EditPage {
                    trip: trip.clone(),
                    phase,
                    section,
                    expense,
                    form: form.clone(),
                    choices: choices.clone(),
                    version: 3,
                    original: "{}".to_owned(),
                    errors: errors.clone(),
                };
                samples.push(("expenses/edit.html", Box::new(view)));
            }
            let view = NewPage { trip: trip.clone(), phase, section, form, choices, errors };
            samples.push(("expenses/new.html", Box::new(view)));
        }
        let rows = ExpenseForm::FIELDS.iter().zip(ExpenseForm::LABELS).map(|(field, label)| ConflictRow {
            field,
            label,
            theirs: String::new(),
            mine: choices.in_words(field, form.get(field), language),
            prefers_mine: true,
            both_changed: *field == "title",
        });
        let rows = rows.collect();
        let original = "{}".to_owned();
        let view = ConflictPage { trip, phase, section, expense: stored, mine: form, original, rows, files_lost: true };
        samples.push(("expenses/conflict.html", Box::new(view)));
    }
    samples
}

//! The page of delegates, with everything and with as little as possible.

use tripmgmt::delegates::form::DelegateForm;
use tripmgmt::delegates::views::DelegatesPage;
use tripmgmt::delegates::{Delegation, DelegationId};
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::reference::TimeZone;
use uuid::Uuid;

use super::{Sample, now};

/// One that is in force, or one that somebody ended.
pub fn delegation(number: u128, ended: bool) -> Delegation {
    Delegation {
        id: DelegationId(Uuid::from_u128(number)),
        delegator: "mia".to_owned(),
        delegator_name: "Mia <Site>".to_owned(),
        delegate: "marc".to_owned(),
        delegate_name: "Marc <Site>".to_owned(),
        first_day: now().date_naive(),
        last_day: now().date_naive(),
        time_zone: TimeZone::UTC,
        created_at: now(),
        ended_at: ended.then(now),
        ended_by: ended.then(|| "mia".to_owned()),
    }
}

/// The page.
pub fn samples() -> Vec<Sample> {
    let mut wrong = FieldErrors::default();
    for field in ["person", "first_day", "last_day"] {
        wrong.add(field, Message::new("error-member-empty"));
    }
    let page = |full: bool, may_delegate, errors| DelegatesPage {
        may_delegate,
        named: if full { vec![delegation(1, false)] } else { Vec::new() },
        over: if full { vec![delegation(2, true), delegation(3, false)] } else { Vec::new() },
        naming: if full { vec![delegation(4, false)] } else { Vec::new() },
        form: DelegateForm::blank(now().date_naive()),
        errors,
        zone: TimeZone::UTC,
    };
    [(true, true, wrong), (false, true, FieldErrors::default()), (false, false, FieldErrors::default())]
        .into_iter()
        .map(|(full, may, errors)| -> Sample { ("delegates/index.html", Box::new(page(full, may, errors))) })
        .collect()
}

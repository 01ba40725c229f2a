//! The pages about the second factor.

use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::reference::TimeZone;
use tripmgmt::second_factor::views::{CodesPage, ShowPage, State};
use tripmgmt::second_factor::{QrCode, RecoveryCode, Way};
use tripmgmt::sessions::views::CodePage;

use super::{Sample, now};

/// The pages.
pub fn samples() -> Vec<Sample> {
    let mut wrong = FieldErrors::default();
    wrong.add("code", Message::new("error-code-wrong"));
    wrong.add("renewal_proof", Message::new("error-proof-wrong"));
    wrong.add("removal_proof", Message::new("error-proof-empty"));
    let mut samples: Vec<Sample> = Vec::new();
    for errors in [FieldErrors::default(), wrong] {
        for way in [Way::App, Way::RecoveryCode] {
            samples.push(("sessions/code.html", Box::new(CodePage { way, errors: errors.clone() })));
        }
        for state in states() {
            for yes in [true, false] {
                let page = ShowPage {
                    state: state.clone(),
                    is_required: yes,
                    has_password: yes,
                    next: "/trips?q=<Site>".to_owned(),
                    errors: errors.clone(),
                };
                samples.push(("second_factor/show.html", Box::new(page)));
            }
        }
    }
    let codes = vec![RecoveryCode::generate(), RecoveryCode::generate()];
    let page = CodesPage { codes, login: "amelie.ndongo".to_owned(), next: "/".to_owned() };
    samples.push(("second_factor/codes.html", Box::new(page)));
    samples
}

fn states() -> Vec<State> {
    let address = "otpauth://totp/Trip%20Management:<Site>";
    let mut states = vec![
        State::Off,
        State::SettingUp {
            qr: QrCode::of(address).unwrap(),
            seed: "GEZD GNBV".to_owned(),
            address: address.to_owned(),
        },
    ];
    states.extend([0, 1, 10].map(|codes_left| State::On { since: now(), zone: TimeZone::UTC, codes_left }));
    states
}

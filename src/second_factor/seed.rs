//! The seed that codes are made from, and the ways in which an app gets it.

use std::fmt;

use chrono::{DateTime, Utc};
use fast_qr::{ECL, QRBuilder};
use rand::Rng as _;
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::error::AppError;
use crate::web::fields::escaped;

/// How many bytes a seed has: as many as the result of SHA-1 (RFC 4226, section 4).
const LEN: usize = 20;

/// How many digits a code has.
const DIGITS: usize = 6;

/// What apps know: other lengths and other hashes are ignored by the most used ones.
const STEP_SECONDS: u64 = 30;

/// How many modules stay white around a QR code (ISO/IEC 18004, section 6.3.8).
const QUIET_ZONE: usize = 4;

/// A seed; whoever has it can make every code.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed([u8; LEN]);

impl Seed {
    /// A new one.
    #[must_use]
    pub fn generate() -> Self {
        let mut bytes = [0; LEN];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The seed of these bytes, if there are as many as a seed has.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes, to be sealed.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The seed as it is typed into an app: letters and digits.
    #[must_use]
    pub fn text(&self) -> String {
        Secret::from(self.0.to_vec()).to_base32()
    }

    /// The same in groups of four, to be read.
    #[must_use]
    pub fn groups(&self) -> String {
        let text: Vec<char> = self.text().chars().collect();
        text.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// The address that an app reads from the QR code.
    #[must_use]
    pub fn address(&self, portal: &str, login: &str) -> String {
        let (portal, login) = (escaped(portal), escaped(login));
        format!(
            "otpauth://totp/{portal}:{login}?secret={}&issuer={portal}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}",
            self.text()
        )
    }

    /// The code an app shows at a time.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the seed is none.
    pub fn code(&self, at: DateTime<Utc>) -> Result<String, AppError> {
        Ok(self.totp()?.generate(seconds(at)).to_string())
    }

    /// The step a code belongs to, if it is this one or a neighbour: clocks differ, and typing takes time.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the seed is none.
    pub fn step_of(&self, code: &str, now: DateTime<Utc>) -> Result<Option<i64>, AppError> {
        let Some(code) = digits(code) else { return Ok(None) };
        let step = self.totp()?.check(&code, seconds(now));
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }

    fn totp(&self) -> Result<Totp, AppError> {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(1)
            .with_step_duration(STEP_SECONDS)
            .with_secret(self.0.to_vec())
            .build()
            .map_err(|error| AppError::internal(std::io::Error::other(error.to_string())))
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}

/// What somebody typed, as a code, if it is one: apps show a gap in the middle.
fn digits(typed: &str) -> Option<String> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

fn seconds(at: DateTime<Utc>) -> u64 {
    u64::try_from(at.timestamp()).unwrap_or_default()
}

/// A QR code as the path of an SVG whose unit is one module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    /// Width and height, white margin included.
    pub side: usize,
    pub path: String,
}

impl QrCode {
    /// Draws a text.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the text is too long.
    pub fn of(text: &str) -> Result<Self, AppError> {
        use std::fmt::Write as _;
        let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(AppError::internal)?;
        let mut path = String::new();
        for row in 0..code.size {
            let mut column = 0;
            for run in code[row].chunk_by(|one, other| one.value() == other.value()) {
                if run[0].value() {
                    let (x, y, length) = (column + QUIET_ZONE, row + QUIET_ZONE, run.len());
                    let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
                }
                column += run.len();
            }
        }
        Ok(Self { side: code.size + 2 * QUIET_ZONE, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seed of RFC 6238, appendix B, and of RFC 4226, appendix D.
    fn seed() -> Seed {
        Seed::from_bytes(b"12345678901234567890").unwrap()
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(seed().code(at(time)).unwrap(), code);
        }
    }

    #[test]
    fn a_code_is_good_for_its_step_and_the_ones_beside_it() {
        let code = seed().code(at(3_000)).unwrap();
        let step = |now| seed().step_of(&code, at(now)).unwrap();
        assert_eq!([step(2_969), step(3_060)], [None, None]);
        assert_eq!([step(2_970), step(3_000), step(3_029), step(3_059)], [Some(100); 4]);
    }

    #[test]
    fn a_code_may_be_typed_with_a_gap_but_must_be_whole() {
        for typed in ["287082", " 287 082 ", "287-082"] {
            assert_eq!(seed().step_of(typed, at(59)).unwrap(), Some(1), "{typed}");
        }
        for typed in ["", "28708", "2870822", "287o82", "٢٨٧٠٨٢", "+87082"] {
            assert_eq!(seed().step_of(typed, at(59)).unwrap(), None, "{typed}");
        }
    }

    #[test]
    fn the_address_names_portal_and_login_and_draws_as_a_square() {
        let address = seed().address("Trip Management", "a+b@portal.test");
        assert_eq!(
            address,
            "otpauth://totp/Trip%20Management:a%2Bb%40portal.test?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Trip%20Management&algorithm=SHA1&digits=6&period=30"
        );
        let code = QrCode::of(&address).unwrap();
        // The first row begins with the upper edge of a finder pattern: seven dark modules.
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", code.path);
        assert!(code.side > 8 + 21);
        assert_eq!(seed().groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}

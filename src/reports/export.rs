//! A report as a file for spreadsheets, sent in pieces.

use futures_util::stream::{self, Stream};

use crate::error::AppError;
use crate::i18n::Language;
use crate::reports::filter::Question;
use crate::reports::{Report, Spent};
use crate::web::csv;

/// Rows of a file: more than any company has cost centers. All that is beyond stands in one line.
pub const ROWS: i64 = 20_000;

/// How many rows are written at once.
const ROWS_AT_ONCE: usize = 1_000;

/// The file. No connection is held while it is sent, however slow the reader.
pub fn csv(report: Report, question: Question, language: Language) -> impl Stream<Item = Result<Vec<u8>, AppError>> {
    stream::try_unfold(0, move |place| {
        let piece = piece(&report, &question, language, place);
        async move { Ok(piece?.map(|piece| (piece, place + ROWS_AT_ONCE))) }
    })
}

fn piece(report: &Report, question: &Question, language: Language, place: usize) -> Result<Option<Vec<u8>>, AppError> {
    if place > 0 && place >= report.rows.len() {
        return Ok(None);
    }
    let mut piece = Vec::new();
    if place == 0 {
        piece.extend_from_slice(csv::BYTE_ORDER_MARK);
        let headings = [
            question.by.label(),
            "report-column-amount",
            "report-column-currency",
            "report-column-lines",
            "report-column-unrated",
        ];
        csv::write(&mut piece, [headings.map(|key| language.text(key))])?;
    }
    let fields = |label: &str, spent: &Spent| {
        let mut amount = spent.amount;
        amount.rescale(question.currency.exponent());
        let currency = question.currency.code().to_owned();
        [label.to_owned(), amount.to_string(), currency, spent.lines.to_string(), spent.unrated.to_string()]
    };
    let rows = report.rows.iter().skip(place).take(ROWS_AT_ONCE);
    csv::write(&mut piece, rows.map(|row| fields(&question.by.in_words(row, language), &row.spent)))?;
    if let Some((_, spent)) = report.others.as_ref().filter(|_| place + ROWS_AT_ONCE >= report.rows.len()) {
        csv::write(&mut piece, [fields(&language.text("report-others-short"), spent)])?;
    }
    Ok(Some(piece))
}

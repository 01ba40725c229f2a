//! What became of each row, as a file: with the trip it became, or everything that was wrong with it.

use std::collections::HashMap;

use crate::error::AppError;
use crate::i18n::Language;
use crate::imports::queries::ImportedTrip;
use crate::imports::read::Item;
use crate::web::csv;

/// The words above the columns.
const HEADINGS: [&str; 5] =
    ["import-report-line", "import-report-name", "import-report-result", "export-reference", "import-report-problems"];

/// The report of an import.
///
/// # Errors
/// It cannot be written.
pub fn csv(items: &[Item], trips: &[ImportedTrip], language: Language) -> Result<Vec<u8>, AppError> {
    let became: HashMap<u64, &ImportedTrip> =
        trips.iter().filter_map(|trip| Some((u64::try_from(trip.line).ok()?, trip))).collect();
    let mut file = csv::BYTE_ORDER_MARK.to_vec();
    csv::write(&mut file, [HEADINGS.map(|key| language.text(key))])?;
    let rows = items.iter().map(|item| {
        let trip = became.get(&item.line);
        let result = match (trip, &item.trip) {
            (Some(_), _) => "import-row-imported",
            (None, Err(_)) => "import-row-wrong",
            (None, Ok(_)) => "import-row-not-imported",
        };
        let problems = item.trip.as_ref().err().into_iter().flat_map(|errors| errors.iter());
        let problems: Vec<String> = problems.map(|error| error.message.text(language)).collect();
        let reference = trip.map(|trip| trip.reference.clone()).unwrap_or_default();
        [item.line.to_string(), item.name.clone(), language.text(result), reference, problems.join(" · ")]
    });
    csv::write(&mut file, rows)?;
    Ok(file)
}

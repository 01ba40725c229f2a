//! From the bytes of a file to its rows: which encoding, which delimiter, where each row stands.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::i18n::{Message, MessageArg};
use crate::imports::MOST_ROWS;
use crate::web::csv::restored;

/// What can stand between the cells of a row.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// How many columns a file may have: more than any table of trips.
pub const MOST_COLUMNS: usize = 60;

/// How long a cell may be, in characters: longer than any field of a trip.
const LONGEST_CELL: usize = 40_000;

/// A file as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// What the encoding is called: `UTF-8`, `UTF-16LE`, `windows-1252`.
    pub encoding: &'static str,
}

/// Reads bytes as text, in the encoding they say or look like.
///
/// # Errors
/// They are no text in any of the encodings.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Message> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (guess(bytes), 0));
    let decoded = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    let text = decoded.filter(|text| !text.contains('\0')).ok_or_else(|| Message::new("error-import-encoding"))?;
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name() })
}

/// The encoding of bytes without a mark.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    // Latin letters in UTF-16 are zero in every other byte.
    let half = start.len() / 4;
    if start.len() >= 4 && bytes.len().is_multiple_of(2) {
        if zeros(1) > half && zeros(0) == 0 {
            return UTF_16LE;
        }
        if zeros(0) > half && zeros(1) == 0 {
            return UTF_16BE;
        }
    }
    if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file it begins in.
    pub line: u64,
    pub cells: Vec<String>,
}

/// A table with the names of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub delimiter: char,
    pub headings: Vec<String>,
    pub rows: Vec<Row>,
}

/// Reads a text as a table whose first row names the columns. Rows without any text are no rows.
///
/// # Errors
/// There is nothing in it, or too much of something.
pub fn table(text: &str) -> Result<Table, Message> {
    // Spreadsheets say their delimiter in a line of its own.
    let (text, said, skipped) = match text.get(..5).filter(|start| start.to_ascii_lowercase().starts_with("sep=")) {
        Some(start) => (text[5..].trim_start_matches('\r').trim_start_matches('\n'), start.chars().last(), 1),
        None => (text, None, 0),
    };
    let delimiter = said.filter(|said| DELIMITERS.contains(said)).unwrap_or_else(|| delimiter(text));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows: Vec<Row> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| Message::new("error-import-table"))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = record.position().map_or(1, |position| first_line(text, position)) + skipped;
        if record.len() > MOST_COLUMNS {
            let max = MessageArg::Number(MOST_COLUMNS as u64);
            return Err(Message::new("error-import-columns").with("line", MessageArg::Number(line)).with("max", max));
        }
        if record.iter().any(|cell| cell.len() > LONGEST_CELL && cell.chars().count() > LONGEST_CELL) {
            let max = MessageArg::Number(LONGEST_CELL as u64);
            return Err(Message::new("error-import-cell").with("line", MessageArg::Number(line)).with("max", max));
        }
        rows.push(Row { line, cells: record.iter().map(|cell| restored(cell).to_owned()).collect() });
        // The first one names the columns.
        if rows.len() > MOST_ROWS + 1 {
            return Err(too_many());
        }
    }
    if rows.len() < 2 {
        return Err(Message::new("error-import-empty"));
    }
    let headings = rows.remove(0).cells.into_iter().map(|heading| heading.trim().to_owned()).collect();
    Ok(Table { delimiter, headings, rows })
}

/// The line of a record, after the empty lines before it.
fn first_line(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or_default();
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    position.line() + empty as u64
}

/// Says that a file has more rows than can be imported at once.
#[must_use]
pub fn too_many() -> Message {
    Message::new("error-import-rows").with("max", MessageArg::Number(MOST_ROWS as u64))
}

/// What stands between the cells: whichever there is most of in the first row, outside of quotes.
fn delimiter(text: &str) -> char {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut is_quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '\n' | '\r' if !is_quoted && counts.iter().any(|count| *count > 0) => break,
            _ if is_quoted => {}
            _ => {
                if let Some(at) = DELIMITERS.iter().position(|one| *one == letter) {
                    counts[at] += 1;
                }
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    DELIMITERS.into_iter().zip(counts).find(|(_, count)| *count == most).map_or(',', |(one, _)| one)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SAMPLE: &str = "Nom;Début\r\nRéunion à Liège;04/05/2026\r\n";

    #[test]
    fn encodings_are_recognised_with_and_without_a_mark() {
        let wide = |unit: fn(u16) -> [u8; 2], mark: bool| {
            let marked = if mark { "\u{feff}" } else { "" };
            format!("{marked}{SAMPLE}").encode_utf16().flat_map(unit).collect::<Vec<u8>>()
        };
        for (bytes, encoding) in [
            (SAMPLE.as_bytes().to_vec(), "UTF-8"),
            (format!("\u{feff}{SAMPLE}").into_bytes(), "UTF-8"),
            (wide(u16::to_le_bytes, true), "UTF-16LE"),
            (wide(u16::to_be_bytes, true), "UTF-16BE"),
            (wide(u16::to_le_bytes, false), "UTF-16LE"),
            (wide(u16::to_be_bytes, false), "UTF-16BE"),
            (WINDOWS_1252.encode(SAMPLE).0.into_owned(), "windows-1252"),
        ] {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (SAMPLE, encoding));
        }
        assert!(decode(b"\x00\x01\x02\x00\x00").is_err());
    }

    #[test]
    fn delimiters_are_recognised_outside_of_quotes() {
        for (text, delimiter, columns) in [
            ("a,b\n1,2", ',', 2),
            ("\"a,x,y\";b\n1;2", ';', 2),
            ("a\tb\tc\n1\t2\t3", '\t', 3),
            ("a|b\n1|2", '|', 2),
            ("sep=;\na;b\n1;2", ';', 2),
            ("name\nLyon", ',', 1),
        ] {
            let table = table(text).unwrap();
            assert_eq!((table.delimiter, table.headings.len(), table.rows.len()), (delimiter, columns, 1), "{text}");
        }
    }

    #[test]
    fn rows_know_their_lines_and_empty_ones_are_none() {
        let table = table("sep=,\nname,notes\n\nLyon,\"one\ntwo\"\n,,\nDouala,x\n").unwrap();
        let lines: Vec<_> = table.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [4, 7]);
        for empty in ["", "\n", "name,start\n"] {
            assert!(super::table(empty).is_err(), "{empty:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_refused(bytes: Vec<u8>) {
            if let Ok(decoded) = decode(&bytes) {
                let _ = table(&decoded.text);
            }
        }
    }
}

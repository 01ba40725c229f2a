//! Rows in the text format of `COPY`: a line a row, tabs between fields, `\N` for nothing.

use std::fmt::Display;

/// Rows under construction.
#[derive(Default)]
pub(super) struct CopyRows {
    text: String,
    within_row: bool,
}

impl CopyRows {
    /// Adds a field to the row.
    pub(super) fn field(&mut self, value: impl Display) -> &mut Self {
        self.separate();
        for letter in value.to_string().chars() {
            match letter {
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                other => self.text.push(other),
            }
        }
        self
    }

    /// Adds a field that may have no value.
    pub(super) fn optional(&mut self, value: Option<impl Display>) -> &mut Self {
        if let Some(value) = value {
            return self.field(value);
        }
        self.separate();
        self.text.push_str("\\N");
        self
    }

    /// Ends the row.
    pub(super) fn end(&mut self) {
        self.text.push('\n');
        self.within_row = false;
    }

    /// What to send.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    fn separate(&mut self) {
        if self.within_row {
            self.text.push('\t');
        }
        self.within_row = true;
    }
}

#[cfg(test)]
mod tests {
    use super::CopyRows;

    #[test]
    fn what_has_a_meaning_in_the_format_is_escaped() {
        let mut rows = CopyRows::default();
        rows.field("C:\\new").optional(None::<i32>).field("one\ntwo\tthree").end();
        rows.field(7).optional(Some("\\N")).end();
        assert_eq!(rows.as_bytes(), b"C:\\\\new\t\\N\tone\\ntwo\\tthree\n7\t\\\\N\n");
    }
}

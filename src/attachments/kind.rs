//! The kinds of files that may be attached, and whether a file is what its name and its sender say: programs and pages
//! that run something in a browser are none of them.

use crate::attachments::{name, zip};
use crate::i18n::{Message, MessageArg};

/// So many bytes of a file's beginning are looked at.
const HEAD: usize = 8 * 1024;

/// A kind of file.
#[derive(Debug, PartialEq, Eq)]
pub struct FileType {
    /// What it is sent as.
    pub media_type: &'static str,
    /// The endings of its names.
    pub extensions: &'static [&'static str],
    /// What else browsers and mail programs take it for.
    declared: &'static [&'static str],
    looks: Looks,
    /// The key of what people call it.
    pub label: &'static str,
    /// Whether browsers show it without running anything in it.
    pub shown: bool,
}

/// What a file of a kind is recognised by.
#[derive(Debug, PartialEq, Eq)]
enum Looks {
    /// By the media type that its first bytes stand for.
    Magic(&'static str),
    /// An archive with a file of which the name begins like this.
    Archive(&'static str),
    /// An archive that begins with its own media type.
    OpenDocument,
    /// A compound file of Microsoft's.
    Compound,
    /// Text that begins like this, if it has to; small and capital letters are the same.
    Text(&'static str),
    /// Text that begins with the field of a header.
    Header,
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const SLIDES: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

macro_rules! types {
    ($($media_type:expr, $extensions:expr, $declared:expr, $looks:expr, $label:literal $(, $shown:ident)?;)*) => {
        [$(FileType {
            media_type: $media_type,
            extensions: &$extensions,
            declared: &$declared,
            looks: $looks,
            label: $label,
            shown: types!(@shown $($shown)?),
        },)*]
    };
    (@shown shown) => { true };
    (@shown) => { false };
}

/// Every kind, in the order in which people are told of them.
pub static TYPES: [FileType; 20] = types! {
    "application/pdf", ["pdf"], ["application/x-pdf"], Looks::Magic("application/pdf"), "file-type-pdf", shown;
    "image/jpeg", ["jpg", "jpeg"], ["image/pjpeg", "image/jpg"], Looks::Magic("image/jpeg"), "file-type-image", shown;
    "image/png", ["png"], ["image/x-png"], Looks::Magic("image/png"), "file-type-image", shown;
    "image/webp", ["webp"], [], Looks::Magic("image/webp"), "file-type-image", shown;
    "image/gif", ["gif"], [], Looks::Magic("image/gif"), "file-type-image", shown;
    // Few browsers show it.
    "image/heic", ["heic", "heif"], ["image/heif"], Looks::Magic("image/heif"), "file-type-image";
    WORD, ["docx"], [], Looks::Archive("word/"), "file-type-text-document";
    SHEET, ["xlsx"], [], Looks::Archive("xl/"), "file-type-spreadsheet";
    SLIDES, ["pptx"], [], Looks::Archive("ppt/"), "file-type-presentation";
    "application/vnd.oasis.opendocument.text", ["odt"], [], Looks::OpenDocument, "file-type-text-document";
    "application/vnd.oasis.opendocument.spreadsheet", ["ods"], [], Looks::OpenDocument, "file-type-spreadsheet";
    "application/vnd.oasis.opendocument.presentation", ["odp"], [], Looks::OpenDocument, "file-type-presentation";
    "application/msword", ["doc"], [], Looks::Compound, "file-type-text-document";
    "application/vnd.ms-excel", ["xls"], [], Looks::Compound, "file-type-spreadsheet";
    "application/vnd.ms-powerpoint", ["ppt"], [], Looks::Compound, "file-type-presentation";
    "text/plain", ["txt"], [], Looks::Text(""), "file-type-text";
    "text/csv", ["csv"], ["application/vnd.ms-excel", "text/plain", "application/csv"], Looks::Text(""), "file-type-csv";
    "text/calendar", ["ics"], ["text/plain", "application/ics"], Looks::Text("begin:vcalendar"), "file-type-calendar";
    "message/rfc822", ["eml"], ["text/plain"], Looks::Header, "file-type-mail";
    "application/vnd.apple.pkpass", ["pkpass"], [], Looks::Archive("pass.json"), "file-type-pass";
};

/// What a sender says that knows nothing.
const UNKNOWN: [&str; 3] = ["", "application/octet-stream", "binary/octet-stream"];

/// What archives are called by those that look no further.
const ARCHIVE: [&str; 2] = ["application/zip", "application/x-zip-compressed"];

impl FileType {
    /// Every ending, as a browser's file dialog wants them: `.pdf,.jpg`.
    #[must_use]
    pub fn accepted() -> String {
        let endings = TYPES.iter().flat_map(|kind| kind.extensions).map(|extension| format!(".{extension}"));
        endings.collect::<Vec<_>>().join(",")
    }

    /// The kind that is sent as this.
    #[must_use]
    pub fn of_media_type(media_type: &str) -> Option<&'static Self> {
        TYPES.iter().find(|kind| kind.media_type == media_type)
    }

    /// The kind of which a file of this name has to be, whose sender declares this of it.
    ///
    /// # Errors
    /// No such file may be attached, or the two do not agree.
    pub(super) fn of(file: &str, declared: &str) -> Result<&'static Self, Message> {
        let extension = name::extension(file);
        let about = |key| Message::new(key).with("name", MessageArg::Text(file.to_owned()));
        let found = TYPES.iter().find(|kind| kind.extensions.contains(&extension.as_str()));
        let kind = found.ok_or_else(|| about("error-attachment-type"))?;
        let declared = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let agrees = UNKNOWN.contains(&declared.as_str())
            || declared == kind.media_type
            || kind.declared.contains(&declared.as_str())
            || (kind.is_archive() && ARCHIVE.contains(&declared.as_str()));
        if agrees {
            return Ok(kind);
        }
        Err(about("error-attachment-declared").with("declared", MessageArg::Text(declared.chars().take(100).collect())))
    }

    const fn is_archive(&self) -> bool {
        matches!(self.looks, Looks::Archive(_) | Looks::OpenDocument)
    }
}

/// What is remembered of a file while it passes by.
pub(super) struct Inspection {
    kind: &'static FileType,
    head: Vec<u8>,
    /// The end, for archives.
    tail: Vec<u8>,
    /// Whether there is something in it that no text holds.
    binary: bool,
}

/// The name and the kind of a file that is there as a whole, found as an upload finds them piece by piece.
///
/// # Errors
/// No such file may be attached, or it is not what it is said to be.
pub fn recognised(sent: &str, declared: &str, bytes: &[u8]) -> Result<(String, &'static FileType), Message> {
    let name = name::sanitised(sent).ok_or_else(|| Message::new("error-attachment-name"))?;
    let kind = FileType::of(&name, declared)?;
    let mut inspection = Inspection::new(kind);
    bytes.chunks(HEAD / 3).for_each(|piece| inspection.feed(piece));
    inspection.verdict(&name)?;
    Ok((name, kind))
}

impl Inspection {
    /// Of a file that should be of this kind.
    pub(super) const fn new(kind: &'static FileType) -> Self {
        Self { kind, head: Vec::new(), tail: Vec::new(), binary: false }
    }

    /// Looks at the next bytes.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        let wanted = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..wanted]);
        self.binary = self.binary || bytes.iter().any(|byte| is_no_text(*byte));
        if self.kind.is_archive() {
            self.tail.extend_from_slice(&bytes[bytes.len().saturating_sub(zip::TAIL)..]);
            // Not at every turn, or all of it would be moved each time.
            if self.tail.len() > 2 * zip::TAIL {
                self.tail.drain(..self.tail.len() - zip::TAIL);
            }
        }
    }

    /// Whether the file is what it should be.
    ///
    /// # Errors
    /// What it seems to be instead.
    pub(super) fn verdict(&self, name: &str) -> Result<(), Message> {
        let text = || self.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.head);
        let fits = match self.kind.looks {
            Looks::Magic(media_type) => infer::get(&self.head).is_some_and(|found| found.mime_type() == media_type),
            Looks::Archive(beginning) => self.holds(|name| name.starts_with(beginning)),
            Looks::OpenDocument => self.says_media_type() && self.holds(|name| name == "content.xml"),
            Looks::Compound => self.head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            Looks::Text(beginning) => {
                let begins = text().get(..beginning.len());
                !self.binary && begins.is_some_and(|begins| begins.eq_ignore_ascii_case(beginning.as_bytes()))
            }
            Looks::Header => !self.binary && begins_with_field(text()),
        };
        if fits {
            return Ok(());
        }
        // What is cut off still looks like itself at its beginning.
        let other = |found: &infer::Type| ![self.kind.media_type, "application/zip"].contains(&found.mime_type());
        let found = infer::get(&self.head).filter(other).map(|found| found.extension().to_ascii_uppercase());
        let about = Message::new(match found {
            Some(_) => "error-attachment-content",
            None => "error-attachment-unreadable",
        });
        let about =
            about.with("name", MessageArg::Text(name.to_owned())).with("kind", MessageArg::Key(self.kind.label));
        Err(about.with("found", MessageArg::Text(found.unwrap_or_default())))
    }

    fn holds(&self, wanted: impl Fn(&str) -> bool) -> bool {
        let is_archive = self.head.starts_with(b"PK\x03\x04");
        is_archive && zip::names(&self.tail).is_some_and(|names| names.into_iter().any(wanted))
    }

    /// The first file of such a document is its media type, uncompressed (OASIS `OpenDocument` 1.3, part 2, section 3.3).
    fn says_media_type(&self) -> bool {
        let said = [b"mimetype".as_slice(), self.kind.media_type.as_bytes()].concat();
        self.head.get(30..).is_some_and(|rest| rest.starts_with(&said))
    }
}

/// Control characters that stand in no text; in the encodings people use all other bytes are letters.
const fn is_no_text(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)
}

/// Whether the first line is a field such as `From: somebody` (RFC 5322, section 2.2).
fn begins_with_field(text: &[u8]) -> bool {
    let name = text.split(|byte| *byte == b':').next().unwrap_or_default();
    name.len() < text.len() && !name.is_empty() && name.iter().all(u8::is_ascii_graphic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(file: &str, bytes: &[u8]) -> Result<(), &'static str> {
        let mut inspection = Inspection::new(FileType::of(file, "").unwrap());
        for piece in bytes.chunks(1000) {
            inspection.feed(piece);
        }
        inspection.verdict(file).map_err(|message| message.key())
    }

    #[test]
    fn endings_and_media_types_belong_to_one_kind_each() {
        let mut endings: Vec<_> = TYPES.iter().flat_map(|kind| kind.extensions).collect();
        let mut media_types: Vec<_> = TYPES.iter().map(|kind| kind.media_type).collect();
        let (count, kinds) = (endings.len(), media_types.len());
        endings.sort_unstable();
        endings.dedup();
        media_types.sort_unstable();
        media_types.dedup();
        assert_eq!((endings.len(), media_types.len()), (count, kinds));
    }

    #[test]
    fn what_is_declared_has_to_fit_the_name() {
        assert!(FileType::of("a.PDF", "application/pdf").is_ok());
        assert!(FileType::of("a.csv", "application/vnd.ms-excel; charset=x").is_ok());
        assert!(FileType::of("a.docx", "application/zip").is_ok());
        assert_eq!(FileType::of("a.pdf", "text/html").unwrap_err().key(), "error-attachment-declared");
        for name in ["a.exe", "a.svg", "a.html", "pdf", "a.pdf.js", "a."] {
            assert_eq!(FileType::of(name, "").unwrap_err().key(), "error-attachment-type", "{name}");
        }
    }

    #[test]
    fn contents_have_to_fit_the_name() {
        let odt = zip::archive(&["mimetypeapplication/vnd.oasis.opendocument.text", "content.xml"]);
        let docx = zip::archive(&["[Content_Types].xml", "word/document.xml"]);
        let pass = zip::archive(&["pass.json", "manifest.json"]);
        for (file, bytes) in [
            ("a.pdf", b"%PDF-1.7\n".as_slice()),
            ("a.png", b"\x89PNG\r\n\x1a\n"),
            ("a.jpg", b"\xff\xd8\xff\xe0"),
            ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
            ("a.docx", &docx),
            ("a.odt", &odt),
            ("a.pkpass", &pass),
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            ("a.txt", "Reçu".as_bytes()),
            ("a.csv", b"caf\xe9;1\r\n"),
            ("a.ics", b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n"),
            ("a.eml", b"Return-Path: <x@example.com>\r\n"),
        ] {
            assert_eq!(verdict(file, bytes), Ok(()), "{file}");
        }
        for (file, bytes, error) in [
            ("a.pdf", b"\x89PNG\r\n\x1a\n".as_slice(), "error-attachment-content"),
            ("a.pdf", b"MZ\x90\0", "error-attachment-content"),
            ("a.docx", &docx[..docx.len() - 9], "error-attachment-unreadable"),
            ("a.txt", b"a\0b", "error-attachment-unreadable"),
            ("a.ics", b"END:VCALENDAR", "error-attachment-unreadable"),
            ("a.eml", b"Dear all,\r\nas I said: no", "error-attachment-unreadable"),
        ] {
            assert_eq!(verdict(file, bytes), Err(error), "{file}");
        }
        assert!(
            verdict("a.xlsx", &docx).is_err() && verdict("a.odt", &docx).is_err() && verdict("a.docx", &odt).is_err()
        );
    }

    #[test]
    fn the_directory_of_a_large_archive_is_found_at_its_end() {
        let mut large = vec![0; 3 * zip::TAIL];
        large[..4].copy_from_slice(b"PK\x03\x04");
        large.extend(zip::archive(&["[Content_Types].xml", "xl/workbook.xml"]));
        assert_eq!(verdict("a.xlsx", &large), Ok(()));
    }
}

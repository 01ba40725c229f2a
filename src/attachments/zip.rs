//! What a ZIP archive says that it holds. Documents of several kinds are archives, and only that tells them apart.

/// The end of an archive that is looked at, in bytes: its directory stands there.
pub(super) const TAIL: usize = 256 * 1024;

/// More names are not read.
const MOST: usize = 10_000;

const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
const ENTRY_SIGNATURE: &[u8] = b"PK\x01\x02";
const ENTRY_LENGTH: usize = 46;

/// The names in the directory of an archive (APPNOTE, section 4.3), of which the last bytes are given; nothing if they are
/// not the end of one. If the directory begins before them, its names from some entry on.
pub(super) fn names(tail: &[u8]) -> Option<Vec<&str>> {
    let end = (0..=tail.len().checked_sub(END_LENGTH)?).rev().find(|at| tail[*at..].starts_with(END_SIGNATURE))?;
    let size = usize::try_from(number(tail, end + 12, 4)?).ok()?;
    let begin = match end.checked_sub(size) {
        Some(begin) => begin,
        // The directory is longer than what is given: go on from the first entry in it.
        None => tail[..end].windows(4).position(|bytes| bytes == ENTRY_SIGNATURE)?,
    };
    let mut names = Vec::new();
    let mut at = begin;
    while at < end && names.len() < MOST {
        let entry = tail.get(at..end)?;
        if !entry.starts_with(ENTRY_SIGNATURE) {
            return None;
        }
        let length = |offset| number(entry, offset, 2).and_then(|length| usize::try_from(length).ok());
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let bytes = entry.get(ENTRY_LENGTH..ENTRY_LENGTH + name)?;
        names.push(std::str::from_utf8(bytes).unwrap_or_default());
        at += ENTRY_LENGTH + name + extra + comment;
    }
    Some(names)
}

/// A number of so many bytes, the smallest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// An archive with empty files of these names, for tests.
#[cfg(test)]
pub(super) fn archive(names: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for name in names {
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let offset = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        bytes.extend([b"PK\x03\x04".as_slice(), &[0; 22], &length, &[0; 2], name.as_bytes()].concat());
        directory
            .extend([ENTRY_SIGNATURE, &[0; 24], &length, &[0; 2], &[0; 2], &[0; 8], &offset, name.as_bytes()].concat());
    }
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    bytes.extend(directory);
    bytes.extend([END_SIGNATURE, &[0; 8], &size, &[0; 4], &[0; 2]].concat());
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_archive_names_its_files() {
        let bytes = archive(&["[Content_Types].xml", "word/document.xml"]);
        assert_eq!(names(&bytes).unwrap(), ["[Content_Types].xml", "word/document.xml"]);
        assert_eq!(names(&bytes[..bytes.len() - 1]), None, "cut off");
    }

    #[test]
    fn a_directory_of_which_only_the_end_is_there_is_read_from_some_entry_on() {
        let bytes = archive(&["first", "second", "third"]);
        assert_eq!(names(&bytes[bytes.len() - 130..]).unwrap(), ["second", "third"]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, end in proptest::collection::vec(any::<u8>(), 18..30)) {
            let _ = names(&[bytes.as_slice(), END_SIGNATURE, end.as_slice()].concat());
        }
    }
}

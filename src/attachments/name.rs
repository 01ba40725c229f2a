//! What a file is called: as where it came from, without what could deceive a reader or a file system.

/// The longest name, in characters.
const LONGEST: usize = 200;

/// The name to keep: the last part of a path, one line, without characters that nobody sees; the ending stays even if the
/// rest is cut. Nothing if no name is left.
pub(super) fn sanitised(sent: &str) -> Option<String> {
    // Browsers write these three as escapes (WHATWG HTML, section 4.10.21.8), and nothing else.
    tidy(&sent.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
}

/// The name that somebody typed for a file that keeps its ending; nothing if no name is left.
pub(super) fn typed(text: &str, before: &str) -> Option<String> {
    let name = tidy(&text.replace(['/', '\\'], "-"))?;
    let ending = extension(before);
    if ending.is_empty() || extension(&name) == ending { Some(name) } else { Some(cut(&format!("{name}.{ending}"))) }
}

fn tidy(sent: &str) -> Option<String> {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_unseen(*c)).collect();
    let name = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_end_matches(['.', ' ']);
    if name.trim_start_matches('.').is_empty() { None } else { Some(cut(name)) }
}

/// The ending of a name in small letters, without its dot; empty if it has none.
pub(super) fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// Marks of direction, which let `gpj.exe` look like `exe.jpg`, and characters without width.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() < 20 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let kept: String = stem.chars().take(LONGEST - ending.chars().count()).collect();
    format!("{}{ending}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_loses_its_path_and_what_nobody_sees() {
        for (sent, kept) in [
            ("Reçu n° 7.pdf", "Reçu n° 7.pdf"),
            ("C:\\Users\\amelie\\搭乗券.png", "搭乗券.png"),
            ("../../etc/passwd.txt", "passwd.txt"),
            ("exe\u{202e}gpj.pdf", "exegpj.pdf"),
            ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
            ("say %22hi%22.txt", "say \"hi\".txt"),
            ("ends. . ", "ends"),
            (".hidden", ".hidden"),
        ] {
            assert_eq!(sanitised(sent).as_deref(), Some(kept), "{sent:?}");
        }
        for sent in ["", "   ", "..", "a/", "\u{202e}"] {
            assert_eq!(sanitised(sent), None, "{sent:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let kept = sanitised(&format!("{}.PDF", "é".repeat(300))).unwrap();
        assert_eq!((kept.chars().count(), extension(&kept).as_str()), (200, "pdf"));
    }

    proptest! {
        #[test]
        fn whatever_is_sent_the_name_is_one_line_and_short(sent: String) {
            if let Some(name) = sanitised(&sent) {
                prop_assert!((1..=LONGEST).contains(&name.chars().count()));
                prop_assert!(!name.contains(|c: char| c.is_control() || c == '/' || c == '\\' || is_unseen(c)));
            }
        }
    }
}

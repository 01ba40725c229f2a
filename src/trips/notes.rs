//! Notes are Markdown; what reaches a page is sanitised HTML.

use std::sync::LazyLock;

use comrak::Options;

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.render.hardbreaks = true;
    options
});

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    // The page has its own h1 and loads nothing from elsewhere.
    cleaner
        .rm_tags(["img", "h1", "map", "area"])
        .add_tags(["input"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("th", ["align"])
        .link_rel(Some("noopener noreferrer nofollow"))
        .url_schemes(["http", "https", "mailto", "tel"].into());
    cleaner
});

/// Safe HTML for Markdown.
#[must_use]
pub fn to_html(markdown: &str) -> String {
    // A heading in the notes stands below the page's own.
    let html = comrak::markdown_to_html(markdown, &OPTIONS).replace("<h1>", "<h2>").replace("</h1>", "</h2>");
    CLEANER.clean(&html).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn markdown_becomes_html_one_level_below_the_page() {
        let html = to_html("# Agenda\n- *Mon*: visit\n- [map](https://example.org/a?b=c)\n\nCall tel 1\nor mail");
        assert!(html.contains("<h2>Agenda</h2>"), "{html}");
        assert!(html.contains("<em>Mon</em>"));
        assert!(html.contains(r#"<a href="https://example.org/a?b=c" rel="noopener noreferrer nofollow">map</a>"#));
        assert!(html.contains("<br>"), "a line end is a line end: {html}");
    }

    #[test]
    fn nothing_in_notes_can_run_or_load() {
        for bad in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![x](https://tracker.example/x.png)",
            "[x](javascript:alert(1))",
            "<a href='data:text/html,x'>x</a>",
            "<b onclick=x style='x'>x</b>",
            "<iframe src=//x></iframe>",
            "<form action=/trips method=post><button>x</button></form>",
        ] {
            let html = to_html(bad);
            for part in ["<script", "<img", "<iframe", "<form", "<button", "=\"javascript:", "=\"data:"] {
                assert!(!html.contains(part), "{bad} -> {html}");
            }
            for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
                assert!(!tag.contains(" on") && !tag.contains("style"), "{bad} -> {html}");
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_markup_is_put_together_nothing_runs(parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "<script>", "</script>", "<img src=x onerror=x>", "<a href=", "javascript:x", "\"", "'", ">", "[x](", ")",
                "![", "]", "`", "```\n", "\n", "# ", "- ", "<b ", "onclick=x", "<!--", "-->", "<svg/onload=x>", "&lt;", "<",
            ]),
            0..12,
        )) {
            let html = to_html(&parts.concat());
            for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
                prop_assert!(!tag.starts_with("script") && !tag.starts_with("img") && !tag.starts_with("svg"), "{}", html);
                prop_assert!(!tag.contains(" on") && !tag.contains("=\"javascript"), "{}", html);
            }
        }
    }
}

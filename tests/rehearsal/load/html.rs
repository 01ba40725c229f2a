//! As much of a page as the clients have to understand.

/// The value of an input of that name, with its character references resolved.
pub fn input(page: &str, name: &str) -> Option<String> {
    let tag = page.split('<').find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")))?;
    Some(unescape(tag.split_once("value=\"")?.1.split_once('"')?.0))
}

/// The styles and scripts that a page names.
pub fn files(page: &str) -> Vec<String> {
    let attributes = page.split("href=\"").skip(1).chain(page.split("src=\"").skip(1));
    let addresses = attributes.filter_map(|rest| rest.split_once('"')).map(|(address, _)| address);
    let is_kept = |address: &&str| {
        let extension = address.rsplit('.').next().unwrap_or_default();
        address.starts_with("/assets/") && ["css", "js"].contains(&extension)
    };
    let mut files: Vec<String> = addresses.filter(is_kept).map(str::to_owned).collect();
    files.sort();
    files.dedup();
    files
}

/// The trips that a list or the home page leads to.
pub fn references(page: &str) -> Vec<String> {
    let links = page.split("href=\"/trips/").skip(1).filter_map(|rest| rest.split_once('"'));
    links
        .map(|(reference, _)| reference)
        .filter(|reference| reference.starts_with("TRP-"))
        .filter(|reference| !reference.contains('/'))
        .map(str::to_owned)
        .collect()
}

/// A form as a browser sends it.
pub fn encode(fields: &[(&str, &str)]) -> String {
    let escaped =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect::<Vec<_>>().join("&")
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        plain.push_str(before);
        let Some((number, after)) = after.split_once(';') else { break };
        plain.extend(number.parse().ok().and_then(char::from_u32));
        rest = after;
    }
    plain.push_str(rest);
    plain.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

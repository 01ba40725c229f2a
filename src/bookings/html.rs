//! What a page or a mail in HTML says about itself for machines: JSON-LD and microdata. Nothing of it is ever shown or
//! run; it is read token by token, within bounds.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use serde_json::{Map, Value};

/// How deep elements may lie within each other; what lies deeper is not looked at.
const DEEPEST: usize = 200;

/// How many things a page may describe.
const MOST_ITEMS: usize = 500;

/// How long a text between tags may be, in bytes, that is a value.
const LONGEST_VALUE: usize = 10_000;

/// Elements that have no end.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// The things a page describes, the outermost ones.
#[must_use]
pub fn things(html: &str) -> Vec<Value> {
    let tokenizer = Tokenizer::new(Reader(RefCell::default()), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().found
}

struct Reader(RefCell<State>);

#[derive(Default)]
struct State {
    found: Vec<Value>,
    /// The text of a script with JSON-LD that is being read.
    script: Option<String>,
    open: Vec<Element>,
    items: usize,
}

struct Element {
    name: String,
    /// The property of the thing around it that it is the value of.
    property: Option<String>,
    /// The thing it is.
    thing: Option<Map<String, Value>>,
    /// The text within it, if that is the value.
    text: Option<String>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.start(&tag),
            Token::TagToken(tag) => state.end(&tag.name),
            Token::CharacterTokens(text) => state.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn end(&self) {
        let mut state = self.0.borrow_mut();
        while !state.open.is_empty() {
            state.close();
        }
    }
}

impl State {
    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let attribute = |name: &str| {
            let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| attribute.value.trim().to_owned())
        };
        let name = tag.name.to_string();
        match name.as_str() {
            "script" => {
                let kind = attribute("type").unwrap_or_default();
                let is_data =
                    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
                self.script = is_data.then(String::new);
                return TokenSinkResult::RawData(RawKind::ScriptData);
            }
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => return TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => return TokenSinkResult::RawData(RawKind::Rcdata),
            _ => {}
        }
        let is_thing = attribute("itemscope").is_some() && self.items < MOST_ITEMS;
        let property = attribute("itemprop").and_then(|names| names.split_ascii_whitespace().next().map(str::to_owned));
        let is_void = VOID.contains(&name.as_str()) || tag.self_closing;
        if is_thing {
            self.items += 1;
        }
        let value = ["content", "datetime", "href", "src", "value"].into_iter().find_map(attribute);
        let kind = attribute("itemtype").map(|kind| kind.rsplit(['/', '#']).next().unwrap_or_default().to_owned());
        let thing = is_thing.then(|| kind.map(|kind| ("@type".to_owned(), Value::String(kind))).into_iter().collect());
        match (property, thing, value) {
            (Some(property), None, Some(value)) => {
                self.set(property, Value::String(value));
                self.open(name, None, None, None, is_void);
            }
            (Some(property), None, None) => self.open(name, Some(property), None, Some(String::new()), is_void),
            (property, thing, _) => self.open(name, property, thing, None, is_void),
        }
        TokenSinkResult::Continue
    }

    fn open(
        &mut self,
        name: String,
        property: Option<String>,
        thing: Option<Map<String, Value>>,
        text: Option<String>,
        is_void: bool,
    ) {
        if self.open.len() < DEEPEST {
            self.open.push(Element { name, property, thing, text });
            if is_void {
                self.close();
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(script) = &mut self.script {
            script.push_str(text);
            return;
        }
        for value in self.open.iter_mut().filter_map(|element| element.text.as_mut()) {
            if value.len() + text.len() <= LONGEST_VALUE {
                value.push_str(text);
            }
        }
    }

    fn end(&mut self, name: &str) {
        if name == "script" {
            if let Some(json) = self.script.take().and_then(|script| serde_json::from_str(script.trim()).ok()) {
                self.found.push(json);
            }
            return;
        }
        // An end without a start ends nothing.
        if let Some(at) = self.open.iter().rposition(|element| element.name == name) {
            while self.open.len() > at {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        let Some(element) = self.open.pop() else { return };
        let value = match (element.thing, element.text) {
            (Some(thing), _) => Value::Object(thing),
            (None, Some(text)) => Value::String(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            (None, None) => return,
        };
        match element.property {
            Some(property) => self.set(property, value),
            None if value.is_object() => self.found.push(value),
            None => {}
        }
    }

    /// Sets a property of the innermost thing; the first value counts, since later ones are alternatives.
    fn set(&mut self, property: String, value: Value) {
        let thing = self.open.iter_mut().rev().find_map(|element| element.thing.as_mut());
        match thing {
            Some(thing) => {
                thing.entry(property).or_insert(value);
            }
            None if value.is_object() => self.found.push(value),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn json_ld_and_microdata_are_found() {
        let html = r#"<html><head><title><b itemscope></title><script type="application/ld+json">{"@type": "A", "x": "</b>"}</script>
            <script>var x = '{"@type": "B"}';</script><style>b{}</style></head><body>
            <div itemscope itemtype="http://schema.org/FlightReservation"><meta itemprop="reservationNumber" content="X7"/>
            <link itemprop="reservationStatus" href="http://schema.org/Confirmed"><div itemprop="reservationFor" itemscope
            itemtype="http://schema.org/Flight"><span itemprop="flightNumber"> 9<b>46</b>
            </span><p>x</div></div></body>"#;
        assert_eq!(
            things(html),
            [
                json!({"@type": "A", "x": "</b>"}),
                json!({"@type": "FlightReservation", "reservationNumber": "X7", "reservationStatus": "http://schema.org/Confirmed",
                    "reservationFor": {"@type": "Flight", "flightNumber": "946"}})
            ]
        );
        assert!(things("<div itemscope>".repeat(10_000).as_str()).len() <= DEEPEST);
    }

    proptest! {
        #[test]
        fn any_text_is_read(html in "(<|>|/|div|script| itemscope| itemprop=a|\"|=|[a-z]|\\PC){0,60}") {
            let _ = things(&html);
        }
    }
}

//! axe-core, which knows much of what keeps people from using a page.

use std::path::{Path, PathBuf};

use super::driver::is_required;
use super::visitor::Visitor;

/// WCAG 2.2 AA, and what is good to do beyond it. What Swagger UI shows inside the API guide comes from others as it is;
/// the OpenAPI document beside it says the same.
const RUN: &str = "
    const done = arguments[0];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const options = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false};
    const words = ({id, impact, help, nodes}) => {
        const places = nodes.map(({target, failureSummary}) => `    ${target.join(' ')}\\n      ${failureSummary}`);
        return [`  ${id} (${impact}): ${help}`, ...places].join('\\n');
    };
    axe.run({exclude: ['#swagger-ui']}, options).then(({violations}) => done(violations.map(words)), error => done([String(error)]));";

/// The library's source.
pub struct Axe(String);

impl Axe {
    /// Reads the library from where `AXE_JS` says, else from where `scripts/test` puts it; nothing on a machine without
    /// it, unless `TRIPMGMT_BROWSER_TESTS=1` says that there has to be one.
    pub fn find() -> Option<Self> {
        let named = std::env::var_os("AXE_JS").map(PathBuf::from);
        let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/axe/node_modules/axe-core/axe.min.js");
        let path = named.unwrap_or(installed);
        match std::fs::read_to_string(&path) {
            Ok(source) => Some(Self(source)),
            Err(error) if is_required() => panic!("TRIPMGMT_BROWSER_TESTS=1, but {}: {error}", path.display()),
            Err(error) => {
                eprintln!("skipped, since there is no {}: {error}", path.display());
                None
            }
        }
    }

    /// Brings the library into the page. WebDriver may do that where the page's own policy would not let it.
    pub async fn bring(&self, visitor: &Visitor) {
        visitor.driver.execute(self.0.as_str(), Vec::new()).await.unwrap();
    }

    /// What is wrong with the page, each in some lines of text.
    pub async fn violations(&self, visitor: &Visitor) -> Vec<String> {
        visitor.driver.execute_async(RUN, Vec::new()).await.unwrap().convert().unwrap()
    }
}

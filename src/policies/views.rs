//! The pages about rules: one struct a template.

use askama::Template;

use crate::error::FieldErrors;
use crate::policies::form::RuleForm;
use crate::policies::{Demand, Rule, RuleId, RuleKind};
use crate::reference::TimeZone;
use crate::segments::TravelClass;
use crate::web::filters;

/// `GET /admin/policies`
#[derive(Template)]
#[template(path = "policies/index.html")]
pub struct RulesPage {
    pub rules: Vec<Rule>,
    pub auto_approves: bool,
    /// The reader's.
    pub zone: TimeZone,
}

impl RulesPage {
    const KINDS: [RuleKind; 5] = RuleKind::ALL;

    fn any_on(&self) -> bool {
        self.rules.iter().any(|rule| rule.is_on)
    }
}

/// `GET /admin/policies/new`, `GET /admin/policies/{rule}/edit`, and what was refused
#[derive(Template)]
#[template(path = "policies/edit.html")]
pub struct RulePage {
    /// The rule there is, and the version it was seen in; nothing for a new one.
    pub rule: Option<(RuleId, i32)>,
    pub kind: RuleKind,
    pub form: RuleForm,
    pub errors: FieldErrors,
}

impl RulePage {
    const CLASSES: &[TravelClass] = TravelClass::ALL;

    /// The address of the form.
    fn address(&self) -> String {
        match self.rule {
            Some((id, _)) => format!("/admin/policies/{id}?_method=put"),
            None => "/admin/policies".to_owned(),
        }
    }
}

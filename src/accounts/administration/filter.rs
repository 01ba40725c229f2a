//! The list page's address: reads filters, order and place from it and writes it with one thing changed.

use crate::accounts::administration::views::FilterForm;
use crate::accounts::input::parse_login;
use crate::accounts::list::{AccountList, AccountSort, Criterion};
use crate::accounts::{AccountStatus, authorities};
use crate::db::keyset::Sort;
use crate::db::search::Search;
use crate::error::FieldErrors;
use crate::i18n::{Language, Message, MessageArg};
use crate::web::fields::Fields;
use crate::web::list::{Chip, Heading, ListAddress, ListRoute};

/// Accounts on a page.
const PAGE_SIZE: u32 = 20;

const fn heading(label: &'static str, name: &'static str, key: Option<AccountSort>) -> Heading<AccountSort> {
    Heading { label, name, key, numeric: false }
}

const ROUTE: ListRoute<AccountSort> = ListRoute {
    path: "/admin/users",
    headings: &[
        heading("users-person", "name", Some(AccountSort::Name)),
        heading("users-roles", "", None),
        heading("column-status", "status", Some(AccountSort::Status)),
        heading("users-manager", "", None),
        heading("users-last-sign-in", "sign-in", Some(AccountSort::SignIn)),
        heading("column-changed", "changed", Some(AccountSort::Changed)),
    ],
    usual: Sort { key: AccountSort::Name, descending: false },
};

/// A list of accounts as its address describes it.
#[derive(Debug)]
pub struct UserList {
    pub form: FilterForm,
    pub errors: FieldErrors,
    pub address: ListAddress<AccountSort>,
}

impl UserList {
    /// Reads an address. What cannot be understood is named in `errors` and left out.
    #[must_use]
    pub fn read(fields: &Fields, authorities: &[String]) -> Self {
        let mut errors = FieldErrors::default();
        let given = |name| fields.get(name).map(str::trim).filter(|text| !text.is_empty());
        let text = |name| given(name).unwrap_or_default().to_owned();
        let mut form = FilterForm { q: text("q"), manager: text("manager"), ..FilterForm::default() };
        if let Err(message) = Search::parse(&form.q) {
            errors.add("q", message);
        }
        for text in fields.all("status").map(str::trim).filter(|text| !text.is_empty()) {
            match text.parse::<AccountStatus>() {
                Ok(status) if form.statuses.contains(&status) => {}
                Ok(status) => form.statuses.push(status),
                Err(_) => errors.add("status", Message::not_offered(text)),
            }
        }
        if let Some(text) = given("role") {
            if authorities.iter().any(|authority| authority == text) {
                text.clone_into(&mut form.role);
            } else {
                errors.add("role", Message::not_offered(text));
            }
        }
        if let Some(Err(message)) = given("manager").map(parse_login) {
            errors.add("manager", message);
        }
        let mut address = ListAddress::read(&ROUTE, fields, &mut errors);
        address.sort_text.clone_into(&mut form.sort);
        address.filters = filters(&form);
        Self { form, errors, address }
    }

    /// The list to read.
    #[must_use]
    pub fn query(&self) -> AccountList {
        let mut criteria = Vec::new();
        if let Ok(search) = Search::parse(&self.form.q)
            && !self.form.q.is_empty()
        {
            criteria.push(Criterion::Search(search));
        }
        if !self.form.statuses.is_empty() {
            criteria.push(Criterion::Statuses(self.form.statuses.clone()));
        }
        if !self.form.role.is_empty() {
            criteria.push(Criterion::Authority(self.form.role.clone()));
        }
        criteria.extend(parse_login(&self.form.manager).ok().map(Criterion::Manager));
        AccountList { criteria, sort: self.address.sort, position: self.address.position.clone(), size: PAGE_SIZE }
    }

    /// The filters in force, each with the address of the list without it.
    #[must_use]
    pub fn chips(&self, language: Language) -> Vec<Chip> {
        self.address.chips(|name, value| in_words(name, value, language))
    }
}

/// The filters as they stand in the address.
fn filters(form: &FilterForm) -> Vec<(&'static str, String)> {
    let mut filters = vec![("q", form.q.clone())];
    filters.extend(form.statuses.iter().map(|status| ("status", status.to_string())));
    filters.push(("role", form.role.clone()));
    filters.push(("manager", form.manager.clone()));
    filters.retain(|(_, value)| !value.is_empty());
    filters
}

fn in_words(name: &str, value: &str, language: Language) -> (&'static str, Message) {
    let text = |text: String| Message::new("filter-value").with("value", MessageArg::Text(text));
    match name {
        "q" => ("filter-q", text(value.to_owned())),
        "status" => {
            let status = value.parse::<AccountStatus>();
            ("column-status", status.map_or_else(|_| text(value.to_owned()), |status| Message::new(status.label())))
        }
        "role" => ("users-role", text(authorities::in_words(value, language))),
        _ => ("users-manager", text(value.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> UserList {
        UserList::read(&Fields::parse(query.as_bytes()).unwrap(), &["ROLE_ADMIN".to_owned()])
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        let list = read("q=x&status=bogus&role=ROLE_KING&manager=a+b&sort=-price&before=x");
        let fields: Vec<_> = list.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["status", "role", "manager", "sort", "before"]);
        assert!(read("").errors.is_empty());
    }

    #[test]
    fn removing_a_filter_keeps_the_others() {
        let list = read("q=ndongo&status=pending&role=ROLE_ADMIN&manager=mia&sort=-changed");
        let chips = list.chips(Language::English);
        let removes: Vec<_> = chips.iter().map(|chip| chip.remove.as_str()).collect();
        assert_eq!(
            removes,
            [
                "/admin/users?status=pending&role=ROLE_ADMIN&manager=mia&sort=-changed",
                "/admin/users?q=ndongo&role=ROLE_ADMIN&manager=mia&sort=-changed",
                "/admin/users?q=ndongo&status=pending&manager=mia&sort=-changed",
                "/admin/users?q=ndongo&status=pending&role=ROLE_ADMIN&sort=-changed",
            ]
        );
    }
}

//! The portal in a real browser.

mod accessibility;
mod administering_users;
mod appearance;
mod attachments;
mod axe;
mod calendar;
mod catalogue;
mod creating;
mod deployments;
mod device;
mod driver;
mod editing;
mod elsewhere;
mod expenses;
mod finding;
mod history;
mod imports;
mod keyboard;
mod listing;
mod logs;
mod manners;
mod metrics;
mod own_account;
mod reports;
mod second_factor;
mod sharing;
mod signing_in;
mod tokens;
mod trash;
mod travellers;
mod visit;
mod visitor;
mod without_scripts;
mod workflow;

use visit::visit;

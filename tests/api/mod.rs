//! REST, over HTTP.

mod approvals;
mod attachments;
mod audits;
mod authenticate;
mod bad_input;
mod bookings;
mod checklists;
mod expenses;
mod glance;
mod history;
mod home;
mod imports;
mod links;
mod list;
mod management;
mod members;
mod second_factor;
mod segments;
mod tokens;
mod travel_documents;
mod travellers;
mod trips;

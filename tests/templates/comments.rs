//! The pages about comments.

use tripmgmt::accounts::AccountId;
use tripmgmt::comments::views::{CommentsPage, EditCommentPage, Said, html};
use tripmgmt::comments::{Comment, CommentId};
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::trips::{Section, TripPhase, TripStatus};
use uuid::Uuid;

use super::trips::trip;
use super::{Sample, now};

fn comment(number: u128) -> Comment {
    Comment {
        id: CommentId(Uuid::from_u128(number)),
        trip_id: trip(true, TripStatus::Draft).id,
        account_id: Some(AccountId(Uuid::from_u128(7))),
        author: "amelie.ndongo".to_owned(),
        author_name: (number > 1).then(|| "Amélie <Site>".to_owned()),
        text: "# Is it booked?\n- @vera <Site>".to_owned(),
        version: 1,
        created_at: now(),
        changed_at: (number > 1).then(now),
        deleted_at: None,
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let said = |number| {
        let comment = comment(number);
        Said { html: html(&comment.text), may_edit: number > 1, may_delete: number > 2, comment }
    };
    let page = |comments, link: Option<&str>, errors| CommentsPage {
        trip: trip(true, TripStatus::Approved),
        phase: TripPhase::Upcoming,
        section: Section::Comments,
        comments,
        previous: link.map(str::to_owned),
        next: link.map(str::to_owned),
        text: "<Site>".to_owned(),
        errors,
    };
    let edit = |newer: bool, errors| EditCommentPage {
        trip: trip(true, TripStatus::Approved),
        phase: TripPhase::Upcoming,
        section: Section::Comments,
        comment: comment(1),
        text: "<Site>".to_owned(),
        version: 1,
        newer: newer.then(|| html("Booked")),
        errors,
    };
    let wrong = || {
        let mut errors = FieldErrors::default();
        errors.add("text", Message::new("error-comment-empty"));
        errors
    };
    vec![
        ("comments/index.html", Box::new(page((1..4).map(said).collect(), Some("/trips"), FieldErrors::default()))),
        ("comments/index.html", Box::new(page(Vec::new(), None, wrong()))),
        ("comments/index.html", Box::new(page(Vec::new(), Some("/trips"), FieldErrors::default()))),
        ("comments/edit.html", Box::new(edit(false, wrong()))),
        ("comments/edit.html", Box::new(edit(true, FieldErrors::default()))),
    ]
}

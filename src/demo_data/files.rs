//! Boarding passes and pictures for the newest trips and receipts for the newest expenses, so that there is something to
//! open.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use rand::RngExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many trips get files: among them are those that the demonstration's own accounts are lent.
const TRIPS: i64 = 60;

/// A picture small enough for one row of the store, as all of these are.
const PICTURE: &[u8] = include_bytes!("../../static/img/icon-512.png");

/// Attaches files to the newest trips that have an owner and none yet.
pub(super) async fn attach(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let trips = sqlx::query!(
        r#"select t.id, t.reference, t.name, t.destination_place, o.login, t.created_at from trips t
           join accounts o on o.id = t.owner_id
           where t.deleted_at is null and not exists (select 1 from attachments a where a.trip_id = t.id)
           order by t.id desc limit $1"#,
        TRIPS,
    );
    for (number, trip) in trips.fetch_all(&mut *connection).await?.into_iter().enumerate() {
        let place = trip.destination_place.as_deref().unwrap_or(&trip.name);
        let pass =
            pdf(&[&format!("Boarding pass {}", trip.reference), &format!("{} to {place}", trip.login), "Seat 12A"]);
        let name = format!("Boarding pass {place}.pdf");
        let new = NewFile {
            name: &name,
            media_type: "application/pdf",
            bytes: &pass,
            description: Some("Seat 12A, gate B7"),
        };
        store(connection, now, trip.id, &trip.login, &new).await?;
        if number % 3 == 0 {
            let new = NewFile { name: "Badge.png", media_type: "image/png", bytes: PICTURE, description: None };
            store(connection, now, trip.id, &trip.login, &new).await?;
        }
    }
    Ok(())
}

/// How many of the newest expenses are looked at for receipts.
const EXPENSES: i64 = 90;

/// Gives most of the newest expenses a receipt; some have none, as it is.
pub(super) async fn prove(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let expenses = sqlx::query!(
        r#"select e.id, e.trip_id, e.title, e.merchant, e.amount, e.currency, e.spent_on, e.created_by from expenses e
           where e.deleted_at is null and not exists (select 1 from attachments a where a.expense_id = e.id)
           order by e.id desc limit $1"#,
        EXPENSES,
    );
    for (number, expense) in expenses.fetch_all(&mut *connection).await?.into_iter().enumerate() {
        if number % 4 == 3 {
            continue;
        }
        let merchant = expense.merchant.as_deref().unwrap_or(&expense.title);
        let total = format!("{} {}", expense.currency, expense.amount.normalize());
        let bytes = pdf(&[merchant, &expense.spent_on.to_string(), &total]);
        let name = format!("{merchant} {}.pdf", expense.spent_on);
        let new = NewFile { name: &name, media_type: "application/pdf", bytes: &bytes, description: None };
        let id = store(connection, now, expense.trip_id, &expense.created_by, &new).await?;
        sqlx::query!("update attachments set expense_id = $2 where id = $1", id, expense.id)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

struct NewFile<'a> {
    name: &'a str,
    media_type: &'a str,
    bytes: &'a [u8],
    description: Option<&'a str>,
}

async fn store(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
    trip: Uuid,
    login: &str,
    new: &NewFile<'_>,
) -> Result<Uuid, sqlx::Error> {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    let id = uuid::Builder::from_unix_timestamp_millis(millis, &rand::rng().random()).into_uuid();
    sqlx::query!("insert into stored_files (id, created_at) values ($1, $2)", id, now)
        .execute(&mut *connection)
        .await?;
    sqlx::query!("insert into stored_chunks (file_id, number, bytes) values ($1, 0, $2)", id, new.bytes)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "insert into attachments (id, trip_id, file_id, name, media_type, size, sha256, description, created_at, created_by)
         values ($1, $2, $1, $3, $4, $5, $6, $7, $8, $9)",
        id,
        trip,
        new.name,
        new.media_type,
        i64::try_from(new.bytes.len()).unwrap_or(i64::MAX),
        &Sha256::digest(new.bytes)[..],
        new.description,
        now,
        login,
    )
    .execute(connection)
    .await?;
    Ok(id)
}

/// A page with these lines, the first one as its heading (PDF 1.4).
fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut text = String::from("BT 24 TL 40 160 Td");
    for (number, line) in lines.iter().enumerate() {
        let size = if number == 0 { 20 } else { 14 };
        // Strings are Latin-1 here, and end with a parenthesis.
        let line: String =
            line.chars().map(|c| if matches!(c, '(' | ')' | '\\') || !c.is_ascii() { '?' } else { c }).collect();
        let _ = write!(text, " /F {size} Tf ({line}) Tj T*");
    }
    text.push_str(" ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 210] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut file, mut table) = (String::from("%PDF-1.4\n"), String::new());
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    let _ = write!(
        file,
        "xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_where_its_objects_are() {
        let file = String::from_utf8(pdf(&["Boarding pass (1)", "Zoë"])).unwrap();
        assert!(file.contains("(Boarding pass ?1?) Tj") && file.contains("(Zo?) Tj"));
        let (before, after) = file.split_once("startxref\n").unwrap();
        assert!(before[after.lines().next().unwrap().parse::<usize>().unwrap()..].starts_with("xref"));
        for (number, line) in (1..).zip(before.lines().filter(|line| line.ends_with(" 00000 n "))) {
            let at: usize = line[..10].parse().unwrap();
            assert!(file[at..].starts_with(&format!("{number} 0 obj")));
        }
    }

    #[test]
    fn every_file_fits_into_one_row_of_the_store() {
        assert!(PICTURE.len() < 256 * 1024);
    }
}

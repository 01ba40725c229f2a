//! What keeps the visitors' trips in order: a few that are done with lie in the archive, and some lists have a name.

use sqlx::PgPool;

use crate::accounts::AccountId;

/// How many of a visitor's trips lie in the archive.
const ARCHIVED: i64 = 4;

/// What visitors call some lists.
const LISTS: [(&str, &str); 3] = [
    ("Leaving next", "when=upcoming&sort=start"),
    ("My drafts", "status=draft&owner=me"),
    ("Customers", "tag=customer"),
];

/// Puts some trips of the visitors into the archive, and gives lists their names; what is there stays.
///
/// # Errors
/// When the database refuses.
pub async fn keep(db: &PgPool) -> Result<(), sqlx::Error> {
    for login in ["user", "admin"] {
        let account = sqlx::query_scalar!(r#"select id as "id: AccountId" from accounts where login = $1"#, login);
        let Some(account) = account.fetch_optional(db).await? else { continue };
        sqlx::query!(
            "update trips set archived_at = changed_at, archived_by = $2
             where id in (select t.id from trips t where t.owner_id = $1 and t.deleted_at is null
                          and t.status in ('approved', 'cancelled', 'rejected')
                            and (t.status <> 'approved' or t.end_date < now()::date) order by t.start_date, t.id limit $3)
               and not exists (select 1 from trips a where a.owner_id = $1 and a.archived_at is not null)",
            account.0,
            login,
            ARCHIVED,
        )
        .execute(db)
        .await?;
        let (names, queries): (Vec<String>, Vec<String>) =
            LISTS.iter().map(|(name, query)| ((*name).to_owned(), (*query).to_owned())).unzip();
        sqlx::query!(
            "insert into saved_filters (id, account_id, name, query, created_at)
             select gen_random_uuid(), $1, list.name, list.query, now()
             from unnest($2::text[], $3::text[]) as list (name, query)
             where not exists (select 1 from saved_filters where account_id = $1)",
            account.0,
            &names,
            &queries,
        )
        .execute(db)
        .await?;
    }
    Ok(())
}

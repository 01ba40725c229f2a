//! What is said about the newest trips: their approver asks, and the owner answers and mentions them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// How many trips are talked about: among them are those that the demonstration's own accounts are lent.
const TRIPS: i64 = 120;

/// Questions and answers, in both languages.
const TALK: [[&str; 4]; 3] = [
    [
        "Is the hotel near the venue? Last time the taxi cost more than the room.",
        "Yes, ten minutes on foot. I have added it to the itinerary.",
        "L’hôtel est-il près du lieu ? La dernière fois, le taxi a coûté plus cher que la chambre.",
        "Oui, à dix minutes à pied. Je l’ai ajouté à l’itinéraire.",
    ],
    [
        "Could you take the train instead? It leaves **earlier**, but you would be there by noon.",
        "Good idea, I have changed the booking:\n\n- out by train\n- back by plane",
        "Pourriez-vous prendre le train ? Il part **plus tôt**, mais vous seriez sur place à midi.",
        "Bonne idée, j’ai modifié la réservation :\n\n- aller en train\n- retour en avion",
    ],
    [
        "What is the budget for the dinner with the customer?",
        "About a quarter of it. The rest is for the stay.",
        "Quelle part du budget est prévue pour le dîner avec le client ?",
        "Environ un quart. Le reste est pour le séjour.",
    ],
];

/// Lets people talk about the newest trips that are waited for or decided about, and that nobody has talked about yet.
pub(super) async fn talk(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let (questions, answers): (Vec<_>, Vec<_>) = TALK.iter().map(|[ask, answer, ..]| (*ask, *answer)).unzip();
    let (french, replies): (Vec<_>, Vec<_>) = TALK.iter().map(|[_, _, ask, answer]| (*ask, *answer)).unzip();
    let own = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect::<Vec<_>>();
    sqlx::query!(
        "with talked as (
             select t.id, t.changed_at, row_number() over (order by t.id) as number,
                 o.id as owner_id, o.login as owner, m.id as asker_id, m.login as asker, o.language
             from trips t join accounts o on o.id = t.owner_id join accounts m on m.id = t.approver_id
             where t.deleted_at is null and t.status in ('submitted', 'approved') and m.id <> o.id
               and not exists (select 1 from comments c where c.trip_id = t.id)
             order by t.id desc limit $1),
         worded as (
             select talked.*, 1 + number % 3 as one, case when language = 'fr' then $4::text[] else $2::text[] end as asks,
                 case when language = 'fr' then $5::text[] else $3::text[] end as answers
             from talked)
         insert into comments (id, trip_id, account_id, author, text, created_at)
         select gen_random_uuid(), id, asker_id, asker, asks[one], least(changed_at + interval '20 minutes', $6)
         from worded
         union all
         select gen_random_uuid(), id, owner_id, owner, '@' || asker || ' ' || answers[one],
             least(changed_at + interval '50 minutes', $6)
         from worded where number % 4 > 0",
        TRIPS,
        &own(questions),
        &own(answers),
        &own(french),
        &own(replies),
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

//! What `scripts/bench` holds the portal against: a page of twenty trips by the same libraries as they come, without
//! sessions, texts in two languages, logs, metrics, limits or anything else.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use chrono::{DateTime, Utc};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

const TRIPS: &str = "select reference, name, destination_place, status, changed_at from trips where deleted_at is null \
                     order by changed_at desc, id desc limit 20";

#[derive(sqlx::FromRow)]
struct Trip {
    reference: String,
    name: String,
    destination_place: Option<String>,
    status: String,
    changed_at: DateTime<Utc>,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Trips</title></head><body><h1>Trips</h1>
<table><tr><th>Reference</th><th>Name</th><th>Place</th><th>Status</th><th>Changed</th></tr>
{%- for trip in trips %}
<tr><td><a href="/trips/{{ trip.reference }}">{{ trip.reference }}</a></td><td>{{ trip.name }}</td>
<td>{% if let Some(place) = trip.destination_place %}{{ place }}{% endif %}</td><td>{{ trip.status }}</td><td>{{ trip.changed_at }}</td></tr>
{%- endfor %}
</table></body></html>
"#
)]
struct Page {
    trips: Vec<Trip>,
}

async fn trips(State(db): State<PgPool>) -> Result<Html<String>, StatusCode> {
    let trips = sqlx::query_as(TRIPS).fetch_all(&db).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Page { trips }.render().map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let db = PgPoolOptions::new().connect("postgres://").await?;
    let port = std::env::var("PORT")?.parse()?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, Router::new().route("/", get(trips)).with_state(db)).await?;
    Ok(())
}

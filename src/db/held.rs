//! The pool, and single statements without the round trip that it spends on each connection that is given back: it asks
//! the server then whether all is well. A few connections are held back for a moment instead, for the next statement.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::{BoxFuture, TryFutureExt as _};
use futures_util::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgQueryResult, PgRow, PgStatement, PgTypeInfo};
use sqlx::{Describe, Either, Execute, Executor, PgPool, Postgres, SqlStr};

use crate::db::reader::Copies;
use crate::db::trust::Trust;

/// A connection is held back for so long, then given back: the pool finds out what has become of it, and how old it is.
const HELD: Duration = Duration::from_secs(1);

/// The database, as the application uses it: an executor for single statements; for all else, a pool.
#[derive(Clone)]
pub struct Db {
    pool: PgPool,
    held: Arc<Held>,
    /// What it leads to, if that is not the writer.
    copies: Option<Copies>,
}

/// Connections of the pool that are about to be used again, the one used last on top.
struct Held {
    /// Whether what is held may still be used.
    trust: Trust,
    stack: Mutex<Stack>,
    /// At most so many, or transactions would wait for a connection that nobody uses.
    most: usize,
}

#[derive(Default)]
struct Stack {
    leases: Vec<Lease>,
    /// Whether somebody will give them back in a moment.
    is_looked_after: bool,
}

/// A connection, and since when it is away from the pool.
struct Lease {
    connection: PoolConnection<Postgres>,
    since: Instant,
}

impl Db {
    /// Works with the connections of a pool.
    #[must_use]
    pub fn new(pool: PgPool, trust: Trust) -> Self {
        let most = usize::try_from(pool.options().get_max_connections() / 2).unwrap_or_default();
        Self { pool, held: Arc::new(Held { trust, stack: Mutex::default(), most }), copies: None }
    }

    /// Works with the connections of a pool that leads to copies of the database. Only single statements are looked after.
    #[must_use]
    pub fn of_copies(pool: PgPool, trust: Trust) -> Self {
        Self { copies: Some(Copies::default()), ..Self::new(pool, trust) }
    }

    /// The copies this leads to, unless it leads to the writer.
    #[must_use]
    pub const fn copies(&self) -> Option<&Copies> {
        self.copies.as_ref()
    }

    /// Gives all connections back and closes the pool.
    pub async fn close(&self) {
        self.held.take_all();
        self.pool.close().await;
    }

    async fn lease(&self) -> Result<Lease, sqlx::Error> {
        if let Some(lease) = self.held.take() {
            return Ok(lease);
        }
        let mut lease = Lease { connection: self.pool.acquire().await?, since: Instant::now() };
        if let Some(copies) = &self.copies {
            copies.examine(&mut lease.connection).await?;
        }
        Ok(lease)
    }

    /// What an error at the other end means for whoever asked.
    fn explain(&self, error: sqlx::Error) -> sqlx::Error {
        match &self.copies {
            Some(copies) => copies.give_up(error),
            None => error,
        }
    }

    /// Holds a connection back on which a statement has just ended well. One that is dropped instead, because of an error
    /// or because nobody waits any more, goes back to the pool, which has a look at it.
    fn hold(&self, lease: Lease) {
        if lease.since.elapsed() >= HELD || self.pool.is_closed() || !self.held.put(lease) {
            return;
        }
        let held = Arc::clone(&self.held);
        tokio::spawn(async move {
            tokio::time::sleep(HELD).await;
            held.take_all();
        });
    }
}

impl Held {
    fn take(&self) -> Option<Lease> {
        let lease = self.stack().leases.pop()?;
        let age = lease.since.elapsed();
        (age < HELD && self.trust.holds(age)).then_some(lease)
    }

    /// Whether somebody has to see to it that it is given back.
    fn put(&self, lease: Lease) -> bool {
        let mut stack = self.stack();
        if stack.leases.len() == self.most {
            return false;
        }
        stack.leases.push(lease);
        !std::mem::replace(&mut stack.is_looked_after, true)
    }

    fn take_all(&self) {
        let taken = std::mem::take(&mut *self.stack());
        drop(taken);
    }

    fn stack(&self) -> MutexGuard<'_, Stack> {
        self.stack.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deref for Db {
    type Target = PgPool;

    fn deref(&self) -> &PgPool {
        &self.pool
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Db").field(&self.pool).finish()
    }
}

impl<'c> Executor<'c> for &'_ Db {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Either<PgQueryResult, PgRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let db = self.clone();
        let steps = async move {
            let taken = async {
                let mut lease = db.lease().await?;
                let steps: Vec<_> = lease.connection.fetch_many(query).try_collect().await?;
                db.hold(lease);
                Ok(steps)
            };
            let steps = taken.await.map_err(|error| db.explain(error))?;
            Ok(stream::iter(steps.into_iter().map(Ok)))
        };
        steps.try_flatten_stream().boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let db = self.clone();
        Box::pin(async move {
            let taken = async {
                let mut lease = db.lease().await?;
                let row = lease.connection.fetch_optional(query).await?;
                db.hold(lease);
                Ok(row)
            };
            taken.await.map_err(|error| db.explain(error))
        })
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, sqlx::Error>>
    where
        'c: 'e,
    {
        (&self.pool).prepare_with(sql, parameters)
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>, sqlx::Error>>
    where
        'c: 'e,
    {
        (&self.pool).describe(sql)
    }
}

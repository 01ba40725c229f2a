//! The pool, and single statements without the round trip that it spends on each connection that is given back: it asks
//! the server then whether all is well. Connections are held back for a moment instead, for the next statement: that of
//! whoever has been waiting longest, or of whoever comes next.

use std::collections::VecDeque;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::{BoxFuture, TryFutureExt as _};
use futures_util::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgQueryResult, PgRow, PgStatement, PgTypeInfo};
use sqlx::{Describe, Either, Execute, Executor, PgPool, Postgres, SqlStr};
use tokio::sync::oneshot;

use crate::db::reader::Copies;
use crate::db::trust::Trust;

/// A connection is held back for so long, then given back: the pool finds out what has become of it, and how old it is, and
/// has it for a transaction.
const HELD: Duration = Duration::from_millis(100);

/// The database, as the application uses it: an executor for single statements; for all else, a pool.
#[derive(Clone)]
pub struct Db {
    pool: PgPool,
    held: Arc<Held>,
    /// What it leads to, if that is not the writer.
    copies: Option<Copies>,
}

/// Connections of the pool that are about to be used again.
struct Held {
    /// Whether what is held may still be used.
    trust: Trust,
    stock: Mutex<Stock>,
    /// At most so many lie idle, or transactions would wait for a connection that nobody uses.
    most: usize,
}

#[derive(Default)]
struct Stock {
    /// Those that nobody uses, the one used last on top.
    leases: Vec<Lease>,
    /// Whether somebody will give them back in a moment.
    is_looked_after: bool,
    /// Whoever waits for one, in the order they came; some may have got one from the pool.
    waiting: VecDeque<oneshot::Sender<Lease>>,
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
        Self { pool, held: Arc::new(Held { trust, stock: Mutex::default(), most }), copies: None }
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
        self.held.clear();
        self.pool.close().await;
    }

    async fn lease(&self) -> Result<Lease, sqlx::Error> {
        // One that is just being made is waited for: to turn away from it would leave the server with half a connection, and
        // the next one to make another.
        let are_all_made = self.pool.size() >= self.pool.options().get_max_connections();
        let acquired = match self.held.take_or_wait(are_all_made) {
            Ok(lease) => return Ok(lease),
            Err(None) => self.pool.acquire().await?,
            Err(Some(turn)) => tokio::select! {
                biased;
                Ok(lease) = turn => return Ok(lease),
                acquired = self.pool.acquire() => acquired?,
            },
        };
        let mut lease = Lease { connection: acquired, since: Instant::now() };
        if let Some(copies) = &self.copies {
            copies.examine(&mut lease.connection).await?;
        }
        Ok(lease)
    }

    /// Works at the other end, whichever that is.
    async fn work<T>(&self, work: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
        match &self.copies {
            Some(copies) => copies.read(work).await,
            None => work.await,
        }
    }

    /// Holds a connection back on which a statement has just ended well. One that is dropped instead, because of an error
    /// or because nobody waits any more, goes back to the pool, which has a look at it.
    fn hold(&self, lease: Lease) {
        if !self.held.is_good(&lease) || self.pool.is_closed() || !self.held.pass_on(lease) {
            return;
        }
        let held = Arc::clone(&self.held);
        tokio::spawn(async move {
            tokio::time::sleep(HELD).await;
            held.clear();
        });
    }
}

impl Held {
    fn is_good(&self, lease: &Lease) -> bool {
        let age = lease.since.elapsed();
        age < HELD && self.trust.holds(age)
    }

    /// A connection that lies idle, or a place among those who wait for one if there is reason to.
    fn take_or_wait(&self, waits: bool) -> Result<Lease, Option<oneshot::Receiver<Lease>>> {
        let mut stock = self.stock();
        match stock.leases.pop() {
            Some(lease) if self.is_good(&lease) => Ok(lease),
            _ if !waits => Err(None),
            _ => {
                while stock.waiting.front().is_some_and(oneshot::Sender::is_closed) {
                    stock.waiting.pop_front();
                }
                let (sender, turn) = oneshot::channel();
                stock.waiting.push_back(sender);
                Err(Some(turn))
            }
        }
    }

    /// Gives a connection to whoever has been waiting longest, or lays it down. Whether somebody has to see to it that what
    /// lies there is given back.
    fn pass_on(&self, mut lease: Lease) -> bool {
        let mut stock = self.stock();
        while let Some(next) = stock.waiting.pop_front() {
            match next.send(lease) {
                Ok(()) => return false,
                Err(refused) => lease = refused,
            }
        }
        if stock.leases.len() == self.most {
            return false;
        }
        stock.leases.push(lease);
        !std::mem::replace(&mut stock.is_looked_after, true)
    }

    /// Gives back what lies idle.
    fn clear(&self) {
        let mut stock = self.stock();
        stock.is_looked_after = false;
        let taken = std::mem::take(&mut stock.leases);
        drop(stock);
        drop(taken);
    }

    fn stock(&self) -> MutexGuard<'_, Stock> {
        self.stock.lock().unwrap_or_else(PoisonError::into_inner)
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
            Ok(stream::iter(db.work(taken).await?.into_iter().map(Ok)))
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
            db.work(taken).await
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

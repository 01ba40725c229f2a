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
use tokio::time::timeout;

use crate::db::reader::Copies;
use crate::db::trouble::NoConnection;
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
    /// Whoever waits for one, in the order they came.
    waiting: VecDeque<oneshot::Sender<Given>>,
    /// How many tasks get connections from the pool for them.
    fetching: usize,
}

/// A connection, or why there is none.
type Given = Result<Lease, sqlx::Error>;

impl Stock {
    /// Gives this to whoever has been waiting longest; returns it if nobody waits.
    fn give(&mut self, given: Given) -> Option<Given> {
        let mut given = given;
        while let Some(next) = self.waiting.pop_front() {
            given = next.send(given).err()?;
        }
        Some(given)
    }

    fn forget_who_left(&mut self) {
        self.waiting.retain(|waiting| !waiting.is_closed());
    }
}

/// A connection, and since when it is away from the pool.
struct Lease {
    connection: PoolConnection<Postgres>,
    since: Instant,
    /// Whether the copy it may lead to is known to keep up.
    is_examined: bool,
}

/// What whoever wants a connection finds.
enum Found {
    Lease(Lease),
    Turn {
        turn: oneshot::Receiver<Given>,
        /// Whether too few get connections from the pool.
        is_to_fetch: bool,
    },
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
        let mut lease = match self.held.take_or_wait(self.pool.options().get_max_connections()) {
            Found::Lease(lease) => lease,
            Found::Turn { turn, is_to_fetch } => {
                if is_to_fetch {
                    // On a task of its own: whoever turns away from a connection that is being made, or looked at, destroys it.
                    tokio::spawn(fetch(self.pool.clone(), Arc::clone(&self.held)));
                }
                let turn = timeout(self.pool.options().get_acquire_timeout(), turn).await;
                turn.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)??
            }
        };
        if let Some(copies) = self.copies.as_ref().filter(|_| !lease.is_examined) {
            copies.examine(&mut lease.connection).await?;
            lease.is_examined = true;
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
        if self.held.is_good(&lease) && !self.pool.is_closed() {
            self.held.pass_on(lease);
        }
    }
}

/// Gets connections from the pool as long as as many wait for one as do this.
async fn fetch(pool: PgPool, held: Arc<Held>) {
    loop {
        match pool.acquire().await {
            Ok(connection) => held.pass_on(Lease { connection, since: Instant::now(), is_examined: false }),
            Err(error) => drop(held.stock().give(Err(NoConnection::of(error)))),
        }
        if held.is_enough() {
            return;
        }
    }
}

impl Held {
    fn is_good(&self, lease: &Lease) -> bool {
        let age = lease.since.elapsed();
        age < HELD && self.trust.holds(age)
    }

    /// A connection that lies idle, or a place among those who wait for one; at most so many fetch any.
    fn take_or_wait(&self, most: u32) -> Found {
        let mut stock = self.stock();
        if let Some(lease) = stock.leases.pop().filter(|lease| self.is_good(lease)) {
            return Found::Lease(lease);
        }
        stock.forget_who_left();
        let (sender, turn) = oneshot::channel();
        stock.waiting.push_back(sender);
        let is_to_fetch = stock.fetching < stock.waiting.len().min(most as usize);
        stock.fetching += usize::from(is_to_fetch);
        Found::Turn { turn, is_to_fetch }
    }

    /// Gives a connection to whoever has been waiting longest, or lays it down for a moment.
    fn pass_on(self: &Arc<Self>, lease: Lease) {
        let mut stock = self.stock();
        let Some(Ok(lease)) = stock.give(Ok(lease)).filter(|_| stock.leases.len() < self.most) else { return };
        stock.leases.push(lease);
        if !std::mem::replace(&mut stock.is_looked_after, true) {
            let held = Arc::clone(self);
            tokio::spawn(async move {
                tokio::time::sleep(HELD).await;
                held.clear();
            });
        }
    }

    /// Whether one task fewer may fetch connections.
    fn is_enough(&self) -> bool {
        let mut stock = self.stock();
        stock.forget_who_left();
        let is_enough = stock.waiting.len() < stock.fetching;
        stock.fetching -= usize::from(is_enough);
        is_enough
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

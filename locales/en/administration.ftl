# What administrators see of the portal itself.

nav-administration = Administration
administration-nav = Administration
administration-overview = Overview
administration-title = Administration
administration-lead = Trip Management { $version }, answered by { $instance }.
administration-mails-text = What was sent, what waits, and what the mail server said.
administration-mails-failed =
    { $count ->
        [one] 1 mail could not be sent
       *[other] { $count } mails could not be sent
    }
administration-mails-waiting =
    { $count ->
        [one] 1 mail is on its way
       *[other] { $count } mails are on their way
    }
administration-mails-good = Nothing waits
administration-api-text = What programs can do here, to read and to try out.
administration-deployments-text = Which tasks answer, of which build: blue and green side by side.
administration-health-text = Database, migrations, mail, disk and clock, as this task finds them.
administration-health-good = All works

## What keeps itself fresh

live-refresh = Refresh
live-on = Refreshes by itself
live-off = Resting; refresh to go on

answer-yes = Yes
answer-no = No
unit-milliseconds = { $number } ms
unit-bytes = { $number } bytes
unit-kilobytes = { $number } kB
unit-megabytes = { $number } MB
unit-gigabytes = { $number } GB
unit-terabytes = { $number } TB
environment-production = Production
environment-development = Development

## Deployments

deployments-title = Deployments
deployments-lead = The tasks that answer just now, by build. During a deployment the old and the new one stand side by side.
deployments-count =
    { $instances ->
        [one] 1 task
       *[other] { $instances } tasks
    } of { $builds ->
        [one] 1 build
       *[other] { $builds } builds
    }
deployments-build-gone = No longer running
deployments-production = In production
deployments-preview = In preview
deployments-no-listener = No requests through a load balancer lately
deployments-answers-you = This task answers you
deployments-alive = Alive
deployments-gone = Gone
deployments-started = Started
deployments-last-seen = Last seen
deployments-environment = Environment
deployments-schema = Newest migration it knows
deployments-note = A task writes down every 10 seconds that it is alive. One that has not for a minute is gone, and forgotten after a day. “In production” and “in preview” say through which listener of the load balancer requests came in the last five minutes.

## Health

health-title = Health
health-lead = What the task { $instance } finds when it looks around.
health-overall-up = This task works and wants requests
health-overall-down = This task cannot work: it has no database
health-overall-ending = This task is ending
health-note = Programs read the same at
health-up = Works
health-down = Does not work
health-out-of-service = Ending
health-unknown = Not set up
health-error = Error
health-failed = This could not be looked at; what was said instead stands below.
health-database = Database
health-latency = Answers in
health-role = Role
health-writer = Writer
health-reader = Reader
health-version = PostgreSQL
health-tls = TLS
health-connections = Connections of the server
health-max-connections = At most
health-database-reader = This is a copy that can only be read from. Let the settings name the cluster’s writer endpoint.
health-database-full = Every connection of the server is in use. Lower DATABASE_POOL_SIZE or raise max_connections.
health-migrations = Migrations
health-applied = Applied
health-newest = Newest
health-pending = Missing
health-newer = Of a newer release
health-migrations-pending = Migrations of this release are missing. Start the task again, or run tripmgmt migrate.
health-migrations-newer = A newer release has been here, as during a deployment. This one goes on working.
health-pool = Connections of this task
health-pool-used = In use
health-pool-idle = Waiting for work
health-pool-max = At most
health-pool-copies = Pages read from the reader endpoint
health-mail = Mail
health-mail-configured = Set up
health-mail-waiting = Waiting
health-mail-failed = Given up
health-mail-oldest = The oldest waits since
health-mail-words = The server’s last refusal
health-mail-not-configured = Nothing is sent. Set SMTP_URL, MAIL_FROM and PUBLIC_URL, or pass the links on by hand.
health-mail-stuck = Mails do not get out. What the server said stands with each of them, under Mails.
health-disk = Disk
health-disk-path = Volume
health-disk-free = Free
health-disk-total = In all
health-disk-read-only = Read only
health-disk-full = The volume is almost full. Make room on it, or give the task a larger one.
health-clock = Clock
health-clock-ahead = The database is ahead by
health-clock-wrong =
    { $seconds ->
        [one] The clocks of this task and the database differ by 1 second. Set both by the same time service.
       *[other] The clocks of this task and the database differ by { $seconds } seconds. Set both by the same time service.
    }

## Logs

administration-logs-text = What every task writes down, and more of it for a while.
administration-logs-set =
    { $count ->
        [one] 1 logger differs from the setting
       *[other] { $count } loggers differ from the setting
    }
administration-logs-setting = As the setting has it
administration-configuration-text = Every setting, its value, and who set it.
logs-title = Logs
logs-lead = What is logged, and by which part. A level you set holds for a while; then the setting RUST_LOG holds again.
logs-logger = Logger
logs-logger-hint = ROOT, or a module such as tripmgmt::mail
logs-level = Level
logs-for = For
logs-quarter = 15 minutes
logs-hour = 1 hour
logs-hours = 4 hours
logs-day = 1 day
logs-set = Set level
logs-reach = A change holds at once in the task that answers you, and in all others within { $seconds } seconds.
logs-search = Find a logger
logs-search-go = Find
logs-caption = Loggers and their levels
logs-why = Because
logs-set-by = { $who } set it, until { $when }
logs-by-setting = The setting says so
logs-inherited = As the logger above it
logs-change = Change
logs-change-one = Change { $logger }
logs-reset = End now
logs-reset-one = Let the setting hold again for { $logger }
logs-none-title = No logger matches
logs-none-all = Show all loggers
log-level-off = nothing
log-level-error = what failed
log-level-warn = and what is odd
log-level-info = and what happens
log-level-debug = and how
log-level-trace = everything
flash-log-level-set = The level is set; it holds here now and everywhere in a few seconds
flash-log-level-reset = The setting holds again for this logger
error-logger-empty = Enter a logger, such as tripmgmt::mail
error-logger = Enter ROOT, a crate, or a module with its path, such as tripmgmt::mail

## Configuration

configuration-title = Configuration
configuration-lead = What the task { $instance } was started with. Flags win over variables; secrets are never shown.
configuration-portal = Portal
configuration-database = Database
configuration-connection = In use:
configuration-own-database = None of these is set: the portal runs a private database in its data folder.
configuration-setting = Setting
configuration-value = Value
configuration-origin = From
configuration-secret = Set, and secret
configuration-none = None
origin-flag = Command line
origin-variable = Environment variable
origin-default = Default
origin-made-up = Worked out by the portal
origin-unset = Not set
setting-host = Address to listen on
setting-port = Port to listen on; 0 takes a free one
setting-tripmgmt-env = Whether this is somebody's machine or production, where no database is made up and no demonstration is given
setting-tripmgmt-data-dir = Folder for the database that is started when none is configured (development only)
setting-database-pool-size = Connections to the database at most
setting-database-reader-host = Reader endpoint of the database's cluster, as host or host:port, for pages that bear what was so a moment ago; all else is as for the writer, and it takes as many connections again
setting-rust-log = What is logged, as tracing directives such as info,tripmgmt=debug
setting-log-format = How log lines are written; JSON in production, text elsewhere
setting-instance-name = Name of this task in footer and logs; the host's name if not set
setting-max-connections = Connections of clients at most, each of which takes a file descriptor; beyond that, whoever has been waiting longest without asking for anything has to go
setting-max-requests-in-work = Requests in work at most; as many wait a moment for their turn, and more are asked to come back
setting-shutdown-delay-seconds = Seconds between "not ready" and the end of accepting requests; 5 in production, 0 elsewhere
setting-signing-secret = What tokens for programs are signed and second factors sealed with, at least 64 characters, the same for all tasks. Without it one is made and kept: in the database in production, in the data folder elsewhere. Several, separated by blanks, replace one another: the first signs, all are accepted
setting-require-second-factor = Who has to have a second factor; those concerned set it up right after their password, before anything else
setting-registration = Who may make an account for themselves: open (everybody), closed, or the mail domains that may, such as example.com,example.org
setting-attachments-url = Where attached files are kept, as s3://bucket/prefix; in the database if not set. The region is that of AWS_REGION, keys are those of the task's role or of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
setting-attachments-endpoint = Address of a server that speaks as S3 does, such as https://storage.example.com; Amazon's if not set
setting-audit-retention-days = Days that entries of the audit log are kept
setting-tripmgmt-demo = Makes the accounts admin and user, each with its name as the password, and says so on every page (never in production)
setting-behind-proxy = Whether a load balancer stands before the portal, so that X-Forwarded-For tells where requests come from; in production it does
setting-smtp-url = Server that takes mails, as smtp://user:password@host:587?tls=required (STARTTLS), smtps://… or smtp://host:25; without it mails wait, and administrators see their links
setting-smtp-ca-file = Certificates (PEM) that the mail server's may be signed by, beside the usual authorities
setting-mail-from = Address that mails come from, such as Trip Management <trips@example.com>
setting-public-url = Address that people reach the portal by, such as https://trips.example.com; links in mails begin with it
setting-secure-cookies = Whether cookies are sent over TLS only; set it when the load balancer has a certificate
setting-database-url = Address of the database, with user and password; wins over all that follow
setting-spring-datasource-url = Address of the database as the old monolith had it
setting-spring-datasource-username = User, as the old monolith had it
setting-spring-datasource-password = Password, as the old monolith had it
setting-pghost = Host of the database, or the folder of its socket
setting-pghostaddr = Numeric address of the database, where no name is set
setting-pgport = Port of the database
setting-pguser = User of the database
setting-pgpassword = Password of the database
setting-pgdatabase = Name of the database
setting-pgsslmode = How far the connection has to be protected by TLS
setting-pgsslrootcert = Authorities that the database's certificate may be signed by
setting-pgsslcert = Certificate that the portal shows to the database
setting-pgsslkey = File with the key of that certificate
setting-pgappname = Name under which the database lists the portal
setting-pgconnect-timeout = Seconds that connecting may take

## Metrics

administration-metrics-text = Requests, times, connections, memory and processor of one task.
administration-metrics-fact = 95 of 100 requests within { $time }
unit-per-second = { $number } /s
unit-percent = { $number } %
lasting-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
lasting-hours =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
lasting-minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
lasting-seconds =
    { $count ->
        [one] 1 second
       *[other] { $count } seconds
    }
metrics-title = Metrics
metrics-lead = The figures of one task, { $instance }. The load balancer picks one for each request, so reloading may show another.
metrics-curves = While this page is open
metrics-other-task = Another task answered, so the curves begin anew.
metrics-range = From { $lowest } to { $highest }
metrics-range-none = The first point comes in a few seconds
metrics-as-table = The latest points as a table
metrics-time = Time
metrics-state = Since the task started
metrics-requests = Requests
metrics-rate = Requests per second
metrics-p50 = Half within
metrics-p95 = 95 of 100 within
metrics-p99 = 99 of 100 within
metrics-memory = Memory
metrics-cpu = Processor
metrics-files = Open files
metrics-in-work = Requests in work
metrics-refused = Requests refused
metrics-threads = Threads
metrics-connections = Database connections
metrics-connections-used = Connections in use
metrics-uptime = Running for
metrics-times = How long requests took
metrics-up-to = Up to
metrics-longer = Longer
metrics-statuses = What they were answered with
metrics-status = Status
metrics-routes = By route
metrics-route = Route
metrics-none = No request has been answered yet.
metrics-note = Times are worked out from counts between fixed bounds. A monitoring system reads the same at

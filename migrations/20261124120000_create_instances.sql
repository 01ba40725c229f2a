-- The tasks that answer just now, and the levels of logging that administrators set for all of them for a while.
-- Expand only: the release before this one knows neither.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- Each task writes its row every few seconds and takes it away when it ends in order.
create table instances (
    -- Made at start: two tasks may have the same name, one after the other.
    id              uuid        primary key,
    name            text        not null,
    version         text        not null,
    build           text        not null,
    environment     text        not null,
    -- The newest migration this task knows.
    schema_version  bigint      not null,
    started_at      timestamptz not null,
    last_seen_at    timestamptz not null,
    -- When the load balancer last sent a request through its production and its test listener.
    production_at   timestamptz,
    preview_at      timestamptz,

    constraint instances_name_check check (char_length(name) between 1 and 255)
);

-- Levels of logging that differ from the setting, each until it ends.
create table log_levels (
    logger     text        primary key,
    level      text        not null,
    set_by     text        not null,
    set_at     timestamptz not null,
    expires_at timestamptz not null,

    constraint log_levels_logger_check check (char_length(logger) between 1 and 100),
    constraint log_levels_level_check  check (level in ('OFF', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE')),
    constraint log_levels_expiry_check check (expires_at > set_at)
);

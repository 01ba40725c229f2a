-- What trips are held against before somebody approves them, and whether what complies is approved at once.
-- Expand only: the release before this one neither needs it nor minds.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table policy_rules (
    id            uuid        primary key,
    -- Checked no further: while a deployment lasts, the newer release may know more of them.
    kind          text        not null,
    name          text        not null,
    -- What people read about it, in the words of an administrator.
    explanation   text,
    is_on         boolean     not null default true,
    -- What it asks; which of these, the kind says.
    amount        numeric(16, 4),
    currency      text,
    days          integer,
    countries     text[]      not null default '{}',
    travel_class  text,
    hours         integer,
    version       integer     not null default 1,
    created_at    timestamptz not null,
    created_by    text        not null,
    changed_at    timestamptz not null,
    changed_by    text        not null,

    constraint policy_rules_name_check         check (char_length(name) between 1 and 100),
    constraint policy_rules_explanation_check  check (char_length(explanation) between 1 and 1000)
);

-- One row at most; none is as good as one that says no.
create table policy_settings (
    only_one      boolean     primary key default true,
    auto_approves boolean     not null,
    changed_at    timestamptz not null,
    changed_by    text        not null,

    constraint policy_settings_only_one_check check (only_one)
);

-- What the rules said when a trip was submitted: rules change later. Nothing if the release before this one wrote it, or
-- if there was no rule.
alter table decisions add column findings jsonb;

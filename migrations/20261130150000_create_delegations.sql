-- Who decides about trips in whose place, and on which days.
-- Expand only: to the release before this one, everybody decides in person.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table delegations (
    id            uuid        primary key,
    -- Who is asked, and who decides in their place.
    delegator_id  uuid        not null,
    delegate_id   uuid        not null,
    -- Both inclusive, where the delegator is at home.
    first_day     date        not null,
    last_day      date        not null,
    created_at    timestamptz not null,
    -- When somebody ended it before its last day, and who.
    ended_at      timestamptz,
    ended_by      text,

    constraint delegations_days_check       check (first_day <= last_day),
    constraint delegations_people_check     check (delegator_id <> delegate_id),
    constraint delegations_delegator_fkey   foreign key (delegator_id) references accounts (id) on delete cascade,
    constraint delegations_delegate_fkey    foreign key (delegate_id) references accounts (id) on delete cascade
);
create index delegations_by_delegator on delegations (delegator_id);
-- Asked at every request: for whom does whoever is signed in decide?
create index delegations_by_delegate on delegations (delegate_id, last_day);

-- Those that nobody ended, of people who decide themselves: in force from `first_day` to `last_day` in `time_zone`.
create view stand_ins as
    select d.delegator_id, d.delegate_id, d.first_day, d.last_day, a.time_zone
    from delegations d join accounts a on a.id = d.delegator_id
    where d.ended_at is null and a.status = 'active' and exists (
        select 1 from account_authorities r
        where r.account_id = a.id and r.authority in ('ROLE_MANAGER', 'ROLE_ADMIN'));

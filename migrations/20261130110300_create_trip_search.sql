-- The words of trips and of all that belongs to them, to be found by their stems; kept up to date by triggers, since the
-- release before writes trips and knows nothing of it.
-- Expand only: new tables and functions.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

create table trip_search (
    trip_id uuid     primary key,
    words   tsvector not null,
    constraint trip_search_trip_fkey foreign key (trip_id) references trips (id) on delete cascade
);
create index trip_search_words on trip_search using gin (words);

-- A text in the words of both languages. Accents go first, in what is searched for, too; but French endings are known by
-- theirs, so that its words are there as written as well.
create function stems(value text) returns tsvector
    language sql immutable parallel safe
    return to_tsvector('pg_catalog.english'::regconfig, fold_text(coalesce(value, '')))
        || to_tsvector('pg_catalog.french'::regconfig, fold_text(coalesce(value, '')))
        || to_tsvector('pg_catalog.french'::regconfig, coalesce(value, ''));

-- A word that is searched for: its stem in either language, or how a longer word begins.
create function stem_query(word text) returns tsquery
    language sql immutable strict parallel safe
    return plainto_tsquery('pg_catalog.english'::regconfig, fold_text(word))
        || plainto_tsquery('pg_catalog.french'::regconfig, fold_text(word))
        || plainto_tsquery('pg_catalog.french'::regconfig, word)
        || case when char_length(word) < 3 then ''::tsquery
           else to_tsquery('pg_catalog.simple'::regconfig,
               '''' || replace(replace(fold_text(word), '\', '\\'), '''', '''''') || ''':*') end;

-- All words of a trip. What it is called counts most, then what it is about, then who and what takes it there. Long texts
-- are cut: nobody searches for their ends, and a tsvector has room for a megabyte.
create function words_of_trip(trip uuid) returns tsvector
    language sql stable parallel safe
    begin atomic
        select setweight(stems(concat_ws(' ', t.reference, t.name)), 'A')
            || setweight(stems(concat_ws(' ', t.destination_place, t.purpose, t.cost_center, array_to_string(t.tags, ' '))), 'B')
            || setweight(stems(left(concat_ws(' ', entries.facts, people.names), 60000)), 'C')
            || setweight(stems(left(concat_ws(' ', t.notes, entries.notes, costs.titles, files.names), 60000)), 'D')
        from trips t,
            lateral (select string_agg(concat_ws(' ', s.title, s.carrier, s.number, s.confirmation, s.start_place,
                         s.start_airport, s.end_place, s.end_airport), ' ') as facts, string_agg(s.notes, ' ') as notes
                     from segments s where s.trip_id = t.id and s.deleted_at is null) entries,
            lateral (select string_agg(concat_ws(' ', p.name, a.first_name, a.last_name, a.login), ' ') as names
                     from travellers p left join accounts a on a.id = p.account_id
                     where p.trip_id = t.id and p.deleted_at is null) people,
            lateral (select string_agg(concat_ws(' ', e.title, e.merchant), ' ') as titles
                     from expenses e where e.trip_id = t.id and e.deleted_at is null) costs,
            lateral (select string_agg(concat_ws(' ', f.name, f.description), ' ') as names
                     from attachments f where f.trip_id = t.id and f.deleted_at is null) files
        where t.id = trip;
    end;

-- Renews the words of trips. Two that change one trip at the same time wait for each other at its row, and whoever comes
-- second reads what the first one wrote: each statement here sees what has been committed by then.
create function renew_trip_search(changed uuid[]) returns void
    language plpgsql as $$
    begin
        insert into trip_search (trip_id, words)
            select id, '' from trips where id = any(changed) order by id on conflict do nothing;
        perform 1 from trip_search where trip_id = any(changed) order by trip_id for no key update;
        update trip_search set words = coalesce(words_of_trip(trip_id), '') where trip_id = any(changed);
    end $$;

-- New trips: nothing belongs to them yet but what stands in them, unless their transaction adds it.
create function trips_came() returns trigger
    language plpgsql as $$
    begin
        insert into trip_search (trip_id, words) select id, words_of_trip(id) from came order by id on conflict do nothing;
        return null;
    end $$;

create function trip_changed() returns trigger
    language plpgsql as $$
    begin
        perform renew_trip_search(array[new.id]);
        return null;
    end $$;

-- What belongs to a trip came, went or changed.
create function part_came() returns trigger
    language plpgsql as $$
    begin
        perform renew_trip_search(array(select distinct trip_id from came));
        return null;
    end $$;

create function part_changed() returns trigger
    language plpgsql as $$
    begin
        perform renew_trip_search(array(select distinct trip_id from changed));
        return null;
    end $$;

-- Somebody who travels is called something else now.
create function traveller_renamed() returns trigger
    language plpgsql as $$
    begin
        perform renew_trip_search(array(select distinct trip_id from travellers where account_id = new.id and deleted_at is null));
        return null;
    end $$;

-- How late a part of a trip is at either end, as somebody typed it in, and the terminal one arrives at.
-- Expand only: the release before this one leaves them empty.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table segments
    add column end_terminal text,
    -- Minutes; nothing if nobody said anything, nought if it is on time.
    add column start_delay integer,
    add column end_delay integer,
    add constraint segments_end_terminal_check check (char_length(end_terminal) between 1 and 20) not valid,
    add constraint segments_start_delay_check check (start_delay between 0 and 2880) not valid,
    add constraint segments_end_delay_check check (end_delay between 0 and 2880) not valid;

-- Holds the delays of all parts to their bounds, old rows too, which have none.
-- Expand only: nothing the release before this one writes is refused.

set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table segments validate constraint segments_end_terminal_check;
alter table segments validate constraint segments_start_delay_check;
alter table segments validate constraint segments_end_delay_check;

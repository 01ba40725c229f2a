-- Holds receipts to expenses that are there; old rows name none.
-- Expand only: nothing the release before this one writes is refused.

set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table attachments validate constraint attachments_expense_fkey;

-- Attachments can be receipts of an expense, and what is said of them can be changed, a version at a time.
-- Expand only: the release before this one leaves the columns as they are; its files are nobody's receipts.

-- Whoever waits for a lock makes everybody else wait behind it: better to fail and be tried again.
set local lock_timeout = '5s';
set local statement_timeout = '60s';

alter table attachments
    -- Whose receipt it is. A file stays when its expense goes.
    add column expense_id uuid,
    add column version    integer not null default 1,
    add column changed_at timestamptz,
    add column changed_by text,
    add constraint attachments_expense_fkey foreign key (expense_id) references expenses (id) on delete set null not valid;

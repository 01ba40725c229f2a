-- no-transaction
-- The receipts of an expense.
-- Expand only: the release before this one neither needs it nor minds.
create index concurrently attachments_by_expense on attachments (expense_id) where expense_id is not null;

-- A person's decisions are looked up by event, those about the profile itself (no event) by their time.
DROP INDEX "ledger_entries_workspace_id_person_id_at_idx";
CREATE INDEX "ledger_entries_workspace_id_person_id_event_seq_at_idx" ON "ledger_entries"("workspace_id", "person_id", "event_seq", "at" DESC);

-- The run of an export that a transaction belongs to.
CREATE INDEX "export_runs_workspace_id_export_id_from_tx_idx" ON "export_runs"("workspace_id", "export_id", "from_tx");

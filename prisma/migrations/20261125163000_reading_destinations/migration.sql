-- CreateIndex
CREATE INDEX "events_received_at_idx" ON "events" USING BRIN ("received_at");

-- What nobody has sent again or discarded: counted for every destination of a list, and paged.
CREATE INDEX "ledger_entries_open_idx" ON "ledger_entries" ("workspace_id", "origin_id", "id")
  WHERE "verdict" = 'rejected' AND "retried_in" IS NULL AND "discarded_at" IS NULL;

-- Requests of replays lie far from those of the same numbers that came live, and are few.
CREATE INDEX "destination_batches_replayed_idx" ON "destination_batches" ("workspace_id", "destination_id", "last_seq")
  WHERE "replay_id" IS NOT NULL;

-- Runs that have ended and whose queue was not emptied yet: few among all that ever ran, looked for every second.
CREATE INDEX "campaign_runs_left" ON "campaign_runs"("ended_at") WHERE swept_at IS NULL AND status IN ('DONE', 'STOPPED');

-- The sandbox counts per account what it received, and notes repeats that differ and messages it would drop.
ALTER TABLE "sandbox_messages" ADD COLUMN "differing" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "sandbox_messages" ADD COLUMN "problem" TEXT;

ALTER TABLE "sandbox_accounts" DROP COLUMN "workspace_id";
ALTER TABLE "sandbox_accounts" ADD COLUMN "refused" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "sandbox_accounts" ADD COLUMN "messages" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "sandbox_accounts" ADD COLUMN "repeats" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "sandbox_accounts" ADD COLUMN "differing" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "sandbox_accounts" ADD COLUMN "dropped" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "sandbox_accounts" ADD COLUMN "last_seen_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sign_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttles" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_throttles_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "email" TEXT,
    "role" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object_kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "object_name" TEXT NOT NULL,
    "changes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "settings" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "connections" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "partner" TEXT NOT NULL,
    "nickname" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "secrets" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'connected',
    "problem" TEXT,
    "last_verified_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connections_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "events" (
    "workspace_id" UUID NOT NULL,
    "tx" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "seq" BIGSERIAL NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "timestamp" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "user_id" TEXT,
    "anonymous_id" TEXT,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "context" JSONB NOT NULL DEFAULT '{}',
    "extras" JSONB,

    CONSTRAINT "events_pkey" PRIMARY KEY ("workspace_id","tx","seq","received_at")
) PARTITION BY RANGE ("received_at");

-- CreateTable
CREATE TABLE "event_keys" (
    "workspace_id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_keys_pkey" PRIMARY KEY ("workspace_id","message_id")
);

-- CreateTable
CREATE TABLE "event_cursors" (
    "workspace_id" UUID NOT NULL,
    "consumer" TEXT NOT NULL,
    "tx" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_cursors_pkey" PRIMARY KEY ("workspace_id","consumer")
);

-- CreateTable
CREATE TABLE "event_definitions" (
    "workspace_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "count" BIGINT NOT NULL DEFAULT 0,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_definitions_pkey" PRIMARY KEY ("workspace_id","type","name")
);

-- CreateTable
CREATE TABLE "event_property_definitions" (
    "workspace_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "property" TEXT NOT NULL,
    "types" JSONB NOT NULL DEFAULT '{}',
    "count" BIGINT NOT NULL DEFAULT 0,
    "sample" TEXT NOT NULL DEFAULT '',
    "last_seen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_property_definitions_pkey" PRIMARY KEY ("workspace_id","type","name","property")
);

-- CreateTable
CREATE TABLE "exports" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "partner" TEXT NOT NULL,
    "data_type" TEXT NOT NULL,
    "event_names" TEXT[],
    "identifier_priority" TEXT[],
    "format" TEXT NOT NULL DEFAULT 'JSON',
    "frequency" TEXT NOT NULL,
    "every_hours" INTEGER,
    "range" JSONB,
    "range_from" TIMESTAMPTZ(3),
    "range_to" TIMESTAMPTZ(3),
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "next_run_at" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "outcome" TEXT,
    "outcome_reason" TEXT,
    "waiting" TEXT,
    "position_tx" BIGINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "rejected" BIGINT NOT NULL DEFAULT 0,
    "last_run_at" TIMESTAMPTZ(3),
    "stopped_by" TEXT,
    "stopped_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exports_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "export_runs" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "export_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "trigger" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "outcome" TEXT,
    "outcome_reason" TEXT,
    "waiting" TEXT,
    "settings" JSONB NOT NULL,
    "from_tx" BIGINT NOT NULL DEFAULT 0,
    "to_tx" BIGINT NOT NULL DEFAULT 0,
    "cursor" JSONB,
    "expected" BIGINT,
    "read" BIGINT NOT NULL DEFAULT 0,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "rejected" BIGINT NOT NULL DEFAULT 0,
    "retried" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "lease" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "export_runs_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "export_batches" (
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "first_key" JSONB NOT NULL,
    "last_key" JSONB NOT NULL,
    "records" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "http_status" INTEGER,
    "took_ms" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "export_batches_pkey" PRIMARY KEY ("workspace_id","run_id","number")
);

-- CreateTable
CREATE TABLE "workers" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "slots" TEXT[],
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "memory_bytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "workers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "origin" TEXT NOT NULL,
    "origin_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "verdict" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "person_id" UUID,
    "event_tx" BIGINT,
    "event_seq" BIGINT,
    "event_name" TEXT,
    "message_id" TEXT,
    "request" JSONB,
    "answer" JSONB,
    "retried_in" UUID,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "people" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "anonymous_id" TEXT,
    "device_id" TEXT,
    "name" TEXT,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,
    "changed_tx" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "merged_into" UUID,

    CONSTRAINT "people_pkey" PRIMARY KEY ("workspace_id","id")
) WITH (fillfactor = 85);

-- CreateTable
CREATE TABLE "identifiers" (
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identifiers_pkey" PRIMARY KEY ("workspace_id","kind","value")
);

-- CreateTable
CREATE TABLE "person_merges" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "into_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cause" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "events_moved" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "person_merges_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "sandbox_messages" (
    "partner" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "copies" INTEGER NOT NULL DEFAULT 1,
    "body" JSONB NOT NULL,

    CONSTRAINT "sandbox_messages_pkey" PRIMARY KEY ("partner","account","message_id")
);

-- CreateTable
CREATE TABLE "sandbox_accounts" (
    "partner" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "workspace_id" UUID,
    "faults" JSONB NOT NULL DEFAULT '{}',
    "requests" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "sandbox_accounts_pkey" PRIMARY KEY ("partner","account")
);

-- CreateTable
CREATE TABLE "sources" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "sources_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "write_keys" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "write_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refused_calls" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "source_id" UUID NOT NULL,
    "call" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "refused_calls_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_created_at_idx" ON "sessions"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_workspace_id_created_at_idx" ON "invitations"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

-- CreateIndex
CREATE INDEX "api_keys_workspace_id_created_at_idx" ON "api_keys"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_at_id_idx" ON "audit_entries"("workspace_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_object_kind_object_id_at_idx" ON "audit_entries"("workspace_id", "object_kind", "object_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "connections_workspace_id_partner_nickname_key" ON "connections"("workspace_id", "partner", "nickname");

-- CreateIndex
CREATE INDEX "events_workspace_id_name_timestamp_seq_idx" ON "events"("workspace_id", "name", "timestamp", "seq");

-- CreateIndex
CREATE INDEX "events_workspace_id_person_id_timestamp_idx" ON "events"("workspace_id", "person_id", "timestamp" DESC);

-- CreateIndex
CREATE INDEX "exports_workspace_id_created_at_id_idx" ON "exports"("workspace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "exports_workspace_id_status_created_at_id_idx" ON "exports"("workspace_id", "status", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "exports_workspace_id_connection_id_idx" ON "exports"("workspace_id", "connection_id");

-- CreateIndex
CREATE INDEX "exports_next_run_at_idx" ON "exports"("next_run_at");

-- CreateIndex
CREATE INDEX "export_runs_workspace_id_export_id_created_at_idx" ON "export_runs"("workspace_id", "export_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "export_runs_status_idx" ON "export_runs"("status");

-- CreateIndex
CREATE UNIQUE INDEX "export_runs_workspace_id_export_id_number_key" ON "export_runs"("workspace_id", "export_id", "number");

-- CreateIndex
CREATE INDEX "ledger_entries_workspace_id_run_id_verdict_id_idx" ON "ledger_entries"("workspace_id", "run_id", "verdict", "id");

-- CreateIndex
CREATE INDEX "ledger_entries_workspace_id_origin_id_verdict_id_idx" ON "ledger_entries"("workspace_id", "origin_id", "verdict", "id");

-- CreateIndex
CREATE INDEX "ledger_entries_workspace_id_person_id_at_idx" ON "ledger_entries"("workspace_id", "person_id", "at" DESC);

-- CreateIndex
CREATE INDEX "people_workspace_id_changed_tx_id_idx" ON "people"("workspace_id", "changed_tx", "id");

-- CreateIndex
CREATE INDEX "people_workspace_id_last_seen_id_idx" ON "people"("workspace_id", "last_seen" DESC, "id");

-- CreateIndex
CREATE INDEX "identifiers_workspace_id_person_id_idx" ON "identifiers"("workspace_id", "person_id");

-- CreateIndex
CREATE INDEX "person_merges_workspace_id_into_id_idx" ON "person_merges"("workspace_id", "into_id");

-- CreateIndex
CREATE INDEX "sandbox_messages_partner_account_id_idx" ON "sandbox_messages"("partner", "account", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "write_keys_key_hash_key" ON "write_keys"("key_hash");

-- CreateIndex
CREATE INDEX "write_keys_workspace_id_source_id_idx" ON "write_keys"("workspace_id", "source_id");

-- CreateIndex
CREATE INDEX "refused_calls_workspace_id_source_id_id_idx" ON "refused_calls"("workspace_id", "source_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exports" ADD CONSTRAINT "exports_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_runs" ADD CONSTRAINT "export_runs_workspace_id_export_id_fkey" FOREIGN KEY ("workspace_id", "export_id") REFERENCES "exports"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_batches" ADD CONSTRAINT "export_batches_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "export_runs"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sources" ADD CONSTRAINT "sources_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "write_keys" ADD CONSTRAINT "write_keys_workspace_id_source_id_fkey" FOREIGN KEY ("workspace_id", "source_id") REFERENCES "sources"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot express -----------------------------------------------------------------------------

-- Search by the beginning of an identifier or a name, in any case.
CREATE INDEX "identifiers_lower_value_idx" ON "identifiers" ("workspace_id", lower("value") text_pattern_ops);
CREATE INDEX "people_lower_name_idx" ON "people" ("workspace_id", lower("name") text_pattern_ops);

-- Takes what no month's partition takes.
CREATE TABLE "events_default" PARTITION OF "events" DEFAULT;

-- Makes the partitions of "events" from `months_back` months before the current one (UTC) to `months_ahead` after it,
-- where they are missing. Rows of such a month that the default partition holds move into it. Safe to call at once from
-- many sessions; returns how many partitions it made.
CREATE FUNCTION junction_ensure_event_partitions(months_ahead int, months_back int DEFAULT 0) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => months_back);
  last_month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => months_ahead);
  partition text;
  lower_bound timestamptz;
  upper_bound timestamptz;
  made int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(72707370);
  WHILE month <= last_month LOOP
    partition := 'events_' || to_char(month, 'YYYY_MM');
    lower_bound := month AT TIME ZONE 'UTC';
    upper_bound := (month + interval '1 month') AT TIME ZONE 'UTC';
    IF to_regclass(quote_ident(partition)) IS NULL THEN
      -- Attached rather than created in place: that lets other sessions go on writing into other months meanwhile.
      LOCK TABLE ONLY events_default IN ACCESS EXCLUSIVE MODE;
      EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
      EXECUTE format(
        'WITH moved AS (DELETE FROM events_default WHERE received_at >= %L AND received_at < %L RETURNING *)
         INSERT INTO %I SELECT * FROM moved', lower_bound, upper_bound, partition);
      EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        partition, lower_bound, upper_bound);
      made := made + 1;
    END IF;
    month := month + interval '1 month';
  END LOOP;
  RETURN made;
END
$$;

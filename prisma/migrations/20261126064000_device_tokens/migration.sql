-- CreateTable
CREATE TABLE "device_tokens" (
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "keys" JSONB,
    "source_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "retired_reason" TEXT,

    CONSTRAINT "device_tokens_pkey" PRIMARY KEY ("workspace_id","kind","hash")
);

-- CreateIndex
CREATE INDEX "device_tokens_workspace_id_person_id_idx" ON "device_tokens"("workspace_id", "person_id");

-- Tokens that calls have told before: of each the person whose device said it last.
insert into "device_tokens" ("workspace_id", "kind", "hash", "person_id", "token", "created_at", "seen_at")
select distinct on (t."workspace_id", t."kind", t."token") t."workspace_id", t."kind",
  encode(sha256(convert_to(t."token", 'UTF8')), 'hex'), t."person_id", t."token", t."at", t."at"
from (
  select c."workspace_id", c."person_id", c."context" #>> '{device,token}' as "token",
    to_timestamp((c."times" ->> 'device')::float8 / 1000) as "at",
    case
      when lower(coalesce(nullif(c."context" #>> '{device,type}', ''), c."context" #>> '{os,name}')) = 'android' then 'fcm'
      when lower(coalesce(nullif(c."context" #>> '{device,type}', ''), c."context" #>> '{os,name}'))
        in ('ios', 'ipados', 'watchos', 'tvos') then 'apns'
    end as "kind"
  from "person_contexts" c
  where jsonb_typeof(c."context" #> '{device,token}') = 'string' and c."times" ? 'device'
) t
where t."kind" is not null and length(t."token") between 1 and 2048
order by t."workspace_id", t."kind", t."token", t."at" desc;

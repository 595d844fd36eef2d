-- CreateIndex
CREATE INDEX "audiences_workspace_id_origin_created_at_id_idx" ON "audiences"("workspace_id", "origin", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audiences_workspace_id_size_id_idx" ON "audiences"("workspace_id", "size" DESC, "id" DESC);

-- What Prisma cannot say: audiences are sorted by their last change, and found by any part of their name. The parts are one
-- to three neighbouring letters, so that an index every PostgreSQL has can hold them; the origin stands among them, longer.
CREATE INDEX "audiences_changed_idx"
  ON "audiences" ("workspace_id", coalesce("changed_at", "created_at") DESC, "id" DESC);
CREATE FUNCTION junction_name_parts(name text, origin text) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT array(
    SELECT DISTINCT substr(name, at, size) FROM generate_series(1, 3) size, generate_series(1, length(name)) at
    WHERE at + size - 1 <= length(name)) || ('origin:' || origin) $$;
CREATE INDEX "audiences_name_parts_idx" ON "audiences" USING gin (junction_name_parts(lower("name"), "origin"));

-- CreateIndex
CREATE INDEX "story_answers_workspace_id_component_id_identity_at_idx" ON "story_answers"("workspace_id", "component_id", "identity", "at" DESC);

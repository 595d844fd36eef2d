import { applyImportStep, type StepFrom } from "../audiences/verbs/apply-import-step.ts";
import { createAudience } from "../audiences/verbs/create-audience.ts";
import { fetchImport } from "../audiences/verbs/fetch-import.ts";
import { getImport } from "../audiences/verbs/get-import.ts";
import { listImports } from "../audiences/verbs/list-imports.ts";
import { listMembers } from "../audiences/verbs/list-members.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import { connectPartner } from "../integrations/verbs/connect-partner.ts";
import { listRemoteAudiences } from "../integrations/verbs/list-remote-audiences.ts";
import { newId, newToken } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { Sandbox } from "../sandbox/start-sandbox.ts";
import { testCtx } from "./test-ctx.ts";

const REGION = "JUNCTION_HOST_STORYLY";

/** A workspace of a test's own with a Storyly account of its own in the sandbox, and what one does there by its API. */
export async function remoteGround(db: Db, sandbox: Sandbox) {
  const ctx = await testCtx(db, { hosts: { [REGION]: sandbox.hostOf("storyly") } });
  const apiToken = newToken("st");
  const { id: connectionId } = await connectPartner(ctx, {
    partner: "storyly",
    nickname: "Stories",
    values: { apiToken },
  });
  const system: Ctx = { ...ctx, actor: { kind: "system", name: "Junction" } };
  const post = async (fields: Record<string, string>, csv?: string) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      form.set(name, value);
    }
    if (csv !== undefined) {
      form.set("file", new Blob([csv], { type: "text/csv" }), "fans.csv");
    }
    const answer = await fetch(`${sandbox.hostOf("storyly")}/external/audience`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiToken}` },
      body: form,
    });
    return { status: answer.status, body: await answer.text() };
  };
  const idAt = async (name: string): Promise<string> => {
    const { items } = await listRemoteAudiences(ctx, { id: connectionId });
    return items.find((one) => one.name === name)?.id ?? "";
  };
  const fetchOne = (importId: string, more: { isLast?: boolean; lease?: string; ctx?: Ctx } = {}) =>
    fetchImport(more.ctx ?? system, {
      importId,
      lease: more.lease ?? `test/${newId()}`,
      isLast: more.isLast ?? false,
      signal: new AbortController().signal,
    });
  const apply = async (importId: string) => {
    for (
      let from: StepFrom | null = { phase: "rows", after: "" };
      from;
      from = await applyImportStep(system, { importId, from })
    ) {}
  };
  return {
    ctx,
    system,
    apiToken,
    connectionId,
    post,
    idAt,
    fetchOne,
    apply,
    /** A list of a CSV file at Storyly; its id there. */
    keepList: async (name: string, csv: string, identifier = "id"): Promise<string> => {
      await post({ name, type: "1", audience_identifier: identifier }, csv);
      return idAt(name);
    },
    create: async (audienceId: string, more: { name?: string; column?: string } = {}) => {
      const { name = "Fans", column } = more;
      const remote = { connectionId, audienceId, ...(column && { column }) };
      const { audience } = await createAudience(ctx, { name, description: "", origin: "storyly", remote });
      return audience;
    },
    lastImport: async (id: string) => {
      const [last] = (await listImports(ctx, { id })).items;
      return getImport(ctx, { id, importId: last?.id ?? "" });
    },
    /** Does what workers would do with the last import of an audience. */
    work: async (id: string) => {
      const [last] = (await listImports(ctx, { id })).items;
      await fetchOne(last?.id ?? "");
      await apply(last?.id ?? "");
    },
    state: async (id: string): Promise<Record<string, JsonObject>> =>
      Object.fromEntries(
        (await listMembers(ctx, { id, limit: 100 })).items
          .map((member) => [member.identity, member.properties] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    misbehave: async (faults: JsonObject) => {
      const answer = await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, {
        method: "POST",
        body: JSON.stringify({ partner: "storyly", key: apiToken, faults }),
      });
      await answer.text();
    },
  };
}

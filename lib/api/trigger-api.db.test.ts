import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import type { JsonObject } from "../kernel/json.ts";
import { testDatabase } from "../testing/database.ts";
import type { TriggerOptions } from "../testing/trigger-caller.ts";
import { type TriggerGround, triggerGround } from "../testing/trigger-ground.ts";
import { ingestApi } from "./ingest-api.ts";
import { openApiDocument } from "./openapi.ts";
import { triggerApi } from "./trigger-api.ts";

const database = testDatabase();
const document = openApiDocument({}, ingestApi, triggerApi);
let ground: TriggerGround;
afterEach(() => ground.close());

test.each(["1", "2"] as const)(
  "version %s: its example is taken, and every answer is as the document says",
  async (version) => {
    ground = await triggerGround(database.db, { atOnce: 2 });
    await ground.people(1, {}, "cust");
    const { number } = await ground.campaign();
    const operation = document.paths[`/${version}/send/externaltrigger.json`]?.post;
    const schema = operation?.requestBody?.content["application/json"]?.schema;
    const [example] = (schema?.examples ?? []) as JsonObject[];
    const good = {
      ...example,
      to: { identity: ["cust-0"] },
      ...(version === "1" ? { campaign_id: number } : { campaign_id_list: [Number(number)] }),
    };
    const said = async (body: JsonObject, options: TriggerOptions = {}) => {
      const answer = await ground.call(body, { version, ...options });
      const found = operation?.responses[String(answer.code)];
      const response =
        found && "$ref" in found ? document.components.responses[found.$ref.split("/").at(-1) ?? ""] : found;
      const type = answer.headers["content-type"]?.split(";")[0] ?? "";
      const answered = response?.content?.[type]?.schema ?? { not: {} };
      z.fromJSONSchema(JSON.parse(JSON.stringify(answered))).parse(answer.body);
      expect(Object.keys(answer.headers)).toEqual(
        expect.arrayContaining(Object.keys(response?.headers ?? {})),
      );
      return [answer.code, answer.body.status];
    };
    z.fromJSONSchema(JSON.parse(JSON.stringify(schema))).parse(good);
    // Its campaigns are nobody's here.
    expect(await said(example ?? {})).toEqual([404, "fail"]);
    expect(await said(good, { key: "k-1" })).toEqual([200, "success"]);
    expect(await said({ ...good, to: { identity: ["nobody"] } })).toEqual([200, "fail"]);
    expect(await said({ ...good, more: 1 }, { key: "k-1" })).toEqual([409, "fail"]);
    expect(await said({ ...good, to: {} })).toEqual([400, "fail"]);
    expect(await said(good, { passcode: "jk_of_nobody" })).toEqual([401, "fail"]);
    expect(await said(good, { method: "GET" })).toEqual([405, "fail"]);
    expect(await said(good, { contentType: "text/plain" })).toEqual([415, "fail"]);
    expect(await said({ ...good, ExternalTrigger: { a: "x".repeat(131_072) } })).toEqual([413, "fail"]);
    const crowd = await Promise.all([said(good), said(good), said(good)]);
    expect(crowd.sort()).toEqual([
      [200, "success"],
      [200, "success"],
      [429, "fail"],
    ]);
  },
);

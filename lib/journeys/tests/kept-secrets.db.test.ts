import { expect, test } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { testCtx } from "../../testing/test-ctx.ts";
import { addNode, changeSettings, newNode } from "../edits/nodes.ts";
import { createJourney } from "../verbs/create-journey.ts";
import { updateJourney } from "../verbs/update-journey.ts";

const database = testDatabase();

test("a node's secrets stay with the host that they were entered for, and go with the node", async () => {
  const ctx = await testCtx(database.db);
  const begun = await createJourney(ctx, {});
  const { id, draft: blank } = begun;
  const nodes = ["call1", "call2"] as const;
  const withNodes = nodes.reduce(
    (draft, node) => addNode(draft, newNode("send_webhook", node, { x: 0, y: 0 })),
    blank,
  );
  const headers = [{ name: "X-Api-Key", value: "", isSecret: true }];
  const at = (urls: Record<string, string>) =>
    Object.entries(urls).reduce((draft, [node, url]) => {
      const settings = draft.nodes.find((each) => each.id === node)?.settings ?? {};
      return changeSettings(draft, node, {
        ...settings,
        content: { ...(settings.content as object), url, headers },
      });
    }, withNodes);
  const key = "header x-api-key";
  let { revision } = begun;
  const save = async (change: object) => {
    const view = await updateJourney(ctx, { id, revision, ...change });
    revision = view.revision;
    return view.secrets;
  };
  const shop = "https://hooks.shop.example/a";
  const secrets = { call1: { [key]: "planted" }, call2: { [key]: "planted" } };
  const both = { call1: [key], call2: [key] };
  expect(await save({ draft: at({ call1: shop, call2: shop }), secrets })).toEqual(both);
  expect(await save({ draft: at({ call1: `${shop}/b`, call2: shop }) })).toEqual(both);
  const moved = at({ call1: "https://elsewhere.example/a", call2: shop });
  expect(await save({ draft: moved })).toEqual({ call2: [key] });
  // Put back under its name, a node that was removed could go anywhere.
  expect(await save({ draft: blank })).toEqual({});
  expect(await save({ draft: moved, secrets: { call1: { [key]: "again" } } })).toEqual({ call1: [key] });
});

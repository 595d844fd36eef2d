import { expect, it } from "vitest";
import { secretBox, UNREADABLE } from "../access/secret-box.ts";
import { connectionSuite, faultOf, newKey } from "../testing/connection-suite.ts";
import { getConnection } from "./verbs/get-connection.ts";
import { rotateSecret } from "./verbs/rotate-secret.ts";
import { testConnection } from "./verbs/test-connection.ts";
import { updateConnection } from "./verbs/update-connection.ts";
import { markUnreadable } from "./watch-readable.ts";

const suite = connectionSuite();
const { connect, actions, later } = suite;
const elsewhere = () => ({ ...suite.ctx, secrets: secretBox("the secret that came after") });

it("a connection whose key was stored under another JUNCTION_SECRET says so, until the former one is back", async () => {
  const { id } = await connect("Shop");
  expect(await markUnreadable(elsewhere())).toBe(1);
  later();
  // Said once, however often it is looked at.
  expect(await markUnreadable(elsewhere())).toBe(1);
  const problem = `${UNREADABLE}.`;
  expect(await getConnection(elsewhere(), { id })).toMatchObject({ status: "attention", problem });
  expect((await faultOf(testConnection(elsewhere(), { id }), "precondition")).message).toBe(problem);
  expect(await markUnreadable(suite.ctx)).toBe(0);
  expect(await getConnection(suite.ctx, { id })).toMatchObject({ status: "connected", problem: null });
  expect(await actions()).toEqual(["connection.connected", "connection.marked", "connection.recovered"]);
});

it("what else is wrong with a connection stays said while its key can be read", async () => {
  const { id } = await connect("Shop");
  await suite.database.db.prisma.connection.updateMany({
    where: { id },
    data: { status: "attention", problem: "Segment answers 404." },
  });
  await markUnreadable(suite.ctx);
  expect(await getConnection(suite.ctx, { id })).toMatchObject({ problem: "Segment answers 404." });
});

it("what an earlier version said of it in other words is taken back, too", async () => {
  const { id } = await connect("Shop");
  await suite.database.db.prisma.connection.updateMany({
    where: { id },
    data: { status: "attention", problem: "It is not readable with this JUNCTION_SECRET." },
  });
  await markUnreadable(suite.ctx);
  expect(await getConnection(suite.ctx, { id })).toMatchObject({ status: "connected", problem: null });
});

it("keys that cannot be read are entered anew, and the connection is in order", async () => {
  const { id } = await connect("Shop");
  await markUnreadable(elsewhere());
  await faultOf(updateConnection(elsewhere(), { id, values: { region: "eu" } }), "precondition");
  const view = await rotateSecret(elsewhere(), { id, values: { writeKey: newKey() } });
  expect(view).toMatchObject({ status: "connected", problem: null });
  await testConnection(elsewhere(), { id });
  await updateConnection(elsewhere(), { id, values: { region: "eu" } });
});

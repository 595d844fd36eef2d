import { expect, test } from "vitest";
import { joinedAccess } from "../channels/joined-access.ts";
import { httpClient } from "../http/http-client.ts";
import { connectionSuite, faultOf } from "../testing/connection-suite.ts";
import { privateKeyPiece, testServiceAccount } from "../testing/service-account.ts";
import type { TestCtx } from "../testing/test-ctx.ts";
import { openConnection } from "./access.ts";
import { renewableAccesses } from "./renewable-accesses.ts";
import { connectPartner } from "./verbs/connect-partner.ts";
import { generateValues } from "./verbs/generate-values.ts";
import { rotateSecret } from "./verbs/rotate-secret.ts";
import { updateConnection } from "./verbs/update-connection.ts";

const suite = connectionSuite();
const { database } = suite;

/** The suite's workspace, where the sandbox answers for Firebase. */
const at = (): TestCtx => ({
  ...suite.ctx,
  hosts: {
    JUNCTION_HOST_FCM: suite.hostOf("fcm"),
    JUNCTION_HOST_GOOGLE_OAUTH: `${suite.hostOf("fcm")}/oauth`,
  },
  http: httpClient({ allowPrivateHosts: ["127.0.0.1"] }),
});
const connectFcm = (serviceAccount = testServiceAccount("shop-one")) =>
  connectPartner(at(), { partner: "fcm", nickname: "Shop app", values: { serviceAccount } });
const connectVapid = async () => {
  const { values } = await generateValues(at(), { partner: "vapid" });
  return connectPartner(at(), {
    partner: "vapid",
    nickname: "Shop site",
    values: { ...values, subject: "mailto:push@shop.example" },
  });
};

test("of a service account project, e-mail and the key's id are shown, and the key itself is nowhere", async () => {
  const view = await connectFcm();
  expect(view).toMatchObject({
    status: "connected",
    settings: { projectId: "shop-one", clientEmail: "junction@shop-one.iam.gserviceaccount.com" },
    secrets: { serviceAccount: { last4: "4567" } },
  });
  const rows = await database.db.sql<{ text: string }>(
    `select c::text as text from connections c union all select a::text from audit_entries a`,
  );
  expect(rows.filter(({ text }) => text.includes(privateKeyPiece()))).toEqual([]);
  expect(JSON.stringify(view)).not.toContain(privateKeyPiece());
});

test("a file that is no key is refused at its field, and nothing of it is repeated", async () => {
  const fault = await faultOf(connectFcm(testServiceAccount("shop-one", { project_id: "" })), "invalid");
  expect(fault.problems).toMatchObject([{ path: "values.serviceAccount", field: "serviceAccount" }]);
  expect(JSON.stringify(fault.problems)).not.toContain(privateKeyPiece());
});

test("what is shown follows the key when it is rotated, and stays when the connection is renamed", async () => {
  const { id } = await connectFcm();
  const serviceAccount = testServiceAccount("shop-two", { private_key_id: "0123456789feedface" });
  const rotated = await rotateSecret(at(), { id, values: { serviceAccount } });
  expect(rotated).toMatchObject({
    settings: { projectId: "shop-two" },
    secrets: { serviceAccount: { last4: "face" } },
  });
  const renamed = await updateConnection(at(), { id, nickname: "App", values: { region: "google" } });
  expect(renamed).toMatchObject({ nickname: "App", settings: { projectId: "shop-two" } });
});

test("keys are generated only where the partner works with keys of one's own, and only for who may connect", async () => {
  await faultOf(generateValues(at(), { partner: "fcm" }), "precondition");
  const viewer: TestCtx = { ...at(), actor: { ...at().actor, role: "viewer" } as TestCtx["actor"] };
  await faultOf(generateValues(viewer, { partner: "vapid" }), "forbidden");
  expect((await connectVapid()).status).toBe("connected");
});

test("access of several connections follows a rotation of one of them, and of none says so", async () => {
  const [fcm, vapid] = [await connectFcm(), await connectVapid()];
  const ctx = at();
  const connections = {
    fcm: await openConnection(ctx, fcm.id),
    vapid: await openConnection(ctx, vapid.id),
  };
  const own = { secrets: {}, http: ctx.http };
  const renewable = renewableAccesses(ctx, connections, (accesses) => joinedAccess(accesses, own));
  const before = renewable.access();
  expect(await renewable.renewAccess(before)).toBe(false);
  expect(renewable.access()).toBe(before);
  const serviceAccount = testServiceAccount("shop-two");
  await rotateSecret(ctx, { id: fcm.id, values: { serviceAccount } });
  expect(await renewable.renewAccess(before)).toBe(true);
  const after = renewable.access();
  expect(after.byPartner?.fcm?.secrets).toEqual({ serviceAccount });
  expect(after.byPartner?.vapid).toEqual(before.byPartner?.vapid);
  expect(await renewable.renewAccess(before)).toBe(true);
});

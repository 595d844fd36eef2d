import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Fault } from "../kernel/fault.ts";
import { type Sandbox, startSandbox } from "../sandbox/start-sandbox.ts";
import { testDatabase } from "../testing/database.ts";
import { type TestCtx, testCtx } from "../testing/test-ctx.ts";
import { openConnection } from "./access.ts";
import { connectPartner } from "./verbs/connect-partner.ts";
import { listConnectionHistory } from "./verbs/list-connection-history.ts";
import { rotateSecret } from "./verbs/rotate-secret.ts";
import { updateConnection } from "./verbs/update-connection.ts";

// A partner whose form asks for one thing or another: Amazon EventBridge by access key or by role.
const database = testDatabase();
let sandbox: Sandbox;
let ctx: TestCtx;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});
beforeEach(async () => {
  const host = sandbox.hostOf("eventbridge");
  ctx = await testCtx(database.db, {
    hosts: { JUNCTION_HOST_EVENTBRIDGE_EU_WEST_1: host, JUNCTION_HOST_STS_EU_WEST_1: `${host}/sts` },
  });
});

const bus = { accountId: "111122223333", region: "eu-west-1", bus: "audiences" };
const key = { authentication: "key", accessKeyId: "AKIA4242", secretAccessKey: "planted-secret-4242" };
const roleArn = "arn:aws:iam::111122223333:role/junction";
const connect = (values: Record<string, string>) =>
  connectPartner(ctx, { partner: "eventbridge", nickname: "Bus", values: { ...bus, ...values } });
const faultOf = async (work: Promise<unknown>): Promise<Fault> => {
  const error = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
};
const secretsOf = async (id: string) => (await openConnection(ctx, id)).access.secrets;

describe("a connection that is made in one of several ways", () => {
  it("goes on with its secret where the new way needs it too, at the host of the region", async () => {
    const { id } = await connect(key);
    const values = { authentication: "role_key", roleArn, externalId: "team-1" };
    const changed = await updateConnection(ctx, { id, values });
    expect(changed.settings).toMatchObject(values);
    expect(await secretsOf(id)).toEqual({ secretAccessKey: key.secretAccessKey });
    const { access } = await openConnection(ctx, id);
    expect(access.services).toEqual({ sts: `${sandbox.hostOf("eventbridge")}/sts` });
  });

  it("is not changed to a way that AWS does not take, and the message stands at the field", async () => {
    const { id } = await connect(key);
    const values = { authentication: "role_key", roleArn: `${roleArn}/refused` };
    const fault = await faultOf(updateConnection(ctx, { id, values }));
    expect(fault).toMatchObject({
      code: "invalid",
      problems: [{ path: "values.roleArn", field: "roleArn" }],
    });
    expect(fault.message).toContain("may not assume the role");
    expect((await openConnection(ctx, id)).access.settings.authentication).toBe("key");
  });

  it("forgets a secret that it needs no longer, takes it again where it is needed, and never says it", async () => {
    process.env.AWS_ACCESS_KEY_ID = "AKIAOWN";
    process.env.AWS_SECRET_ACCESS_KEY = "own-secret";
    try {
      const { id, secrets } = await connect({ authentication: "role", roleArn });
      expect(secrets).toEqual({});
      const none = rotateSecret(ctx, { id, values: { secretAccessKey: "another" } });
      expect(await faultOf(none)).toMatchObject({ problems: [{ field: "secretAccessKey" }] });
      const without = updateConnection(ctx, { id, values: { authentication: "key", accessKeyId: "AKIA1" } });
      expect(await faultOf(without)).toMatchObject({ problems: [{ path: "values.secretAccessKey" }] });
      ctx.clock.advance(1_000);
      expect((await updateConnection(ctx, { id, values: key })).secrets).toEqual({
        secretAccessKey: { last4: "4242" },
      });
      expect(await faultOf(updateConnection(ctx, { id, values: key }))).toMatchObject({ code: "invalid" });
      ctx.clock.advance(1_000);
      const back = await updateConnection(ctx, { id, values: { authentication: "role", roleArn } });
      expect(back.secrets).toEqual({});
      expect(back.settings).not.toHaveProperty("accessKeyId");
      expect(await secretsOf(id)).toEqual({});
      const history = await listConnectionHistory(ctx, { id, limit: 10 });
      expect(history.items[0]?.changes).toMatchObject({ secretAccessKey: { from: "set", to: null } });
      expect(history.items[1]?.changes).toMatchObject({ secretAccessKey: { from: null, to: "set" } });
      expect(JSON.stringify(history)).not.toContain(key.secretAccessKey);
    } finally {
      delete process.env.AWS_ACCESS_KEY_ID;
      delete process.env.AWS_SECRET_ACCESS_KEY;
    }
  });
});

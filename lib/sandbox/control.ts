import { z } from "zod";
import type { Db } from "../db/client.ts";
import { sandboxAccount } from "./account.ts";
import type { Accounts } from "./accounts.ts";
import { apiDestination, deliverEvent } from "./eventbridge/api-destination.ts";
import { sandboxFaults } from "./faults.ts";
import type { SandboxAnswer } from "./kit.ts";
import { accountCounts, clearMessages, newestMessages } from "./messages-store.ts";
import { sandboxPartners } from "./partners.ts";
import { writeFaults } from "./receive-store.ts";

const body = z.strictObject({
  partner: z.string().refine((id) => Object.hasOwn(sandboxPartners, id), "not a partner of the sandbox"),
  /** The partner's key (Segment: the write key) by which the account is told. */
  key: z.string().min(1),
  faults: sandboxFaults.optional(),
});
type Body = z.output<typeof body>;

type Action = (db: Db, accounts: Accounts, input: unknown) => Promise<object>;

/** Input of an action that is not what it takes. */
class WrongInput extends Error {}

function taking<Schema extends z.ZodType>(
  schema: Schema,
  act: (db: Db, accounts: Accounts, input: z.output<Schema>) => Promise<object>,
): Action {
  return (db, accounts, input) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      throw new WrongInput(z.prettifyError(parsed.error));
    }
    return act(db, accounts, parsed.data);
  };
}

const ofAccounts: Record<string, (db: Db, accounts: Accounts, input: Body) => Promise<object>> = {
  "/faults": async (db, accounts, { partner, key, faults = {} }) => {
    await writeFaults(db, { partner, account: sandboxAccount(key), faults });
    accounts.forget();
    return { faults };
  },
  "/counts": async (db, accounts, { partner, key }) => {
    await accounts.flush();
    const account = sandboxAccount(key);
    return (await accountCounts(db, partner, [account])).get(account) ?? {};
  },
  "/messages": async (db, _accounts, { partner, key }) => ({
    messages: await newestMessages(db, {
      partner,
      account: sandboxAccount(key),
      search: "",
      before: null,
      limit: 1_000,
    }),
  }),
  "/clear": async (db, accounts, { partner, key }) => {
    await accounts.flush();
    await clearMessages(db, partner, sandboxAccount(key));
    return {};
  },
};

const actions: Record<string, Action> = {
  ...Object.fromEntries(Object.entries(ofAccounts).map(([path, act]) => [path, taking(body, act)])),
  "/deliver": taking(apiDestination, (_db, _accounts, event) => deliverEvent(event)),
};

/**
 * The sandbox's own switches, for tests and scripts: `POST /_control/{faults,counts,messages,clear}` with
 * `{ partner, key, faults? }`, and `POST /_control/deliver`, which sends an event to an HTTP endpoint as EventBridge does.
 * Only this machine reaches the port.
 */
export async function control(
  db: Db,
  accounts: Accounts,
  request: { method: string; path: string; body: Buffer | null },
): Promise<SandboxAnswer> {
  const action = Object.hasOwn(actions, request.path) ? actions[request.path] : undefined;
  if (!action || request.method !== "POST") {
    return {
      status: 404,
      body: JSON.stringify({ message: `POST to one of ${Object.keys(actions).join(", ")}.` }),
    };
  }
  let input: unknown;
  try {
    input = JSON.parse(request.body?.toString("utf8") ?? "");
  } catch {
    return { status: 400, body: JSON.stringify({ message: "The body is not JSON." }) };
  }
  try {
    return { status: 200, body: JSON.stringify(await action(db, accounts, input)) };
  } catch (error) {
    if (error instanceof WrongInput) {
      return { status: 400, body: JSON.stringify({ message: error.message }) };
    }
    throw error;
  }
}

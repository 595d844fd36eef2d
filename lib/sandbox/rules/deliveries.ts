import { isUnreadable, type SecretBox, UNREADABLE } from "../../access/secret-box.ts";
import type { Db } from "../../db/client.ts";
import { groupBy } from "../../kernel/group-by.ts";
import type { Logger } from "../../kernel/logger.ts";
import { postOnce, waitAfter, wasTaken } from "../eventbridge/api-destination.ts";
import { personIn } from "../eventbridge/person-in.ts";
import { bookOutcomes, type Due, nextDueIn, type Outcome, takeDue } from "./deliveries-store.ts";
import { keyPurpose } from "./key-purpose.ts";

// AWS's retry policy unless a rule has another: a day, and 185 tries in it.
const MAX_TRIES = 185;
const MAX_AGE_MS = 24 * 3_600_000;
const MAX_WAIT_MS = 60_000;

const BATCH = 100;
const AFTER_AN_ERROR_MS = 1_000;

export type Deliveries = {
  /** Something may be due. */
  wake(): void;
  /** Resolves when the tries that are under way are booked. */
  stop(): Promise<void>;
};

type Given = {
  db: Db;
  /** Where this installation is reached. */
  url: string;
  secrets: SecretBox;
  log: Logger;
};

/** null: it was sealed under another JUNCTION_SECRET. */
function keyIn(secrets: SecretBox, sealedKey: string, purpose: string): string | null {
  try {
    return secrets.open(sealedKey, purpose);
  } catch (error) {
    if (isUnreadable(error)) {
      return null;
    }
    throw error;
  }
}

async function tried({ url, secrets }: Given, due: Due): Promise<Outcome> {
  const { account, messageId, workspaceId, createdAt, tries, body, sealedKey } = due;
  const event = { account, messageId, workspaceId };
  if (sealedKey === null) {
    return { ...event, delivered: false, status: null, answer: "", nextAt: null };
  }
  const key = keyIn(secrets, sealedKey, keyPurpose(due));
  if (key === null) {
    // It waits beside what can be passed on, for the former secret or a rule that is made anew.
    return {
      ...event,
      delivered: false,
      status: null,
      answer: `${UNREADABLE}.`,
      nextAt: new Date(Date.now() + MAX_WAIT_MS),
    };
  }
  const apiKey = { name: "x-api-key", value: key };
  // The name of the bus is the sandbox's own note; a target does not get it.
  const { "event-bus-name": _bus, ...envelope } = body;
  const result = await postOnce({ url: `${url}/v1/eventbridge`, apiKey }, JSON.stringify(envelope));
  const wait = waitAfter(result, tries, MAX_WAIT_MS);
  const isOver = wait === null || tries >= MAX_TRIES || Date.now() - createdAt.getTime() > MAX_AGE_MS;
  const nextAt = isOver ? null : new Date(Date.now() + wait);
  return { ...event, delivered: wasTaken(result), status: result.status, answer: result.answer, nextAt };
}

/** Passes on what comes to a bus with a rule, to this installation's own endpoint, as an API destination of AWS does. */
export function startDeliveries(given: Given): Deliveries {
  const { db, log } = given;
  let stopped = false;
  let woken = false;
  let interrupt: () => void = () => {};

  async function inTurn(all: Due[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const due of all) {
      // Asked to end, it gives back what it has not tried.
      outcomes.push(
        stopped
          ? { ...due, delivered: false, status: null, answer: "", nextAt: new Date() }
          : await tried(given, due),
      );
    }
    return outcomes;
  }

  /** One batch; answers how long to wait for the next, null for as long as nothing comes. */
  async function round(): Promise<number | null> {
    const due = await takeDue(db, BATCH);
    // What comes of the same person is passed on in its order.
    const people = groupBy(due, ({ body }) => personIn(body));
    const outcomes = await Promise.all([...people.values()].map(inTurn));
    if (due.length > 0) {
      await bookOutcomes(db, outcomes.flat());
    }
    return due.length === BATCH ? 0 : nextDueIn(db);
  }

  function pause(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(resolve, Math.max(0, ms));
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || stopped) {
        interrupt();
      }
    });
  }

  const running = (async () => {
    let isFailing = false;
    while (!stopped) {
      woken = false;
      const wait = await round().then(
        (ms) => {
          isFailing = false;
          return ms;
        },
        (error) => {
          if (!isFailing) {
            log.warn({ err: error }, "the sandbox could not pass on what came to a bus; it goes on trying");
          }
          isFailing = true;
          return AFTER_AN_ERROR_MS;
        },
      );
      await pause(wait);
    }
  })();

  return {
    wake: () => {
      woken = true;
      interrupt();
    },
    stop: async () => {
      stopped = true;
      interrupt();
      await running;
    },
  };
}

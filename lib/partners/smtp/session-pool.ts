import { createHash } from "node:crypto";
import type { PartnerAccess } from "../connector.ts";
import { isFailure, type SmtpFailure } from "./failure.ts";
import { openSession, type Session } from "./session.ts";

/** A session that rests is kept for the next batch so long; servers wait for five minutes and more. */
const REST_MS = 5_000;
/** Servers end sessions that go on for ever, some in the middle of a message. */
const MAX_MAILS = 200;

type Resting = { session: Session; mails: number; timer: NodeJS.Timeout };

const resting = new Map<string, Resting[]>();

/** Two accesses that may share a session: the same server, the same user and the same password. */
function keyOf({ baseUrl, settings, secrets }: PartnerAccess): string {
  const parts = [baseUrl, settings.security, settings.user, settings.fromAddress, secrets.password];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64");
}

export type Taken = {
  session: Session;
  /** It has rested: the server may have ended it without being heard. */
  rested: boolean;
  /** Gives it back after so many mails more; what is not usable any more is closed. */
  giveBack(mails: number): void;
};

/** A session of its own until it is given back: one that rests, or a new one. */
export async function takeSession(access: PartnerAccess, signal?: AbortSignal): Promise<Taken | SmtpFailure> {
  const key = keyOf(access);
  const known = resting.get(key) ?? [];
  let found: Resting | undefined;
  do {
    found = known.pop();
    clearTimeout(found?.timer);
  } while (found && !found.session.usable);
  if (known.length === 0) {
    resting.delete(key);
  }
  const session = found?.session ?? (await openSession(access, signal));
  if (isFailure(session)) {
    return session;
  }
  const before = found?.mails ?? 0;
  return {
    session,
    rested: found !== undefined,
    giveBack: (mails) => {
      if (!session.usable || before + mails >= MAX_MAILS) {
        session.close();
        return;
      }
      const mine: Resting = {
        session,
        mails: before + mails,
        timer: setTimeout(() => {
          const left = (resting.get(key) ?? []).filter((each) => each !== mine);
          if (left.length > 0) {
            resting.set(key, left);
          } else {
            resting.delete(key);
          }
          session.close();
        }, REST_MS).unref(),
      };
      resting.set(key, [...(resting.get(key) ?? []), mine]);
    },
  };
}

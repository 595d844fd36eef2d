import type { SendAnswer } from "../../partners/connector.ts";
import type { Reason } from "./decide.ts";

/** How many calls were sent again, by why. */
export type Retries = {
  add(reason: Reason, calls: number): void;
  /** Hands over what was counted and begins anew. */
  take(): { reason: Reason; count: number }[];
};

export function retries(): Retries {
  let counted = new Map<string, { reason: Reason; count: number }>();
  return {
    add: (reason, calls) => {
      const known = counted.get(reason.code);
      counted.set(reason.code, { reason, count: (known?.count ?? 0) + calls });
    },
    take: () => {
      const all = [...counted.values()];
      counted = new Map();
      return all;
    },
  };
}

/** Why a request that was not taken is sent again. */
export function laterReason({ httpStatus, message }: SendAnswer): Reason {
  return { code: httpStatus === null ? "no_answer" : `http_${httpStatus}`, reason: message };
}

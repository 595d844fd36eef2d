import type { SandboxAnswer } from "../kit.ts";

/** Success with a body that is JSON text already. */
export function ok(body: string): SandboxAnswer {
  return { status: 200, body };
}

/** CleverTap's way of refusing a request as a whole. */
export function fail(status: number, error: string): SandboxAnswer {
  return { status, body: JSON.stringify({ status: "fail", error, code: status }) };
}

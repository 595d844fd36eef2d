import { z } from "zod";
import { type Fault, faultTable } from "../kernel/fault.ts";

/** The body of a refused call (RFC 9457). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe("A short stable word: invalid, not_found, conflict, …"),
  detail: z.string().describe("What happened and what to do, in words"),
  problems: z
    .array(
      z.object({
        path: z.string().describe("Where in the input, for example `values.region`"),
        field: z.string(),
        message: z.string(),
      }),
    )
    .optional()
    .describe("What is wrong with the input, field by field"),
  blockers: z
    .array(z.object({ kind: z.string(), id: z.string(), name: z.string() }))
    .optional()
    .describe("What stands in the way, for example the exports that use a connection"),
  requestId: z.string().optional().describe("Of an unexpected failure: under which it stands in the log"),
});
export type ProblemBody = z.output<typeof problem>;

/** A fault as it goes out: status, headers and the problem+json body. */
export function problemOf(fault: Fault): {
  status: number;
  headers: Record<string, string>;
  body: ProblemBody;
} {
  const { status, title } = faultTable[fault.code];
  return {
    status,
    headers: {
      "content-type": "application/problem+json",
      ...(fault.retryAfterS !== undefined && { "retry-after": String(fault.retryAfterS) }),
    },
    body: {
      type: `about:blank#${fault.code}`,
      title,
      status,
      code: fault.code,
      detail: fault.message,
      ...(fault.problems.length > 0 && { problems: fault.problems }),
      ...(fault.blockers.length > 0 && { blockers: fault.blockers }),
    },
  };
}

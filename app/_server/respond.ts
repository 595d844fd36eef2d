import { problemOf } from "@/lib/api/problem.ts";
import { Fault } from "@/lib/kernel/fault.ts";
import { newId } from "@/lib/kernel/ids.ts";
import { root } from "./root.ts";

/** An error as problem+json (RFC 9457). A bug is logged once here and shown as a request id alone. */
export function problemResponse(error: unknown): Response {
  if (error instanceof Fault) {
    const { status, headers, body } = problemOf(error);
    return Response.json(body, { status, headers });
  }
  const requestId = newId();
  root().ctx.log.error({ requestId, err: error }, "a request failed unexpectedly");
  return Response.json(
    {
      type: "about:blank#internal",
      title: "Something failed on our side",
      status: 500,
      code: "internal",
      detail: `It is in the log under ${requestId}. Nothing was changed.`,
      requestId,
    },
    { status: 500, headers: { "content-type": "application/problem+json" } },
  );
}

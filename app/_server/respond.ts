import { Fault, faultTable } from "@/lib/kernel/fault.ts";
import { newId } from "@/lib/kernel/ids.ts";
import { root } from "./root.ts";

/** An error as problem+json (RFC 9457). A bug is logged once here and shown as a request id alone. */
export function problemResponse(error: unknown): Response {
  if (error instanceof Fault) {
    const { status, title } = faultTable[error.code];
    return Response.json(
      {
        type: `about:blank#${error.code}`,
        title,
        status,
        code: error.code,
        detail: error.message,
        ...(error.problems.length > 0 && { problems: error.problems }),
        ...(error.blockers.length > 0 && { blockers: error.blockers }),
      },
      {
        status,
        headers: {
          "content-type": "application/problem+json",
          ...(error.retryAfterS !== undefined && { "retry-after": String(error.retryAfterS) }),
        },
      },
    );
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

import { Fault } from "../kernel/fault.ts";
import { readAtMost } from "./read-at-most.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

function refused(message: string, cause?: unknown): Fault {
  const problems = [{ path: "", field: "body", message }];
  return new Fault("invalid", `body: ${message}`, { problems, cause });
}

/**
 * The body of a request as text, read no further than `maxBytes`: nobody who calls is known yet. Throws `invalid` on the body
 * where it is larger, is not UTF-8, or breaks off.
 */
export async function bodyText(request: Pick<Request, "body">, maxBytes: number): Promise<string> {
  const bytes = await readAtMost(request.body, maxBytes).catch((cause: unknown) => {
    throw refused("the connection broke before it was complete", cause);
  });
  if (bytes === undefined) {
    throw refused(
      `larger than ${maxBytes >= 1_000_000 ? `${maxBytes / 1_000_000} MB` : `${maxBytes / 1_000} KB`}`,
    );
  }
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw refused("not UTF-8", cause);
  }
}

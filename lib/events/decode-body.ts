import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { callLimits } from "./call.ts";
import { Refusal, refusals } from "./refusal.ts";

const decoders = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

function decoderOf(
  encoding: string,
): ((body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>) | null {
  if (encoding === "" || encoding === "identity") {
    return null;
  }
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding as keyof typeof decoders] : undefined;
  if (!decoder) {
    throw new Refusal(415, "content-encoding: use gzip, deflate, br or none", "content-encoding");
  }
  return decoder;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}

/**
 * The body as text: inflated to at most `maxBytes` (4 MB) and no further, and strictly UTF-8. `keep` gets the bytes for the debugger.
 * Throws a `Refusal`.
 */
export async function decodeBody(
  request: { contentEncoding: string | null; readBody(maxBytes: number): Promise<Buffer | undefined> },
  keep: (body: Buffer) => void,
  maxBytes: number = callLimits.bodyBytes,
): Promise<string> {
  const decoder = decoderOf((request.contentEncoding ?? "").trim().toLowerCase());
  // Only the sender's own connection can fail here, which must not pass for the database's.
  const raw = await request.readBody(maxBytes).catch((cause: unknown) => {
    throw refusals.brokenOff(cause);
  });
  if (raw === undefined) {
    throw refusals.tooLarge();
  }
  let body = raw;
  if (decoder && raw.length > 0) {
    try {
      body = await decoder(raw, { maxOutputLength: maxBytes });
    } catch (cause) {
      throw isTooLarge(cause)
        ? refusals.tooLarge()
        : new Refusal(400, "body: is not what its content-encoding says", "body", cause);
    }
  }
  keep(body);
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw new Refusal(400, "invalid json: body is not UTF-8", "body", cause);
  }
}

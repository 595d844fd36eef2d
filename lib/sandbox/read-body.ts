import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

const unzip = promisify(gunzip);

/** The whole body, unpacked; null when it is larger than `maxBytes` or cannot be unpacked. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    // The rest is read and thrown away: an answer in mid-upload would look like a broken connection.
    if (bytes <= maxBytes) {
      pieces.push(piece);
    }
  }
  if (bytes > maxBytes) {
    return null;
  }
  const body = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
  if (request.headers["content-encoding"] !== "gzip") {
    return body;
  }
  try {
    return await unzip(body, { maxOutputLength: maxBytes });
  } catch {
    return null;
  }
}

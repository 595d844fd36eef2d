import { Readable } from "node:stream";

/** A Node.js request by its events: iterating over it cost as much as all the rest of reading a small call. */
function readByEvents(request: Readable, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    const over = () => {
      request.off("data", onData).off("end", onEnd).off("error", onError).off("close", onClose);
    };
    const onData = (piece: Uint8Array) => {
      bytes += piece.length;
      pieces.push(piece);
      if (bytes > maxBytes) {
        over();
        request.pause();
        resolve(undefined);
      }
    };
    const onEnd = () => {
      over();
      resolve(Buffer.concat(pieces, bytes));
    };
    const onError = (error: Error) => {
      over();
      // Breaking off may be told more than once, and nobody listens any more.
      request.on("error", () => {});
      reject(error);
    };
    const onClose = () => onError(request.errored ?? new Error("The sender broke off."));
    if (request.destroyed) {
      // While its key was looked up: no event will come any more.
      onClose();
      return;
    }
    request.on("data", onData).on("end", onEnd).on("error", onError).on("close", onClose);
  });
}

/** All bytes of a body, or undefined as soon as it proves larger than `maxBytes`; the rest is then not read. */
export async function readAtMost(
  body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Buffer | undefined> {
  if (body === null) {
    return Buffer.alloc(0);
  }
  if (body instanceof Readable) {
    return readByEvents(body, maxBytes);
  }
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > maxBytes) {
      return undefined;
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces, bytes);
}

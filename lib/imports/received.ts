import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Upload } from "../api/operation.ts";
import { Fault } from "../kernel/fault.ts";
import { badFile } from "./csv-format.ts";
import { importLimits } from "./limits.ts";

const broken = (cause?: unknown) => badFile("the connection broke before the file was complete", cause);

/** The pieces as they come over the wire; throws when they end early. */
async function* received({ pieces, announced }: Upload): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.length;
      yield piece;
    }
  } catch (cause) {
    throw broken(cause);
  }
  if (announced !== null && bytes < announced) {
    throw broken();
  }
}

/** Not `Readable.from`, which waits for a piece that may never come before it ends. */
function wireOf(upload: Upload): Readable {
  const pieces = received(upload);
  return new Readable({
    signal: upload.gone,
    read() {
      pieces.next().then(
        ({ done, value }) => !this.destroyed && this.push(done ? null : value),
        (error: Error) => this.destroy(error),
      );
    },
  });
}

/**
 * The pieces of a file, unpacked where it is gzip; counts them in `read`. Throws `invalid` on the file when it is too large,
 * not gzip, or not complete.
 */
export async function* unpacked(upload: Upload, read: { bytes: number }): AsyncGenerator<Uint8Array> {
  const wire = wireOf(upload);
  const gunzip = upload.gzip ? createGunzip() : null;
  wire.once("error", (error) => gunzip?.destroy(error));
  try {
    for await (const piece of gunzip ? wire.pipe(gunzip) : wire) {
      read.bytes += piece.length;
      if (read.bytes > importLimits.bytes) {
        throw badFile(`is larger than ${importLimits.bytes / 1024 ** 3} GB`);
      }
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof Fault) {
      throw cause;
    }
    throw upload.gone.aborted ? broken(cause) : badFile("is not gzip, or not all of it", cause);
  } finally {
    wire.destroy();
  }
}

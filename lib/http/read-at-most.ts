/** All bytes of a body, or undefined as soon as it proves larger than `maxBytes`; the rest is then not read. */
export async function readAtMost(
  body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Buffer | undefined> {
  if (body === null) {
    return Buffer.alloc(0);
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

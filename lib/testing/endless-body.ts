/** A body of 64 MB in pieces, which nobody should read to its end, and how far it was read. */
export function endlessBody() {
  const piece = new Uint8Array(65_536).fill(0x20);
  const seen = { pieces: 0, ended: false };
  const body = new ReadableStream({
    pull: (controller) => {
      seen.pieces += 1;
      controller.enqueue(piece);
      if (seen.pieces > 1_000) {
        controller.close();
      }
    },
    cancel: () => {
      seen.ended = true;
    },
  });
  return { body, seen };
}

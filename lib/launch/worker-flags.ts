/**
 * Flags of Node.js for a worker. What a run makes of a record is gone before the next one, or lies outside the heap, so a
 * small young generation does: of its full size from the start, so that memory is the same for ten thousand events and for
 * a million, and small, because each of its collections frees the buffers of the network as well. What still gets old is
 * collected when the heap has grown by a third and not, as V8 likes, at several times its size. `npm run bench -- export`
 * measures both.
 */
export const workerFlags = [
  "--min-semi-space-size=8",
  "--max-semi-space-size=8",
  "--heap-growing-percent=30",
];

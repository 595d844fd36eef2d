/**
 * Flags of Node.js for a worker. A run's records live until their batch is booked, a moment only: a large young generation
 * lets them die there instead of being copied into the old one (a quarter of an export's speed), and of its full size from
 * the start, so that memory is the same for ten thousand events and for a million. What still gets old is collected when
 * the heap has grown by a third and not, as V8 likes, at several times its size. `npm run bench -- export` measures both.
 */
export const workerFlags = [
  "--min-semi-space-size=48",
  "--max-semi-space-size=48",
  "--heap-growing-percent=30",
];

import { expect, test } from "vitest";
import { type Stoppable, stopWords } from "./stop-words.ts";

const running = { expected: 1_000, read: 400 };
const uncounted = { expected: null, read: 0 };

test.each<["one_time" | "recurring" | "live", Stoppable, string]>([
  ["one_time", { accepted: 0, run: null }, "Nothing has been sent yet, and nothing will be."],
  ["one_time", { accepted: 0, run: uncounted }, "Nothing has been sent yet, and nothing will be."],
  [
    "one_time",
    { accepted: 400, run: running },
    "600 records of the current run are not sent yet and will not be; 400 are.",
  ],
  // A retry that waits: the first run did send.
  [
    "one_time",
    { accepted: 18, run: uncounted },
    "18 records have been sent so far, and nothing more will be.",
  ],
  ["recurring", { accepted: 0, run: null }, "Nothing has been sent yet. Later runs do not take place."],
  [
    "recurring",
    { accepted: 12_345, run: null },
    "12,345 records have been sent so far. Later runs do not take place.",
  ],
  [
    "recurring",
    { accepted: 12_345, run: uncounted },
    "12,345 records have been sent so far. Later runs do not take place.",
  ],
  [
    "recurring",
    { accepted: 12_345, run: running },
    "600 records of the current run are not sent yet and will not be; 400 are. Later runs do not take place.",
  ],
  [
    "live",
    { accepted: 1, run: { expected: null, read: 1 } },
    "1 record has been sent so far. What is on its way right now still arrives; nothing else leaves any more.",
  ],
  [
    "live",
    { accepted: 0, run: null },
    "Nothing has been sent yet. What is on its way right now still arrives; nothing else leaves any more.",
  ],
])("stopping a %s export with %o says what is true of it", (frequency, stopped, words) => {
  expect(stopWords(frequency, stopped)).toBe(words);
});

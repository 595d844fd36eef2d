import type { RunSource } from "../run-settings.ts";
import { logEvents } from "./log-store.ts";
import { allPeople, changedPeople } from "./people-store.ts";
import { rangeEvents } from "./range-store.ts";
import { retriedRecords } from "./retry-store.ts";
import type { Reader, ReadJob } from "./source.ts";

type Readers = { [Kind in RunSource["kind"]]: Reader<Extract<RunSource, { kind: Kind }>> };

const readers: Readers = {
  range: rangeEvents,
  log: logEvents,
  all_people: allPeople,
  changed_people: changedPeople,
  retry: retriedRecords,
};

/** The reader of a run's source. */
export function readerOf(job: ReadJob): Reader {
  return readers[job.settings.source.kind] as Reader;
}

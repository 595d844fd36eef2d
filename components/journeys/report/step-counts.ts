import type { NodeReport } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import type { Group } from "./asked.ts";
import { type Measure, shareWords } from "./shares.ts";

const { node: words, shares } = journeyReportMessages;
const format = new Intl.NumberFormat("en");

export type StepCount = {
  key: "entered" | "inside" | "sent" | "failed" | "unreachable" | "out";
  tone?: "here" | "failed";
  group: Group;
  text: string;
  /** Where a share is told: of how many it is one, and of whom. */
  detail: string | null;
};

/** In which way counts are told; `whole`: who was in the journey; `isAllTime`: the report is of all of its time. */
export type Telling = { measure: Measure; whole: number; isAllTime: boolean };

/** How many there are to be a share of, and who they are. */
type Whole = { whole: number; of: string };
type Counted = Pick<StepCount, "key" | "tone" | "group"> & { count: number };

/** Of whom a count at a step is a share. */
export function wholeOf(
  key: StepCount["key"] | "moved",
  { present }: Pick<NodeReport, "present">,
  { whole, isAllTime }: Telling,
): Whole {
  const { ofJourney, ofStep } = isAllTime ? shares.always : shares.part;
  // Who was there when the time began went on in it as those did who came.
  return key === "entered" ? { whole, of: ofJourney } : { whole: present, of: ofStep };
}

/** What is counted at a node, and how a group of these people is asked for. */
function countsOf(node: string, { entered, inside, sent, failed, unreachable, out }: NodeReport): Counted[] {
  const left = out.reduce((total, { people }) => total + people, 0);
  return [
    { key: "entered", group: { what: "entered", node }, count: entered },
    { key: "inside", tone: "here", group: { what: "inside", node }, count: inside },
    { key: "sent", group: { what: "sent", node }, count: sent },
    { key: "failed", tone: "failed", group: { what: "failed", node }, count: failed },
    { key: "unreachable", group: { what: "unreachable", node }, count: unreachable },
    { key: "out", group: { what: "left", node }, count: left },
  ];
}

/** A count, or the share that it is: as a text, and in full where the text does not say all. */
export function toldCount(
  count: number,
  { whole, of }: Whole,
  measure: Measure,
  label: (number: string) => string = (number) => number,
): Pick<StepCount, "text" | "detail"> {
  const [number, share] = [format.format(count), measure === "percent" ? shareWords(count, whole) : null];
  return share === null
    ? { text: label(number), detail: null }
    : { text: label(share), detail: shares.detail(label(share), number, format.format(whole), of) };
}

/** The counts that stand at a step, those of nobody left out but for who came. */
export function stepCounts(node: string, report: NodeReport, telling: Telling): StepCount[] {
  return countsOf(node, report)
    .filter(({ key, count }) => key === "entered" || count > 0)
    .map(({ key, tone, group, count }) => ({
      ...{ key, tone, group },
      ...toldCount(count, wholeOf(key, report, telling), telling.measure, words[key]),
    }));
}

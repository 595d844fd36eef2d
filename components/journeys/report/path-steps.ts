import { channelKits, isChannelId } from "@/lib/channels/catalog.ts";
import { exitsOf, nodeOf, titleOf } from "@/lib/journeys/graph.ts";
import type { PathMessage, PathStay } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import type { Step } from "../simulator/steps.ts";

const words = journeyReportMessages.path;
const kinds: Record<string, Step["kind"]> = { moves: "moves", acts: "acts", left: "left" };
const blank = { times: 1, message: null, changes: [] };

function titleIn({ document }: PathStay, id: string): string {
  const node = nodeOf(document, id);
  return node ? titleOf(node) : id;
}

function messageStep(stay: PathStay, message: PathMessage, index: number): Step {
  const { node, channel, status, reason, at, decidedAt } = message;
  const label = isChannelId(channel) ? channelKits[channel].label : channel;
  return {
    ...{ ...blank, key: `message${index}`, at: decidedAt ?? at, kind: "acts", node, exit: null },
    title: titleIn(stay, node),
    because: `${label}: ${words.messages[status]}${reason === null ? "" : `. ${reason}`}`,
  };
}

/** A stay as steps of a path: where they went and why, and what became of each message. */
export function stepsOfStay(stay: PathStay): Step[] {
  const steps = stay.steps.map(({ at, node, did, exit, because }, index): Step => {
    const found = nodeOf(stay.document, node);
    const label = found && exitsOf(found)?.find(({ id }) => id === exit)?.label;
    return {
      ...{ ...blank, key: `step${index}`, at, kind: kinds[did] ?? "waits", node, because },
      title: titleIn(stay, node),
      // Whoever leaves by an exit that leads nowhere took it with the step before.
      exit: exit === null || did === "left" ? null : { id: exit, label: label ?? exit },
    };
  });
  const told = stay.steps.some(({ did }) => did === "left");
  const end: Step[] =
    stay.endedAt === null || told
      ? []
      : [
          {
            ...blank,
            key: "left",
            at: stay.endedAt,
            kind: "left",
            node: null,
            title: "",
            exit: null,
            because: stay.goal ?? "",
          },
        ];
  const messages = stay.messages.map((message, index) => messageStep(stay, message, index));
  const rank = ({ key }: Step): number => (key.startsWith("message") ? 0 : key === "left" ? 2 : 1);
  return [...messages, ...steps, ...end].toSorted((a, b) => a.at.localeCompare(b.at) || rank(a) - rank(b));
}

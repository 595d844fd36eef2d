import { THROTTLED_DAYS } from "@/lib/campaigns/person-times.ts";
import type { CampaignReach, CampaignView } from "@/lib/campaigns/schema.ts";
import type { ChannelKit } from "@/lib/channels/kit.ts";
import { campaignOverviewMessages } from "@/lib/messages/campaign-overview.ts";
import { checkTemplate } from "@/lib/templates/template.ts";
import type { TemplateObject, TemplateVariable } from "@/lib/templates/types.ts";
import { inZone } from "../../../ui/time-words.ts";
import { contentOf, type EditorDraft, isLive } from "../draft.ts";
import { isLongDelay } from "../when/when-words.ts";
import { quietWarning } from "./quiet-warning.ts";
import { controlWords } from "./summary-words.ts";

const words = campaignOverviewMessages.warnings;
/** A warning, and the field that it speaks of. */
export type Warning = { path: string; text: string };

type Known = {
  kit: ChannelKit;
  objects: readonly TemplateObject[];
  reach: CampaignReach | undefined;
  hasSystem: boolean;
  /** Accounts that it would go out through and that need attention. */
  troubled: readonly string[];
  /** The next runs, as the server last said, and the workspace's clocks. */
  nextRuns: readonly string[];
  zone: string;
  /** Another member has to approve it; and what its segments mean was changed since that was asked for. */
  approval: boolean;
  changedSegments: CampaignView["changedSegments"];
};

function reachWarnings(draft: EditorDraft, { kit, reach }: Known): Warning[] {
  if (!reach || isLive(draft)) {
    return [];
  }
  const lost = (reach.qualify ?? 0) - (reach.reachable ?? 0);
  return [
    ...(reach.gets === 0 ? [{ path: "who.audience", text: words.nobody }] : []),
    ...(reach.qualify !== null && reach.reachable !== null && lost > 0
      ? [{ path: "who.audience", text: words.unreachable(lost, kit.label) }]
      : []),
    ...(reach.exceeds ? [{ path: "who.cap.hold", text: words.held }] : []),
  ];
}

function textWarnings(draft: EditorDraft, { kit, objects }: Known): Warning[] {
  const content = contentOf(draft);
  if (!kit.draft.safeParse(content).success) {
    return [];
  }
  const checks = kit.templates(content).map(({ text, context }) => checkTemplate(text, context, objects));
  const open = checks
    .flatMap(({ variables }) => variables)
    .filter(({ printed, hasDefault }: TemplateVariable) => printed && !hasDefault)
    .map(({ path }) => path);
  const beyond = [...new Set(checks.flatMap((check) => check.beyond))].sort();
  const paths = [...new Set(open)].join(", ");
  const say = draft.what.missing === "default" ? words.empties : words.fails;
  return [
    ...(paths === "" ? [] : [{ path: "what.missing", text: say(paths) }]),
    ...(beyond.length === 0 ? [] : [{ path: "what.content", text: words.beyond(beyond.join(", ")) }]),
  ];
}

function throttleWarnings({ when }: EditorDraft, reach: CampaignReach | undefined): Warning[] {
  const most = (when.throttle ?? 0) * THROTTLED_DAYS * 24 * 60;
  return when.throttle !== null && (reach?.gets ?? 0) > most
    ? [{ path: "when.throttle", text: words.throttled(most) }]
    : [];
}

function timeWarnings(draft: EditorDraft, { kit, reach, nextRuns, zone, approval }: Known): Warning[] {
  const { past, end, frequency, delay } = draft.when;
  if (!isLive(draft)) {
    const gets = reach?.gets ?? null;
    const now = { path: "when.past.kind", text: words.now(gets, approval) };
    const quiet = quietWarning(draft, nextRuns, zone);
    return [
      ...(past.kind === "now" ? [now] : []),
      ...(quiet ? [{ path: "when.quiet", text: quiet }] : []),
      ...throttleWarnings(draft, reach),
    ];
  }
  const isTriggered = draft.qualification === "live";
  return [
    ...(end.kind === "never" ? [{ path: "when.end.kind", text: words.endless }] : []),
    ...(isTriggered && frequency.kind === "every_time"
      ? [{ path: "when.frequency.kind", text: words.everyTime }]
      : []),
    ...(isTriggered && delay && isLongDelay(delay)
      ? [{ path: "when.delay.count", text: words.longDelay }]
      : []),
    ...(isTriggered && delay && kit.delayNote ? [{ path: "when.delay.count", text: kit.delayNote }] : []),
  ];
}

/** What may be published and is worth a look before. */
export function warningsOf(draft: EditorDraft, known: Known): Warning[] {
  return [
    ...known.changedSegments.map(({ name, by, at }) => ({
      path: "who.audience",
      text: words.segmentChanged(name, by, inZone(at, known.zone)),
    })),
    ...known.troubled.map((name) => ({ path: "what.connections", text: words.troubled(name) })),
    ...(draft.goal === null ? [{ path: "goal", text: words.noGoal }] : []),
    ...(controlWords(draft, known.hasSystem) === null
      ? [{ path: "who.controlGroups", text: words.noControl }]
      : []),
    ...reachWarnings(draft, known),
    ...textWarnings(draft, known),
    ...timeWarnings(draft, known),
    ...(draft.when.ignoreLimits ? [{ path: "when.ignoreLimits", text: words.noLimits }] : []),
  ];
}

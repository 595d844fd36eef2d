import type { CampaignReport, ListRecipients } from "@/lib/campaigns/schema.ts";
import { deliveryStatuses, unreachableCodes, verdictCodes } from "@/lib/campaigns/verdicts.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import type { UrlState } from "../../ui/use-url-state.ts";

const words = campaignReportMessages;
const reactions = ["viewed", "clicked", "converted"] as const;

/** Which people of a campaign are meant: of a status, of one outcome, who did something then, or who can be reached. */
export type PeopleGroup = Pick<ListRecipients, "status" | "code" | "did" | "reachable">;

/** The group that an address means; what is not valid there counts as not said. */
export function groupOf(url: Pick<UrlState, "get">): PeopleGroup {
  return {
    status: deliveryStatuses.find((each) => each === url.get("status")),
    code: verdictCodes.find((each) => each === url.get("code")),
    did: reactions.find((each) => each === url.get("did")),
    reachable: (["yes", "no"] as const).find((each) => each === url.get("reachable")),
  };
}

/** The parameters of an address that means this group and no other. */
export function groupParameters(group: Partial<PeopleGroup>): Record<keyof PeopleGroup, string | null> {
  const { status = null, code = null, did = null, reachable = null } = group;
  return { status, code, did, reachable };
}

/** The same, as the parameters of a link. */
export function groupQuery(group: Partial<PeopleGroup>, runId: string | null): Record<string, string> {
  const given = Object.entries({ ...groupParameters(group), run: runId }).filter(
    (each): each is [string, string] => each[1] !== null,
  );
  return { tab: "people", ...Object.fromEntries(given) };
}

export type GroupChoice = { value: string; label: string; group: PeopleGroup };

const none: PeopleGroup = { status: undefined, code: undefined, did: undefined, reachable: undefined };

/** What a choice of a select is known by. */
export function groupValue({ status, code, did, reachable }: PeopleGroup): string {
  const parts = [
    did && (code ? `did ${did}, code ${code}` : `did ${did}`),
    code && `code ${code}`,
    status && `status ${status}`,
    reachable && `reachable ${reachable}`,
  ];
  return parts.find(Boolean) ?? "all";
}

const choice = (label: string, group: Partial<PeopleGroup>): GroupChoice => {
  const whole = { ...none, ...group };
  return { value: groupValue(whole), label, group: whole };
};

/** Every group that can be looked at: by status, by what somebody did, and each outcome that occurred. */
export function groupChoices({
  verdicts,
  counts,
  goal,
}: Pick<CampaignReport, "verdicts" | "counts" | "goal">): {
  general: GroupChoice[];
  outcomes: GroupChoice[];
} {
  const { groups } = words.recipients;
  return {
    general: [
      choice(groups.all, {}),
      choice(groups.reachable, { reachable: "yes" }),
      ...(verdicts.some(({ code }) => code !== null && unreachableCodes.includes(code))
        ? [choice(groups.unreachable, { reachable: "no" })]
        : []),
      ...deliveryStatuses.map((status) => choice(words.statuses[status], { status })),
      ...reactions.filter((did) => counts[did] > 0).map((did) => choice(groups[did], { did })),
      ...(goal && goal.control.converted > 0
        ? [choice(groups.controlConverted, { did: "converted", code: "control_group" })]
        : []),
    ],
    outcomes: verdicts.flatMap(({ code, label, why }) =>
      code === null
        ? []
        : [
            // Two outcomes can share a name: then what they mean tells them apart.
            choice(
              verdicts.some((other) => other.label === label && other.code !== code)
                ? `${label}: ${why}`
                : label,
              { code },
            ),
          ],
    ),
  };
}

import { campaignOperations } from "@/lib/campaigns/operations.ts";
import { fieldName, valueWords } from "@/lib/messages/audit-words.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { call } from "../../api.ts";
import { operationKey } from "../../operation-query.ts";
import { HistoryList } from "../../ui/history-list.tsx";

const words = campaignReportMessages.history;
const operation = campaignOperations["campaigns.history"];

/** "published it" of `campaign.published`; what has no words of its own reads as its name. */
export function campaignActionWords(action: string): string {
  return words.actions[action] ?? `${action.replace(/^campaign\./, "").replaceAll(/[._]/g, " ")} it`;
}

/** Who did what to the campaign. */
export function HistoryTab({ campaignId }: { campaignId: string }) {
  return (
    <HistoryList
      label={words.label}
      none={words.none}
      queryKey={operationKey(operation, { id: campaignId })}
      load={(cursor, signal) => call(operation, { id: campaignId, cursor }, { signal })}
      actionWords={campaignActionWords}
      changeWords={(changes) =>
        Object.entries(changes).map(([field, { from, to }]) => ({
          label: words.fields[field] ?? fieldName(field),
          // "Sent: 2 of 3", "Campaign ID: 17": nothing that it was before.
          from: from === null ? null : valueWords(from),
          to: valueWords(to),
        }))
      }
    />
  );
}

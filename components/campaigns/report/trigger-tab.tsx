import { Alert, Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignView, TriggerHelp } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { operationQuery } from "../../operation-query.ts";
import { CopyField } from "../../ui/copy-field.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { JsonView } from "../../ui/json-view.tsx";
import { Link } from "../../ui/link.tsx";
import { useVisitor } from "../../visitor.tsx";
import classes from "./report.module.css";
import { TriggerCalls } from "./trigger-calls.tsx";
import { TriggerTest } from "./trigger-test.tsx";

const words = campaignReportMessages.trigger;
type Key = TriggerHelp["keys"][number];

/** What the campaign does about a key that a call leaves out. */
function missingWords(missing: unknown): string {
  return missing === "default" || missing === "skip" ? words.missing[missing] : words.missing.fail;
}

function Keys({ keys, missing }: { keys: Key[] | undefined; missing: unknown }) {
  const columns: Column<Key>[] = [
    {
      key: "path",
      header: words.key,
      narrow: "title",
      render: ({ path }) => <code className={classes.messageId}>{path}</code>,
    },
    {
      key: "fallback",
      header: words.fallback,
      render: ({ hasDefault }) => (hasDefault ? words.hasDefault : missingWords(missing)),
    },
  ];
  return (
    <section aria-label={words.keys}>
      <Title order={2} fz="md" mb={6}>
        {words.keys}
      </Title>
      <DataTable
        label={words.keys}
        columns={columns}
        rows={keys}
        rowKey={({ path }) => path}
        skeletonRows={3}
        empty={
          <Text size="sm" c="dimmed">
            {words.noKeys}
          </Text>
        }
      />
    </section>
  );
}

function Curl({ help }: { help: TriggerHelp }) {
  const maySeeKeys = useVisitor().can("keys.read");
  // The address under which the visitor reaches Junction is one that works.
  const curl = help.curl.replace("$JUNCTION_URL", window.location.origin);
  return (
    <section aria-label={words.curl}>
      <Title order={2} fz="md">
        {words.curl}
      </Title>
      <Text size="sm" c="dimmed" mb={6}>
        {words.curlHelp} {maySeeKeys && <Link href="/settings/api-keys">{words.keysHref}</Link>}
      </Text>
      <CopyField value={curl} block />
    </section>
  );
}

/** How servers fire the campaign, and what they fired. */
export function TriggerTab({ campaign }: { campaign: CampaignView }) {
  const mayWrite = useVisitor().can("campaigns.write");
  const asked = useQuery(operationQuery(campaignOperations["campaigns.trigger"], { id: campaign.id }));
  const help = asked.data;
  if (asked.error && !help) {
    return <ErrorState error={asked.error} onRetry={() => asked.refetch()} />;
  }
  return (
    <div className={classes.column}>
      {campaign.number === null && (
        <Alert color="gray" p="xs">
          {words.unpublished}
        </Alert>
      )}
      <div className={classes.layout}>
        <div className={classes.column}>
          <Keys keys={help?.keys} missing={campaign.draft.what.missing} />
          {help ? <Curl help={help} /> : <Skeleton height={160} />}
          <TriggerCalls campaign={campaign} />
        </div>
        <div className={classes.side}>
          {mayWrite && help && <TriggerTest campaignId={campaign.id} sample={help.sample} />}
          {help ? (
            <>
              <section aria-label={words.sample}>
                <Title order={2} fz="sm" mb={6}>
                  {words.sample}
                </Title>
                <JsonView label={words.sample} value={help.sample} maxHeight={240} />
              </section>
              <section aria-label={words.schema}>
                <Title order={2} fz="sm" mb={6}>
                  {words.schema}
                </Title>
                <JsonView label={words.schema} value={help.schema} maxHeight={320} />
              </section>
            </>
          ) : (
            <Skeleton height={240} />
          )}
        </div>
      </div>
    </div>
  );
}

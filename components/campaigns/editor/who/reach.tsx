import { Button, Group, Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { problemsIn } from "../../../form/problem-places.ts";
import { Chip } from "../../../ui/chip.tsx";
import { Count } from "../../../ui/count.tsx";
import { Counting } from "../../../ui/counting.tsx";
import { isLive } from "../draft.ts";
import classes from "../editor.module.css";
import { useEditor } from "../editor-context.tsx";
import { reachQuery } from "../queries.ts";
import { Part } from "../section.tsx";

const words = campaignEditorMessages.reach;
const full = new Intl.NumberFormat("en");

/**
 * How many are meant, as the campaign was kept last; of one that people come to one after the other, how many its filter
 * lets through.
 */
export function useCampaignReach() {
  const { draft, view, problems } = useEditor();
  const isAsked = !isLive(draft) || draft.who.filter !== null;
  const isComplete = isAsked && problemsIn(problems, "who").length === 0;
  const query = useQuery({ ...reachQuery(view.id, view.version), enabled: isComplete });
  return { query, isAsked, isComplete, reach: isComplete ? query.data : undefined };
}

/** How many qualify, can be reached, are held back and would get it now. */
export function ReachPart() {
  const { draft, kit } = useEditor();
  const { query, isAsked, isComplete, reach } = useCampaignReach();
  const live = isLive(draft);
  const figures = [
    { name: live ? words.filtered : words.qualify, value: reach?.qualify },
    { name: words.reachable(kit.label), value: reach?.reachable },
    { name: words.control, value: reach?.control },
    ...(live ? [] : [{ name: words.gets, value: reach?.gets }]),
  ];
  return (
    <Part title={words.title}>
      {!isAsked && (
        <Text size="sm" c="dimmed">
          {words.live}
        </Text>
      )}
      {isAsked && !isComplete && (
        <Text size="sm" c="dimmed">
          {words.incomplete}
        </Text>
      )}
      {query.isError && isComplete && (
        <Text size="sm" c="red" role="alert">
          {words.failed} {query.error.message}
        </Text>
      )}
      {isComplete && (reach || !query.isError) && (
        <div role="status" aria-busy={query.isFetching}>
          <dl className={classes.figures}>
            {figures.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{reach ? <Count value={value} /> : <Counting />}</dd>
              </div>
            ))}
          </dl>
          <Group gap="xs" mt={4} mih={22}>
            {reach && (
              <Text size="xs" c="dimmed">
                {words.of(full.format(reach.of))}
              </Text>
            )}
            {reach?.exceeds && (
              <Chip tone="amber" icon={IconAlertTriangle}>
                {words.exceeds}
              </Chip>
            )}
          </Group>
        </div>
      )}
      {isComplete && (
        <Group mt="sm" gap="sm">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={query.isFetching ? <Loader size={12} /> : <IconRefresh size={14} />}
            onClick={() => query.refetch()}
          >
            {words.again}
          </Button>
        </Group>
      )}
    </Part>
  );
}

import { Alert, Code, Tabs, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { channelKits, isChannelId } from "@/lib/channels/catalog.ts";
import type { SimulatedMessage } from "@/lib/journeys/simulate/schema.ts";
import { journeySimulatorMessages } from "@/lib/messages/journey-simulator.ts";
import { PreviewText } from "../../campaigns/editor/what/preview-text.tsx";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { JsonView } from "../../ui/json-view.tsx";
import classes from "./simulator.module.css";

const words = journeySimulatorMessages.message;
const tones: Record<SimulatedMessage["outcome"], Tone> = {
  ...{ sent: "green", viewed: "green", clicked: "green", failed: "red", unreachable: "amber" },
};

/** A body as JSON where it is some. */
function bodyOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function Request({ request }: { request: SimulatedMessage["request"] }) {
  if (!request) {
    return (
      <Text size="sm" c="dimmed">
        {words.none}
      </Text>
    );
  }
  const { method, url, headers, body } = request;
  return (
    <div className={classes.request}>
      <Code block className={classes.line}>{`${method} ${url}`}</Code>
      <dl className={classes.headers} aria-label={words.headers}>
        {Object.entries(headers).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {body !== "" && <JsonView value={bodyOf(body)} label={words.body} maxHeight={280} />}
    </div>
  );
}

function Texts({ texts }: Pick<SimulatedMessage, "texts">) {
  const shown = texts.filter(({ text, stopped, missing }) => text !== "" || stopped || missing.length > 0);
  return shown.length === 0 ? (
    <Text size="sm" c="dimmed">
      {words.noText}
    </Text>
  ) : (
    <div className={classes.texts}>
      {shown.map((made) => (
        <PreviewText key={made.path} made={made} template={undefined} />
      ))}
    </div>
  );
}

/** A message as it would leave: what its reader reads, and what goes over the wire. */
export function MessageView({ message }: { message: SimulatedMessage }) {
  const { channel, outcome, chosen, reason, texts, request } = message;
  const label = isChannelId(channel) ? channelKits[channel].label : channel;
  return (
    <div className={classes.message}>
      <Text size="xs" component="div" className={classes.outcome}>
        <Chip tone={tones[outcome]}>{journeySimulatorMessages.assumed.ends[outcome]}</Chip>
        <span>
          {label}
          {chosen ? `, ${words.chosen}` : ""}
        </span>
      </Text>
      {reason !== null && (
        <Alert color="yellow" p="xs" icon={<IconAlertTriangle size={16} />}>
          {words.problem} {reason}
        </Alert>
      )}
      <Tabs defaultValue={texts.length > 0 ? "texts" : "request"} variant="default">
        <Tabs.List>
          <Tabs.Tab value="texts">{words.texts}</Tabs.Tab>
          <Tabs.Tab value="request">{words.request}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="texts" pt="xs">
          <Texts texts={texts} />
        </Tabs.Panel>
        <Tabs.Panel value="request" pt="xs">
          <Request request={request} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

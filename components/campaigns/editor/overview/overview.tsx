import { Button, Stack, Text } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Section } from "@/lib/campaigns/document.ts";
import { campaignOverviewMessages } from "@/lib/messages/campaign-overview.ts";
import classes from "../../../form/form.module.css";
import { named, problemText } from "../../../message/unfilled.ts";
import { placeWords } from "../../../segments/place-words.ts";
import { Count } from "../../../ui/count.tsx";
import { useVisitor } from "../../../visitor.tsx";
import { isLive } from "../draft.ts";
import { useEditor } from "../editor-context.tsx";
import { placeOf } from "../problems.ts";
import { Part } from "../section.tsx";
import { useCampaignReach } from "../who/reach.tsx";
import { fieldLabel } from "./field-label.ts";
import { PublishPart } from "./publish.tsx";
import { summaryOf } from "./summary-words.ts";
import { useKnownNames } from "./use-known-names.ts";
import { warningsOf } from "./warnings.ts";

const { summary: summaryWords, sanity: words, gets: getsWords } = campaignOverviewMessages;

type Go = (place: { path: string; section: Section }) => void;

function Item({ icon, text, onGo }: { icon: ReactNode; text: string; onGo: () => void }) {
  return (
    <li>
      {icon}
      <Button
        variant="transparent"
        size="compact-sm"
        h="auto"
        px={0}
        fw={400}
        styles={{ label: { whiteSpace: "normal", textAlign: "left" } }}
        onClick={onGo}
      >
        {text}
      </Button>
    </li>
  );
}

function Sanity({ onGo }: { onGo: Go }) {
  const { draft, kit, objects, problems, view } = useEditor();
  const { timeZone: zone } = useVisitor();
  const { hasSystem, troubled } = useKnownNames();
  const { reach } = useCampaignReach();
  const { nextRuns, approval, changedSegments } = view;
  const warnings = warningsOf(draft, {
    ...{ kit, objects, reach, hasSystem, troubled, zone },
    ...{ nextRuns, approval, changedSegments },
  });
  return (
    <Part title={words.title}>
      {problems.length === 0 ? (
        <Text size="sm" role="status">
          <Text span c="teal" lh={0} style={{ verticalAlign: "-3px" }} mr={6}>
            <IconCircleCheck size={16} aria-hidden="true" />
          </Text>
          {words.allWell}
        </Text>
      ) : (
        <ul className={classes.list} aria-label={words.problems}>
          {problems.map((problem) => (
            <Item
              key={`${problem.path} ${problem.message}`}
              icon={
                <Text span c="red" lh={0} mt={3}>
                  <IconAlertCircle size={16} aria-hidden="true" />
                </Text>
              }
              text={`${problemPlace(problem.path)}${problemWords(problem, draft.what)}`}
              onGo={() => onGo(problem)}
            />
          ))}
        </ul>
      )}
      {warnings.length > 0 && (
        <ul className={classes.list} aria-label={words.warnings}>
          {warnings.map(({ path, text }) => (
            <Item
              key={text}
              icon={
                <Text span c="yellow.7" lh={0} mt={3}>
                  <IconAlertTriangle size={16} aria-hidden="true" />
                </Text>
              }
              text={text}
              onGo={() => onGo({ path, section: placeOf(path) })}
            />
          ))}
        </ul>
      )}
    </Part>
  );
}

/** Where a problem is: its section, and the group and condition where there are some. */
function problemPlace(path: string): string {
  const names = campaignOverviewMessages.places;
  return `${names[placeOf(path)]}${placeWords(path)}`;
}

/** A problem behind the name of its field. */
function problemWords(problem: { path: string; message: string }, what: unknown): string {
  const label = fieldLabel(problem.path);
  return label === undefined ? problemText(problem, what) : named(label, problem.message);
}

function Gets() {
  const { draft } = useEditor();
  const { reach } = useCampaignReach();
  return (
    <Part title={getsWords.title}>
      {isLive(draft) ? (
        <Text size="sm">{getsWords.live}</Text>
      ) : (
        <Text fz={28} lh="36px" fw={600}>
          {reach ? (
            <Count value={reach.gets} />
          ) : (
            <Text span c="dimmed">
              {getsWords.unknown}
            </Text>
          )}
        </Text>
      )}
    </Part>
  );
}

/** What the campaign will do, what is to be looked at before, how many get it now, and publishing it. */
export function Overview({ onGo, onTry }: { onGo: Go; onTry: () => void }) {
  const { draft, kit, view } = useEditor();
  const { timeZone } = useVisitor();
  const known = useKnownNames();
  const lines = summaryOf(draft, { kit, zone: timeZone, ...known });
  return (
    <Stack gap={0}>
      <Part title={summaryWords.title}>
        <dl className={classes.summary}>
          {lines.map(({ label, text }) => (
            <div key={label} style={{ display: "contents" }}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Part>
      {/* Of what is published nothing is still to be decided; its report tells who gets it. */}
      {view.number === null && (
        <>
          <Gets />
          <Sanity onGo={onGo} />
        </>
      )}
      <PublishPart onGo={onGo} onTry={onTry} />
    </Stack>
  );
}

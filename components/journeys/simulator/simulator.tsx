"use client";

import { Alert, Skeleton, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconMapPin } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { nodeOf, titleOf } from "@/lib/journeys/graph.ts";
import { journeySeeingOperations } from "@/lib/journeys/seeing/operations.ts";
import type { Simulation } from "@/lib/journeys/simulate/schema.ts";
import { journeySimulatorMessages as words } from "@/lib/messages/journey-simulator.ts";
import { operationQuery } from "../../operation-query.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { useVisitor } from "../../visitor.tsx";
import { JourneyCanvas } from "../canvas/journey-canvas.tsx";
import { onlyOne, type Selection, selectNodes } from "../canvas/selection.ts";
import { spread } from "../canvas/spread.ts";
import { useNamed } from "../use-named.ts";
import { ClockBar, momentWords } from "./clock-bar.tsx";
import { PathList } from "./path-list.tsx";
import { inputOf, isReady, problemsOf, type Script } from "./script.ts";
import { ScriptPanel } from "./script-panel.tsx";
import classes from "./simulator.module.css";
import { firstAt, litAt, type Step, stepsOf } from "./steps.ts";
import { useScript } from "./use-script.ts";

const TYPING_MS = 350;

function Unfinished({ document, simulation }: { document: JourneyDraft; simulation: Simulation }) {
  const { problems, unfinished } = simulation;
  if (problems.length === 0 && unfinished.length === 0) {
    return null;
  }
  const nameOf = (id: string | null) => {
    const node = id === null ? undefined : nodeOf(document, id);
    return node ? `${titleOf(node)}: ` : "";
  };
  const [title, rows] =
    problems.length > 0
      ? [words.problems.title, problems]
      : [words.problems.unfinished(unfinished.length), unfinished];
  return (
    <Alert color="yellow" p="xs" title={title}>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {rows.map(({ node, message }) => (
          <li key={`${node} ${message}`}>{`${nameOf(node)}${message}`}</li>
        ))}
      </ul>
    </Alert>
  );
}

/** What is to be said of the end of the walk. */
function Ending({ simulation, document }: { simulation: Simulation; document: JourneyDraft }) {
  const { here, cut, zone, stays } = simulation;
  const node = here && nodeOf(document, here.node);
  if (cut) {
    return (
      <Alert color="yellow" p="xs">
        {words.path.cut}
      </Alert>
    );
  }
  if (!here || !node || stays.at(-1)?.left !== null) {
    return null;
  }
  return (
    <Text size="xs" c="dimmed" mt="xs">
      {words.path.stillIn}: {titleOf(node)}
      {here.until && `, ${words.path.until} ${momentWords(here.until, zone)}`}.
    </Text>
  );
}

function Walked({
  document,
  simulation,
  steps,
}: {
  document: JourneyDraft;
  simulation: Simulation;
  steps: Step[];
}) {
  const [chosen, setIndex] = useState<number | null>(null);
  const index = Math.min(chosen ?? steps.length - 1, steps.length - 1);
  const { nodes, edges, here } = useMemo(() => litAt(steps, index, document), [steps, index, document]);
  const node = steps[index]?.node ?? here;
  const lit = useMemo(() => ({ nodes, edges }), [nodes, edges]);
  const drawn = useMemo(() => spread(document, 1.1), [document]);
  const named = useNamed(document);
  const selection = useMemo(() => selectNodes(node === null ? [] : [node]), [node]);
  const faces = useCallback(
    (id: string) =>
      id === here ? (
        <span className={classes.here}>
          <IconMapPin size={13} aria-hidden="true" /> {words.here}
        </span>
      ) : null,
    [here],
  );
  const onSelect = (chosen: Selection) => {
    const only = onlyOne(chosen);
    const place = only && "node" in only ? firstAt(steps, only.node) : -1;
    if (place >= 0) {
      setIndex(place);
    }
  };
  return (
    <>
      <div className={classes.stage}>
        <ClockBar steps={steps} index={index} zone={simulation.zone} onIndex={setIndex} />
        <Unfinished document={document} simulation={simulation} />
        <section className={classes.canvas} aria-label={words.canvas}>
          <JourneyCanvas
            document={drawn}
            mode="view"
            named={named}
            lit={lit}
            faces={faces}
            selection={selection}
            onSelect={onSelect}
            hasMap={false}
          />
        </section>
        <Text size="xs" c="dimmed">
          {[...simulation.undecided.map((each) => words.undecided[each]), words.limits].join(" ")}
        </Text>
      </div>
      <div className={`${classes.panel} ${classes.walk}`}>
        <Title order={2} fz="sm" mb={8}>
          {words.path.title}
        </Title>
        {simulation.stays.length === 0 && simulation.problems.length === 0 && (
          <Text size="sm" c="dimmed" mb="xs" role="status">
            {words.path.nobody}
          </Text>
        )}
        <PathList steps={steps} index={index} zone={simulation.zone} onIndex={setIndex} />
        <Ending simulation={simulation} document={document} />
      </div>
    </>
  );
}

/** Tries a journey: a person, a script of events and a clock; the way lights up, with what would leave. Nothing does. */
export function Simulator({
  journeyId,
  name,
  document,
}: {
  journeyId: string;
  name: string;
  document: JourneyDraft;
}) {
  const { timeZone } = useVisitor();
  const { script, setScript, reset } = useScript(journeyId, document, timeZone);
  const [settled] = useDebouncedValue<Script>(script, TYPING_MS);
  const asked = useQuery({
    ...operationQuery(
      journeySeeingOperations["journeys.simulate"],
      inputOf(settled, { journeyId, document, name }, timeZone),
    ),
    enabled: isReady(problemsOf(settled)),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const simulation = asked.data;
  const steps = useMemo(() => (simulation ? stepsOf(simulation, document) : []), [simulation, document]);
  const problems = problemsOf(script);
  return (
    <div className={classes.page} aria-busy={asked.isFetching}>
      <ScriptPanel
        document={document}
        script={script}
        problems={problems}
        simulation={simulation}
        onChange={setScript}
        onReset={reset}
      />
      {asked.isError ? (
        <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
      ) : simulation ? (
        <Walked document={document} simulation={simulation} steps={steps} />
      ) : isReady(problems) ? (
        <Skeleton height={480} aria-label={words.loading} />
      ) : (
        <Text c="dimmed">{words.problems.script}</Text>
      )}
    </div>
  );
}

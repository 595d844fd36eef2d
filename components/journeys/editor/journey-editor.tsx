"use client";

import { Alert, Button, Text, Title, VisuallyHidden } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { IconClockPause, IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { integrationsOperations } from "@/lib/integrations/operations.ts";
import type { JourneyProblem } from "@/lib/journeys/problems/problem.ts";
import type { JourneyView } from "@/lib/journeys/schema.ts";
import { isStill } from "@/lib/journeys/still.ts";
import { journeyCanvasMessages } from "@/lib/messages/journey-canvas.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { ConflictAlert } from "../../form/conflict-alert.tsx";
import { focusPath } from "../../form/focus-path.ts";
import { useHistory } from "../../form/history.ts";
import { useAutosave } from "../../form/use-autosave.ts";
import { useReturn } from "../../form/use-return.ts";
import { operationQuery } from "../../operation-query.ts";
import { useUrlState } from "../../ui/use-url-state.ts";
import { type CanvasHandle, JourneyCanvas, type OnEdit } from "../canvas/journey-canvas.tsx";
import { noSelection, onlyOne, type Selection, selectEdge, selectNodes } from "../canvas/selection.ts";
import { Inspector } from "../inspector/inspector.tsx";
import { PauseJourneyModal } from "../pause-modal.tsx";
import { StopJourneyModal } from "../stop-modal.tsx";
import { useJourneyVerbs } from "../use-journey-verbs.ts";
import { useNamed } from "../use-named.ts";
import { detailsIn, focusDetails, focusStep } from "./details-focus.ts";
import classes from "./editor.module.css";
import { Header, type Tab, tabs } from "./header.tsx";
import { type JourneyEditing, JourneyProvider } from "./journey-context.tsx";
import { allProblems, localProblems } from "./journey-problems.ts";
import { ListView } from "./list-view.tsx";
import { Palette } from "./palette.tsx";
import { ProblemsMenu } from "./problems-menu.tsx";
import { PublishModal } from "./publish-modal.tsx";
import { ReportTab } from "./report-tab.tsx";
import { loadJourney, savedJourney, secretName, typedOf } from "./saved-journey.ts";
import { SettingsDrawer } from "./settings-drawer.tsx";
import { ShortcutsModal } from "./shortcuts-modal.tsx";
import { useCommands } from "./use-commands.ts";
import { useJourneyKeys } from "./use-journey-keys.ts";
import { VersionsTab } from "./versions-tab.tsx";

const words = journeysMessages.page;

/** The partners that have an account, as far as it is known: what the browser finds wrong does not depend on guesses. */
function usePartners(): ReadonlySet<string> | null {
  const list = useQuery(operationQuery(integrationsOperations["connections.list"], { limit: 100 }));
  return useMemo(
    () => (list.data ? new Set(list.data.items.map(({ partner }) => partner)) : null),
    [list.data],
  );
}

/** One journey: drawn, read as a list, and its versions. What is changed is kept as a draft at any moment. */
export function JourneyEditor({ initial }: { initial: JourneyView }) {
  const [start] = useState(() => typedOf(initial));
  const history = useHistory(start);
  const { now: typed, undo, redo } = history;
  const save = useAutosave(initial, typed, savedJourney);
  const { view, kept, state, flush } = save;
  const { document } = typed;
  const isReadOnly = !view.may.edit.allowed;
  const [selection, select] = useState<Selection>(noSelection);
  const [showsAll, setShowsAll] = useState(false);
  const [isTold, setTold] = useState(false);
  const [settings, settingsOpen] = useDisclosure(false);
  const [shortcuts, shortcutsOpen] = useDisclosure(false);
  const [publishing, publishOpen] = useDisclosure(false);
  const [pausing, pauseOpen] = useDisclosure(false);
  const [stopping, stopOpen] = useDisclosure(false);
  const isNarrow = useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: true });
  const url = useUrlState();
  const asked = tabs.find((each) => each === url.get("tab")) ?? "canvas";
  const tab: Tab = isNarrow && asked === "canvas" ? "list" : asked;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<CanvasHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const verbs = useJourneyVerbs();

  const known = usePartners();
  const settled = useDeferredValue(typed);
  const now = useMemo(() => localProblems(settled, known), [settled, known]);
  const before = useMemo(() => localProblems(kept, known), [kept, known]);
  const problems = useMemo(
    () =>
      isReadOnly
        ? []
        : allProblems({ typed: settled, problems: now }, { typed: kept, problems: before }, view.problems),
    [settled, now, kept, before, view.problems, isReadOnly],
  );

  const one = onlyOne(selection);
  const chosen = one !== null && "node" in one ? one.node : null;
  const edit = useCallback<OnEdit>(
    (make, whole) =>
      history.change((all) => {
        const next = make(all.document);
        return next === all.document ? all : { ...all, document: next };
      }, whole),
    [history.change],
  );
  const adopt = (next: JourneyView) => {
    const its = typedOf(next);
    history.change(() => its, true);
    save.adopt(next, its);
  };
  const follow = async (next: JourneyView) => {
    const theirs = await save.follow(next);
    if (theirs) {
      adopt(theirs);
    }
  };
  const followNewest = async () => follow(await loadJourney(view));
  useReturn(followNewest);
  const named = useNamed(document);
  const journey: JourneyEditing = {
    ...{
      view,
      typed,
      document,
      problems,
      named,
      isReadOnly,
      edit,
      selection,
      select,
      showsAll,
      undo,
      redo,
      flush,
    },
    follow: followNewest,
    openDetails: (node) => {
      select(selectNodes([node]));
      requestAnimationFrame(() => focusDetails(box.current));
    },
    closeDetails: () => {
      const hadFocus = detailsIn(box.current)?.contains(window.document.activeElement) ?? false;
      select(noSelection);
      if (hadFocus && chosen !== null) {
        requestAnimationFrame(() => focusStep(box.current, chosen));
      }
    },
    tell: (changes, whole) => history.change((all) => ({ ...all, ...changes }), whole),
    secretsOf: (node) => view.secrets[node] ?? [],
    setSecret: (node, key, value) => save.setSecret(secretName(node, key), value),
  };
  // Numbered, so that the same is said again when it happens again.
  const [said, say] = useState({ count: 0, text: "" });
  const commands = useCommands(journey, canvas, {
    search,
    say: (text) => say(({ count }) => ({ count: count + 1, text })),
    help: shortcutsOpen.open,
    onCanvas: tab === "canvas",
  });
  const isInSight = tab === "canvas" || tab === "list";
  useJourneyKeys(box, commands, { isEditable: !isReadOnly, isInSight });

  // The side takes room from the canvas, in which what was chosen stays in sight.
  useEffect(() => {
    if (chosen !== null) {
      requestAnimationFrame(() => canvas.current?.reveal(chosen));
    }
  }, [chosen]);

  const goTo = ({ node, edge, path }: JourneyProblem) => {
    setShowsAll(true);
    if (node === null && edge === null) {
      if (path.startsWith("settings") || path === "description") {
        settingsOpen.open();
      } else if (path === "name") {
        box.current?.querySelector<HTMLInputElement>(`[aria-label="${words.name}"]`)?.focus();
      }
      return;
    }
    flushSync(() => select(node !== null ? selectNodes([node]) : selectEdge(edge ?? "")));
    const target = node ?? document.edges.find(({ id }) => id === edge)?.from;
    if (target) {
      canvas.current?.show([target]);
    }
    const side = detailsIn(box.current) ?? window.document;
    const found = [`what.${path}`, path].some((each) => focusPath(each, side));
    if (!found) {
      focusDetails(box.current);
    }
  };
  return (
    <JourneyProvider value={journey}>
      <div className={classes.page} data-grows={tab === "report" || undefined} ref={box} tabIndex={-1}>
        <Header
          state={state}
          tab={tab}
          hasCanvas={!isNarrow}
          problems={<ProblemsMenu opened={isTold} setOpened={setTold} onGo={goTo} />}
          onTab={(next) => url.set({ tab: next === "canvas" ? null : next })}
          onSettings={settingsOpen.open}
          onShortcuts={shortcutsOpen.open}
          onPublish={() => {
            setShowsAll(true);
            if (problems.length > 0) {
              setTold(true);
              return;
            }
            // What publishing means is told of what is saved.
            void flush();
            publishOpen.open();
          }}
          onVerb={(verb) =>
            verbs.mutate(
              { id: view.id, verb },
              {
                onSuccess: async () => {
                  if (verb !== "duplicate") {
                    await follow(await loadJourney(view));
                  }
                },
              },
            )
          }
          onPause={pauseOpen.open}
          onStop={stopOpen.open}
        />
        {state.kind === "conflict" && (
          <ConflictAlert
            title={words.conflictTitle}
            message={state.message}
            onTheirs={async () => adopt(await loadJourney(view))}
            onMine={save.overwrite}
          />
        )}
        {isReadOnly && (
          <Alert color="gray" variant="light" mb="xs" icon={<IconLock size={18} />}>
            {view.may.edit.reason ?? words.readOnly}
          </Alert>
        )}
        {view.waiting !== null && (
          <Alert color="yellow" variant="light" mb="xs" icon={<IconClockPause size={18} />}>
            {(isStill(view.waiting) ? words.still : words.waits)(view.waiting)}
          </Alert>
        )}
        {tab === "report" && <ReportTab />}
        <div className={classes.work} data-tab={tab} hidden={tab === "report"}>
          {tab === "canvas" && (
            <>
              {!isReadOnly && (
                <Palette searchRef={search} onAdd={commands.addKind} onNote={commands.addNote} />
              )}
              <div className={classes.canvas}>
                <JourneyCanvas
                  document={document}
                  mode={isReadOnly ? "view" : "edit"}
                  problems={problems}
                  named={named}
                  onEdit={edit}
                  selection={selection}
                  onSelect={select}
                  onEnter={journey.openDetails}
                  onTidy={isReadOnly ? undefined : commands.tidy}
                  imageTitle={typed.name}
                  handle={canvas}
                >
                  {document.nodes.length === 0 && !isReadOnly && (
                    <div className={classes.start}>
                      <div>
                        <Title order={2}>{journeyCanvasMessages.empty.title}</Title>
                        <Text size="sm" c="dimmed" mt={4} mb="sm">
                          {journeyCanvasMessages.empty.text}
                        </Text>
                        <Button size="xs" onClick={commands.add}>
                          {journeyCanvasMessages.empty.add}
                        </Button>
                      </div>
                    </div>
                  )}
                </JourneyCanvas>
              </div>
            </>
          )}
          {tab === "list" && <ListView isForCanvas={isNarrow} />}
          {tab === "versions" && <VersionsTab onRestored={adopt} />}
          {isInSight && <Inspector />}
        </div>
      </div>
      <VisuallyHidden role="status">
        <span key={said.count}>{said.text}</span>
      </VisuallyHidden>
      <SettingsDrawer opened={settings} onClose={settingsOpen.close} />
      <ShortcutsModal opened={shortcuts} onClose={shortcutsOpen.close} />
      <PublishModal opened={publishing} onClose={publishOpen.close} onPublished={follow} />
      <PauseJourneyModal journey={view} opened={pausing} onClose={pauseOpen.close} onPaused={follow} />
      <StopJourneyModal journey={view} opened={stopping} onClose={stopOpen.close} onStopped={follow} />
    </JourneyProvider>
  );
}

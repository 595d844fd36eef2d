"use client";

import { Alert, Button, Fieldset } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconLock } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import type { Section as SectionName } from "@/lib/campaigns/document.ts";
import type { CampaignView } from "@/lib/campaigns/schema.ts";
import { templateObjectsOf } from "@/lib/campaigns/template-objects.ts";
import { channelKitOf } from "@/lib/channels/catalog.ts";
import { campaignEditorMessages as words } from "@/lib/messages/campaign-editor.ts";
import { ConflictAlert } from "../../form/conflict-alert.tsx";
import formClasses from "../../form/form.module.css";
import { type Form, FormProvider } from "../../form/form-context.tsx";
import { useHistory } from "../../form/history.ts";
import { useAutosave } from "../../form/use-autosave.ts";
import { useReturn } from "../../form/use-return.ts";
import { useVisited } from "../../form/use-visited.ts";
import { type Message, MessageProvider } from "../../message/message-context.tsx";
import { ApprovalNotice } from "./approval-notice.tsx";
import { draftToSave } from "./draft.ts";
import classes from "./editor.module.css";
import { EditorProvider, type Editor as EditorState } from "./editor-context.tsx";
import { focusProblem, goTo } from "./focus-problem.ts";
import { Header } from "./header.tsx";
import { Overview } from "./overview/overview.tsx";
import { allProblems, localProblems } from "./problems.ts";
import { Rail } from "./rail.tsx";
import { loadCampaign, savedCampaign, typedOf } from "./saved-campaign.ts";
import { Section } from "./section.tsx";
import { GoalPart } from "./start/goal.tsx";
import { Qualification } from "./start/qualification.tsx";
import { Setup } from "./start/setup.tsx";
import { WhatParts } from "./what/what-parts.tsx";
import { WhenParts } from "./when/when-parts.tsx";
import { WhoParts } from "./who/who-parts.tsx";

/** One campaign on one page of stacked sections, kept as a draft at any moment; a published one can be looked at. */
export function Editor({ initial }: { initial: CampaignView }) {
  const [start] = useState(() => typedOf(initial));
  const history = useHistory(start);
  const { now: typed, undo, redo } = history;
  const save = useAutosave(initial, typed, savedCampaign);
  const { view, kept, state, flush, setSecret } = save;
  const isReadOnly = !view.may.edit.allowed;
  const visited = useVisited();
  const [isWriting, setWriting] = useState(false);
  const kit = channelKitOf(view.channel);
  const { draft } = typed;
  const objects = useMemo(() => templateObjectsOf(draftToSave(draft)), [draft]);
  const now = useMemo(() => localProblems(draft, kit), [draft, kit]);
  const before = useMemo(() => localProblems(kept.draft, kit), [kept.draft, kit]);
  const problems = useMemo(
    () =>
      isReadOnly
        ? []
        : allProblems({ draft, problems: now }, { draft: kept.draft, problems: before }, view.problems),
    [draft, now, kept.draft, before, view.problems, isReadOnly],
  );
  useHotkeys([
    ["mod+z", () => undo?.()],
    ["mod+shift+z", () => redo?.()],
  ]);
  const change = useCallback<EditorState["change"]>(
    (make, whole) => history.change((all) => ({ ...all, draft: make(all.draft) }), whole),
    [history.change],
  );
  const adopt = (theirs: CampaignView) => {
    const its = typedOf(theirs);
    history.change(() => its, true);
    save.adopt(theirs, its);
  };
  const follow = async () => {
    const theirs = await save.follow(await loadCampaign(view));
    if (theirs) {
      adopt(theirs);
    }
  };
  useReturn(follow);
  const editor: EditorState = { draft, kit, view, objects, problems, isReadOnly, change, flush, follow };
  const form: Form = { problems, isReadOnly, undo, redo, shows: visited.shows };
  const { trigger } = draft.who;
  const message: Message = {
    ...{ kit, objects, setSecret, message: draft.what, secrets: view.secrets },
    event: trigger && trigger.kind !== "enters" ? trigger.did.events[0] : undefined,
    change: (make, whole) =>
      change((before) => ({ ...before, what: { ...before.what, ...make(before.what) } }), whole),
    settle: (make) =>
      history.settle((all) => ({
        ...all,
        draft: { ...all.draft, what: { ...all.draft.what, ...make(all.draft.what) } },
      })),
  };
  const goToProblem = (place: { path: string; section: SectionName }) => {
    // The message's fields stand on the page while its editor is open alone.
    flushSync(() => setWriting((open) => open || place.section === "what"));
    focusProblem(place);
  };
  return (
    <EditorProvider value={editor}>
      <FormProvider value={form}>
        <MessageProvider value={message}>
          <div>
            <Header
              name={typed.name}
              labels={typed.labels}
              state={state}
              onName={(name) => history.change((all) => ({ ...all, name }))}
              onLabels={(labels) => history.change((all) => ({ ...all, labels }), true)}
              onSave={flush}
            />
            {state.kind === "conflict" && (
              <ConflictAlert
                title={words.save.conflictTitle}
                message={state.message}
                onTheirs={async () => adopt(await loadCampaign(view))}
                onMine={save.overwrite}
              />
            )}
            {isReadOnly && (
              <Alert color="gray" variant="light" mb="md" icon={<IconLock size={18} />}>
                {view.publishedAt ? words.readOnly.published : (view.may.edit.reason ?? words.readOnly.role)}
              </Alert>
            )}
            <ApprovalNotice />
            <div className={classes.layout}>
              <Rail />
              <div style={{ minWidth: 0 }}>
                <Section name="start">
                  <Fieldset disabled={isReadOnly} variant="unstyled" className={formClasses.plain}>
                    <Setup />
                    <Qualification />
                    <GoalPart />
                  </Fieldset>
                </Section>
                <Section name="who">
                  <Fieldset disabled={isReadOnly} variant="unstyled" className={formClasses.plain}>
                    <WhoParts />
                  </Fieldset>
                </Section>
                <Section name="what">
                  <WhatParts isOpen={isWriting} setOpen={setWriting} />
                </Section>
                <Section name="when">
                  <Fieldset disabled={isReadOnly} variant="unstyled" className={formClasses.plain}>
                    <WhenParts />
                  </Fieldset>
                  <Button mt="lg" variant="default" onClick={() => goTo("overview")}>
                    {words.sections.continueTo}
                  </Button>
                </Section>
                <Section name="overview">
                  <Overview onGo={goToProblem} onTry={visited.showAll} />
                </Section>
              </div>
            </div>
          </div>
        </MessageProvider>
      </FormProvider>
    </EditorProvider>
  );
}

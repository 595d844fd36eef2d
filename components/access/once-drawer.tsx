"use client";

import { Button, Stack } from "@mantine/core";
import { type ReactNode, useEffect, useId } from "react";
import { DrawerActions, SideDrawer } from "../ui/side-drawer.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import type { Action } from "./use-action.ts";

/** A drawer that makes something whose secret is shown this once: first the form, then what was made. */
export function OnceDrawer({
  opened,
  onClose,
  title,
  action,
  submitLabel,
  dirty,
  onStart,
  onSubmit,
  made,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  title: string;
  action: Action;
  submitLabel: string;
  dirty: boolean;
  /** empties the form, whenever the drawer opens */
  onStart: () => void;
  onSubmit: () => Promise<void>;
  /** shown instead of the form once it is there */
  made: ReactNode | null;
  children: ReactNode;
}) {
  const formId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form starts anew whenever the drawer opens
  useEffect(() => {
    if (opened) {
      onStart();
      action.reset();
    }
  }, [opened]);
  return (
    <SideDrawer
      opened={opened}
      onClose={onClose}
      title={title}
      dirty={made === null && dirty}
      footer={
        made ? (
          <Button onClick={onClose} ml="auto">
            Done
          </Button>
        ) : (
          <DrawerActions onCancel={onClose}>
            <Button type="submit" form={formId} loading={action.busy}>
              {submitLabel}
            </Button>
          </DrawerActions>
        )
      }
    >
      {made ? (
        <Stack role="status">{made}</Stack>
      ) : (
        <form
          id={formId}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            action.run(onSubmit);
          }}
        >
          <Stack>
            <ProblemAlert problem={action.problem} />
            {children}
          </Stack>
        </form>
      )}
    </SideDrawer>
  );
}

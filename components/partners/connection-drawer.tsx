"use client";

import { Alert, Button, Stack } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { DrawerActions, SideDrawer } from "../ui/side-drawer.tsx";

export type ConnectionDrawerProps = {
  opened: boolean;
  onClose: () => void;
  title: string;
  dirty: boolean;
  /** what is wrong and belongs to no field */
  problem: string | null;
  save: { label: string; busy: boolean; disabled?: boolean; submit: () => void };
  children: ReactNode;
};

/** A form about a saved connection, with its one verb in the footer. */
export function ConnectionDrawer({
  opened,
  onClose,
  title,
  dirty,
  problem,
  save,
  children,
}: ConnectionDrawerProps) {
  const formId = useId();
  return (
    <SideDrawer
      opened={opened}
      onClose={onClose}
      title={title}
      dirty={dirty}
      footer={
        <DrawerActions onCancel={onClose}>
          <Button type="submit" form={formId} loading={save.busy} disabled={save.disabled}>
            {save.label}
          </Button>
        </DrawerActions>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.submit();
        }}
      >
        <Stack>
          {problem && (
            <Alert color="red" role="alert">
              {problem}
            </Alert>
          )}
          {children}
        </Stack>
      </form>
    </SideDrawer>
  );
}

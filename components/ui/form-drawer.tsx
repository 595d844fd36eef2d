"use client";

import { Alert, Button, Stack, Text } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { countWords } from "./count.tsx";
import { DrawerActions, SideDrawer } from "./side-drawer.tsx";

/** A form in a drawer with its one verb in the footer; leaving it asks first where something is not saved. */
export function FormDrawer({
  opened,
  onClose,
  title,
  dirty,
  problem,
  problemCount = 0,
  save,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  title: string;
  dirty: boolean;
  /** what is wrong and belongs to no field */
  problem: string | null;
  /** how many fields are wrong, said above the verb for long forms */
  problemCount?: number;
  save: { label: string; busy: boolean; disabled?: boolean; submit: () => void };
  children: ReactNode;
}) {
  const formId = useId();
  return (
    <SideDrawer
      opened={opened}
      onClose={onClose}
      title={title}
      dirty={dirty}
      footer={(leave) => (
        <Stack gap="xs" w="100%">
          {problemCount > 0 && (
            <Text size="sm" c="red" role="alert">
              {countWords(problemCount, "field needs", "fields need")} another value.
            </Text>
          )}
          <DrawerActions onCancel={leave}>
            <Button type="submit" form={formId} loading={save.busy} disabled={save.disabled}>
              {save.label}
            </Button>
          </DrawerActions>
        </Stack>
      )}
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

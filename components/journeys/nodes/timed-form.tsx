import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { drafts } from "./node-drafts.ts";
import type { NodeFormProps } from "./node-form.ts";
import { TimeoutFields } from "./parts.tsx";

/** A form with the node timeout below what it asks for. */
export const withTimeout = (Form: (props: NodeFormProps) => ReactNode) =>
  function TimedForm(props: NodeFormProps) {
    const { timeout } = drafts.timed.parse(props.node.settings);
    return (
      <Stack gap="md">
        <Form {...props} />
        <TimeoutFields
          value={timeout}
          isLinked={props.isLinked("timeout")}
          onChange={(next, whole) => props.set({ timeout: next }, whole)}
        />
      </Stack>
    );
  };

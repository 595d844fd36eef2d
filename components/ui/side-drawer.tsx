"use client";

import { Box, Button, Drawer, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useRef } from "react";
import { useLeaveGuard, useUnsaved } from "./leave-guard.tsx";
import { LeaveModal } from "./leave-modal.tsx";
import classes from "./side-drawer.module.css";

/**
 * A panel from the right for creating and inspecting, with its own footer. Escape closes and focus returns to where
 * it was; with `dirty` it asks before unsaved work goes.
 */
export function SideDrawer({
  opened,
  onClose,
  title,
  children,
  footer,
  dirty = false,
  size = 520,
}: {
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** a function gets what closes the drawer as Escape does: asking first where something is not saved */
  footer?: ReactNode | ((leave: () => void) => ReactNode);
  dirty?: boolean;
  size?: number;
}) {
  const [asking, { open: ask, close: stopAsking }] = useDisclosure(false);
  const guard = useLeaveGuard();
  useUnsaved(opened && dirty);
  // Read when it is called: an Escape right after a key press may still reach the handler of the render before.
  const latest = useRef({ dirty, asking, onClose });
  latest.current = { dirty, asking, onClose };
  function leave(): void {
    const now = latest.current;
    // An Escape is heard by the drawer below the question, too.
    if (now.asking || guard?.isAsking()) {
      return;
    }
    if (now.dirty) {
      // After the event: the dialog hears the same Escape otherwise, and closes as it opens.
      setTimeout(ask);
    } else {
      now.onClose();
    }
  }
  const foot = typeof footer === "function" ? footer(leave) : footer;
  return (
    <>
      <Drawer
        opened={opened}
        onClose={leave}
        position="right"
        size={size}
        title={
          <Text fw={600} size="lg">
            {title}
          </Text>
        }
        closeButtonProps={{ "aria-label": "Close" }}
        classNames={{ body: classes.body, content: classes.content, header: classes.header }}
      >
        <Box className={classes.scroll}>{children}</Box>
        {foot && (
          <Group className={classes.footer} data-foot-bar>
            {foot}
          </Group>
        )}
      </Drawer>
      <LeaveModal opened={asking} onStay={stopAsking} onLeave={async () => onClose()} />
    </>
  );
}

/** Cancel at the left of the one primary verb. */
export function DrawerActions({ onCancel, children }: { onCancel: () => void; children: ReactNode }) {
  return (
    <Group justify="flex-end" gap="xs" w="100%">
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      {children}
    </Group>
  );
}

"use client";

import { Alert, Button, Group, getDefaultZIndex, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";

/** Asks before something that cannot be undone: names the object and the consequence; deletes ask for a typed word. */
export function ConfirmModal({
  opened,
  onClose,
  onConfirm,
  title,
  children,
  confirmLabel,
  cancelLabel = "Cancel",
  danger = false,
  isOnTop = false,
  typeToConfirm,
}: {
  opened: boolean;
  onClose: () => void;
  /** Rejecting keeps the dialog open with the error's words. */
  onConfirm: () => Promise<void>;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  /** over a drawer or dialog that was opened earlier, wherever this one stands in the page */
  isOnTop?: boolean;
  typeToConfirm?: string;
}) {
  const [busy, setBusy] = useState(false);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (opened) {
      setTyped("");
      setProblem(null);
    }
  }, [opened]);
  async function confirm(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "It did not work. Try again.");
    } finally {
      setBusy(false);
    }
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<Text fw={600}>{title}</Text>}
      closeButtonProps={{ "aria-label": "Close" }}
      zIndex={isOnTop ? getDefaultZIndex("popover") - 1 : undefined}
    >
      <Stack>
        <div>{children}</div>
        {typeToConfirm && (
          <TextInput
            label={`Type ${typeToConfirm} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
          />
        )}
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {cancelLabel}
          </Button>
          <Button
            color={danger ? "red.9" : undefined}
            loading={busy}
            disabled={typeToConfirm !== undefined && typed !== typeToConfirm}
            onClick={confirm}
          >
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

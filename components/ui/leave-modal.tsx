import { ConfirmModal } from "./confirm-modal.tsx";

/** Asks before what was entered and not saved goes. */
export function LeaveModal({
  opened,
  onStay,
  onLeave,
}: {
  opened: boolean;
  onStay: () => void;
  onLeave: () => Promise<void>;
}) {
  return (
    <ConfirmModal
      opened={opened}
      onClose={onStay}
      onConfirm={onLeave}
      title="Leave without saving?"
      confirmLabel="Discard changes"
      cancelLabel="Keep editing"
      danger
      isOnTop
    >
      What you entered here is not saved yet.
    </ConfirmModal>
  );
}

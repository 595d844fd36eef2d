"use client";

import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { exportOperations } from "@/lib/exports/operations.ts";
import { exportsText } from "@/lib/messages/exports.ts";
import { isPartnerId, partnerIds, partnerKits } from "@/lib/partners/catalog.ts";
import { call } from "../api.ts";
import { countWords } from "../ui/count.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { DrawerActions, SideDrawer } from "../ui/side-drawer.tsx";
import { useVisitor } from "../visitor.tsx";
import { ExportFields } from "./export-fields.tsx";
import { createInputOf, editInputOf } from "./form-state.ts";
import { Unconnected } from "./unconnected.tsx";
import { type DrawerTarget, useDrawerSources, withOwn } from "./use-drawer-sources.ts";
import { useExportForm } from "./use-export-form.ts";

type Props = {
  target: DrawerTarget | null;
  onClose: () => void;
  /** told after it was created or changed, with the banner's words */
  onSaved: (banner: string) => void;
};

/** The drawer *Export to …*: creates an export, or edits a recurring or live one. */
export function ExportDrawer({ target, ...rest }: Props) {
  const opened = target !== null;
  const [shown, setShown] = useState<{ target: DrawerTarget; opening: number } | null>(null);
  const [wasOpened, setWasOpened] = useState(false);
  if (opened !== wasOpened) {
    setWasOpened(opened);
    if (target) {
      // A number per opening, so that every one starts with a fresh form.
      setShown((last) => ({ target, opening: (last?.opening ?? 0) + 1 }));
    }
  }
  return shown && <Panel key={shown.opening} target={shown.target} opened={opened} {...rest} />;
}

function Panel({
  target,
  opened,
  onClose,
  onSaved,
}: Omit<Props, "target"> & { target: DrawerTarget; opened: boolean }) {
  const client = useQueryClient();
  const { timeZone } = useVisitor();
  const [now] = useState(() => new Date());
  const [busy, setBusy] = useState(false);
  const [broken, setBroken] = useState<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const moment = { timeZone, now };
  const { connections, existing, failed } = useDrawerSources(target, opened);
  const editing = target.kind === "edit";
  const before = editing ? (existing.data ?? null) : null;
  const wanted = target.kind === "create" ? target.connectionId : target.id;
  const named = connections.data?.find((each) => each.id === wanted);
  const partnerId = target.partner ?? named?.partner ?? partnerIds[0];
  const partner = isPartnerId(partnerId) ? partnerKits[partnerId] : partnerKits[partnerIds[0]];
  const usable = connections.data?.filter((each) => each.partner === partner.id) ?? [];
  const state = useExportForm({
    connectionId: named?.id ?? (usable.length === 1 ? (usable[0]?.id ?? null) : null),
    existing: before,
    moment,
  });
  const loading = connections.data === undefined || (editing && !before);
  const unconnected = !loading && !editing && usable.length === 0;
  const count = Object.keys(state.problems).length;
  async function save(): Promise<void> {
    setBroken(null);
    if (!state.attempt()) {
      requestAnimationFrame(() =>
        body.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-error=true] input")?.focus(),
      );
      return;
    }
    setBusy(true);
    try {
      if (before) {
        await call(exportOperations["exports.edit"], editInputOf(state.form, before));
        onSaved(exportsText.updated(before.nickname));
      } else {
        await call(exportOperations["exports.create"], createInputOf(state.form));
        onSaved(exportsText.initiated(partner.name));
      }
      await client.invalidateQueries({ queryKey: ["exports"] });
      onClose();
    } catch (error) {
      try {
        state.refuse(error);
      } catch {
        setBroken("The server did not answer. Check that Junction is running, then try again.");
      }
    } finally {
      setBusy(false);
    }
  }
  const verb = editing ? "Update export" : "Export";
  const trouble =
    broken ??
    (state.refusal && state.refusal.problem.problems.length === 0 ? state.refusal.problem.detail : null) ??
    (count > 0 ? `${countWords(count, "field needs", "fields need")} attention` : null);
  return (
    <SideDrawer
      opened={opened}
      onClose={onClose}
      title={exportsText.drawerTitle(partner.name)}
      dirty={state.dirty && !busy}
      size={560}
      footer={(leave) =>
        !loading &&
        !unconnected && (
          <DrawerActions onCancel={leave}>
            {trouble && (
              <Text size="sm" c="var(--mantine-color-error)" role="alert" mr="auto" style={{ order: -1 }}>
                {trouble}
              </Text>
            )}
            <Button loading={busy} onClick={save} disabled={editing && !state.dirty}>
              {verb}
            </Button>
          </DrawerActions>
        )
      }
    >
      {failed && loading ? (
        <ErrorState error={failed} onRetry={() => Promise.all([connections.refetch(), existing.refetch()])} />
      ) : loading ? (
        <Stack gap="lg">
          {[60, 200, 140, 220].map((height) => (
            <Skeleton key={height} height={height} />
          ))}
        </Stack>
      ) : unconnected ? (
        <Unconnected partner={partner.name} />
      ) : (
        <div ref={body}>
          <ExportFields
            state={state}
            connections={editing && before ? withOwn(usable, before) : usable}
            existing={before}
            moment={moment}
          />
        </div>
      )}
    </SideDrawer>
  );
}

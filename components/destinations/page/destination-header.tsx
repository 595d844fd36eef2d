"use client";

import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { IconDots, IconPencil, IconPlayerPlay, IconPower, IconTrash } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText as text } from "@/lib/messages/destinations.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { Monogram } from "../../ui/monogram.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { useVisitor } from "../../visitor.tsx";
import { DestinationState } from "../destination-state.tsx";
import { RemoveDialog, TurnDialog } from "../turn-dialogs.tsx";

const words = destinationPageText.settings;

function Actions({
  of,
  onEdit,
  onRemove,
}: {
  of: DestinationView;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const [turning, setTurning] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  return (
    <>
      {of.mode === "cloud" && (
        <Button
          variant="default"
          leftSection={of.enabled ? <IconPower size={15} /> : <IconPlayerPlay size={15} />}
          onClick={() => setTurning(true)}
        >
          {of.enabled ? text.turn.off.confirm : text.turn.on.confirm}
        </Button>
      )}
      <Button variant="default" leftSection={<IconPencil size={15} />} onClick={onEdit}>
        {words.edit}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon ref={menu} variant="default" size={36} aria-label={words.actions}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={15} />}
            onClick={() => {
              // The item goes with its menu; the dialog gives the focus back to the button.
              menu.current?.focus();
              onRemove();
            }}
          >
            {text.remove.action}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <TurnDialog destination={of} opened={turning} onClose={() => setTurning(false)} />
    </>
  );
}

/** What it is, whether it sends, and what can be done with it. */
export function DestinationHeader({ of, onEdit }: { of: DestinationView; onEdit: () => void }) {
  const router = useRouter();
  const { can } = useVisitor();
  const [removing, setRemoving] = useState(false);
  const kit = partnerKit(of.partner);
  const list = `/sources/${of.sourceId}?tab=destinations`;
  return (
    <>
      <PageHeader
        above={<BackLink href={list}>{of.sourceName}</BackLink>}
        title={
          <Group gap="sm" component="span">
            <Monogram letters={kit.monogram} color={kit.color} />
            {of.name}
            <DestinationState of={of} />
          </Group>
        }
        description={`${of.sourceName} to ${of.partnerName}, ${of.nickname}`}
        actions={
          can("destinations.write") && <Actions of={of} onEdit={onEdit} onRemove={() => setRemoving(true)} />
        }
      />
      <RemoveDialog
        destination={of}
        opened={removing}
        onClose={() => setRemoving(false)}
        onRemoved={() => router.push(list)}
      />
    </>
  );
}

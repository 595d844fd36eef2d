import { Kbd, Modal, Table } from "@mantine/core";
import { journeysMessages } from "@/lib/messages/journeys.ts";

const words = journeysMessages.shortcuts;

/** What keys do on a journey's page. */
export function ShortcutsModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.title}
      closeButtonProps={{ "aria-label": "Close" }}
      size="md"
    >
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {words.rows.map(([keys, text]) => (
            <Table.Tr key={keys}>
              <Table.Td>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{text}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

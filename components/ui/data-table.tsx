"use client";

import { ActionIcon, Menu, Skeleton, Table, Tooltip } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { type ComponentType, type ReactNode, useRef } from "react";
import classes from "./data-table.module.css";
import { useGo } from "./leave-guard.tsx";

export type Column<Row> = {
  key: string;
  header: ReactNode;
  render: (row: Row) => ReactNode;
  align?: "left" | "right";
  width?: number | string;
  /** how the column shows at 390 px: first line, second line (default), or not at all */
  narrow?: "title" | "line" | "hide";
  /** a word after the value at 390 px, where the header is not seen */
  narrowWord?: string | ((row: Row) => string);
  /** how the list is sorted by this column, when it can be */
  sorted?: "ascending" | "descending" | "none";
};

const wordOf = <Row,>({ narrowWord }: Column<Row>, row: Row): string | undefined =>
  typeof narrowWord === "function" ? narrowWord(row) : narrowWord;

export type RowAction = {
  label: string;
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  onClick?: () => void;
  href?: string;
  danger?: boolean;
  /** shown on the disabled control */
  disabledReason?: string | null;
  /** also a button at the row's end on hover and focus */
  quick?: boolean;
};

export type DataTableProps<Row> = {
  label: string;
  columns: Column<Row>[];
  rows: Row[] | undefined;
  rowKey: (row: Row) => string;
  rowName?: (row: Row) => string;
  /** a click anywhere on the row goes there; give the first column a link for the keyboard */
  rowHref?: (row: Row) => string;
  onRowClick?: (row: Row) => void;
  actions?: (row: Row) => RowAction[];
  /** under the row's cells, over the whole width (a progress bar) */
  below?: (row: Row) => ReactNode;
  empty?: ReactNode;
  skeletonRows?: number;
};

function Actions({ actions, name }: { actions: RowAction[]; name: string }) {
  const go = useGo();
  const menu = useRef<HTMLButtonElement>(null);
  const act = (action: RowAction): void => (action.href ? go(action.href) : action.onClick?.());
  return (
    <div className={classes.actions}>
      <span className={classes.quick}>
        {actions
          .filter((action) => action.quick)
          .map((action) => (
            <Tooltip key={action.label} label={action.disabledReason ?? action.label} multiline maw={280}>
              <ActionIcon
                variant="subtle"
                color={action.danger ? "red" : "gray"}
                aria-label={`${action.label} ${name}`}
                data-disabled={action.disabledReason ? true : undefined}
                aria-disabled={action.disabledReason ? true : undefined}
                onClick={() => !action.disabledReason && act(action)}
              >
                <action.icon size={16} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          ))}
      </span>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon ref={menu} variant="subtle" color="gray" aria-label={`Actions for ${name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((action) => (
            <Menu.Item
              key={action.label}
              leftSection={<action.icon size={15} stroke={1.7} />}
              color={action.danger ? "red" : undefined}
              disabled={Boolean(action.disabledReason)}
              onClick={() => {
                // The item goes with its menu; what opens now gives the focus back to the button.
                menu.current?.focus();
                act(action);
              }}
            >
              {action.label}
              {action.disabledReason && <div className={classes.reason}>{action.disabledReason}</div>}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** Nothing at all for a row with which nothing can be done. */
function RowActions(props: { actions: RowAction[]; name: string }) {
  return props.actions.length > 0 ? <Actions {...props} /> : null;
}

/** The table of every list: 40 px rows, actions on hover and in a menu, rows of two lines on narrow screens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, rowHref, onRowClick, actions, below } = props;
  const go = useGo();
  const clickable = Boolean(rowHref ?? onRowClick);
  const span = columns.length + (actions ? 1 : 0);
  if (rows?.length === 0 && props.empty) {
    return <>{props.empty}</>;
  }
  function open(row: Row, target: EventTarget): void {
    if (target instanceof Element && target.closest("a,button,input,label,[role=menu],[role=menuitem]")) {
      return;
    }
    if (window.getSelection()?.toString()) {
      return;
    }
    if (rowHref) {
      go(rowHref(row));
    } else {
      onRowClick?.(row);
    }
  }
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} aria-label={props.label} aria-busy={rows === undefined}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.key} ta={column.align} w={column.width} aria-sort={column.sorted}>
                {column.header}
              </Table.Th>
            ))}
            {actions && (
              <Table.Th w={44}>
                <span className="visually-hidden">Actions</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows === undefined &&
            Array.from({ length: props.skeletonRows ?? 6 }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
              <Table.Tr key={index}>
                {columns.map((column) => (
                  <Table.Td
                    key={column.key}
                    className={classes.waiting}
                    data-narrow={column.narrow ?? "line"}
                  >
                    <Skeleton height={12} width={`${55 + ((index * 17 + column.key.length * 13) % 40)}%`} />
                  </Table.Td>
                ))}
                {actions && <Table.Td />}
              </Table.Tr>
            ))}
          {rows?.map((row) => {
            const under = below?.(row);
            const name = props.rowName?.(row) ?? rowKey(row);
            return [
              <Table.Tr
                key={rowKey(row)}
                className={classes.row}
                data-clickable={clickable || undefined}
                data-under={under ? true : undefined}
                onClick={clickable ? (event) => open(row, event.target) : undefined}
              >
                {columns.map((column) => (
                  <Table.Td key={column.key} ta={column.align} data-narrow={column.narrow ?? "line"}>
                    {column.render(row)}
                    {column.narrowWord && <span className={classes.word}> {wordOf(column, row)}</span>}
                  </Table.Td>
                ))}
                {actions && (
                  <Table.Td data-narrow="actions">
                    <RowActions actions={actions(row)} name={name} />
                  </Table.Td>
                )}
              </Table.Tr>,
              under ? (
                <Table.Tr key={`${rowKey(row)} under`} className={classes.under}>
                  <Table.Td colSpan={span}>{under}</Table.Td>
                </Table.Tr>
              ) : null,
            ];
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

"use client";

import { Kbd, Modal, Table } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { createSpotlight, Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useGo } from "../ui/leave-guard.tsx";
import { useVisitor } from "../visitor.tsx";
import { navigation } from "./navigation.ts";
import { useObjectActions } from "./palette-objects.ts";

const [store, spotlight] = createSpotlight();

export function openPalette(): void {
  spotlight.open();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** `g` then a letter goes to a page, as in other tools of this kind. */
function useGoTo(items: { key: string; href: string }[]): void {
  const go = useGo();
  const pendingUntil = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) {
        return;
      }
      if (event.key === "g") {
        pendingUntil.current = event.timeStamp + 1_500;
      } else if (event.timeStamp < pendingUntil.current) {
        pendingUntil.current = 0;
        const item = items.find((candidate) => candidate.key === event.key);
        if (item) {
          event.preventDefault();
          go(item.href);
        }
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [items, go]);
}

/** Selects the first of what is found later than the query was typed, so that Enter opens it: the palette does so only then. */
function useFirstSelected(isFound: boolean): void {
  useEffect(() => {
    const actions = `[aria-label="Palette"] [data-action]`;
    if (isFound && !document.querySelector(`${actions}[data-selected]`)) {
      document.querySelector(actions)?.setAttribute("data-selected", "true");
      store.updateState((state) => ({ ...state, selected: 0 }));
    }
  });
}

/** Ctrl/⌘ K: pages, objects by name, people by any identifier. `?`: the list of shortcuts. */
export function Palette() {
  const visitor = useVisitor();
  const go = useGo();
  const [query, setQuery] = useState("");
  const [shortcuts, { open, close }] = useDisclosure(false);
  const pages = navigation
    .flatMap((section) => section.items)
    .filter((item) => visitor.can(item.permission) && (!item.sandboxOnly || visitor.sandbox));
  const { groups: found, searching } = useObjectActions(query, go);
  useGoTo(pages);
  useFirstSelected(found.length > 0);
  useHotkeys([["shift+?", open]]);
  const actions: SpotlightActionData[] = pages.map(({ href, label, icon: Icon }) => ({
    id: href,
    label,
    leftSection: <Icon size={18} stroke={1.6} />,
    onClick: () => go(href),
  }));
  return (
    <>
      <Spotlight
        store={store}
        actions={[{ group: "Pages", actions }, ...found]}
        query={query}
        onQueryChange={setQuery}
        shortcut={["mod + K"]}
        scrollable
        maxHeight={420}
        centered={false}
        yOffset="14vh"
        attributes={{ content: { "aria-label": "Palette" } }}
        nothingFound={searching ? "Searching…" : "Nothing by that name"}
        searchProps={{
          leftSection: <IconSearch size={18} />,
          placeholder: "Go to a page, find a person, an export, a source…",
          "aria-label": "Search everything",
        }}
      />
      <Modal opened={shortcuts} onClose={close} title="Shortcuts" size="sm">
        <Table withRowBorders={false}>
          <Table.Tbody>
            {[
              { keys: ["Ctrl", "K"], text: "Search pages, people, exports" },
              { keys: ["/"], text: "Search this list" },
              { keys: ["n"], text: "New, on pages with lists" },
              { keys: ["?"], text: "This list" },
              ...pages.map((page) => ({ keys: ["g", page.key], text: page.label })),
            ].map(({ keys, text }) => (
              <Table.Tr key={text}>
                <Table.Td>{text}</Table.Td>
                <Table.Td ta="right">
                  {keys.map((key) => (
                    <Kbd key={key} mx={2}>
                      {key}
                    </Kbd>
                  ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
    </>
  );
}

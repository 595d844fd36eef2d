"use client";

import { Button } from "@mantine/core";
import { IconCircleCheck, IconSearchOff } from "@tabler/icons-react";
import { useState } from "react";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import type { UrlState } from "../../ui/use-url-state.ts";
import { useVisitor } from "../../visitor.tsx";
import { useShelf } from "../queries.ts";
import { ShelfActions } from "./shelf-actions.tsx";
import { shelfColumns, shelfName } from "./shelf-columns.tsx";
import { ShelfFilters, shelfChoiceOf, shelfStateOf } from "./shelf-filters.tsx";

const words = destinationPageText.shelf;
const nobody: ReadonlySet<string> = new Set();

function toggled(set: ReadonlySet<string>, ids: string[], on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  for (const id of ids) {
    if (on) {
      next.add(id);
    } else {
      next.delete(id);
    }
  }
  return next;
}

/** Refused calls of a destination: look at them, send them again, discard them. */
export function ShelfTab({ of, url }: { of: DestinationView; url: UrlState }) {
  const { can } = useVisitor();
  const matching = shelfChoiceOf(url);
  const state = shelfStateOf(url);
  const shelf = useShelf({ id: of.id, state, limit: 50, ...matching });
  const loaded = shelf.data?.pages.flatMap((page) => page.items);
  const total = shelf.data?.pages[0]?.total ?? 0;
  const [choice, setChoice] = useState(nobody);
  const [resets, setResets] = useState(0);
  // What somebody else took from the shelf meanwhile is not chosen any more.
  const chosen = new Set((loaded ?? []).map(({ id }) => id).filter((id) => choice.has(id)));
  const mayAct = can("destinations.write") && state === "open";
  const filtered = Object.keys(matching).length > 0;
  function reset(): void {
    url.set({ code: null, name: null, search: null });
    setResets((count) => count + 1);
  }
  const columns = shelfColumns({
    entries: loaded ?? [],
    chosen: mayAct ? chosen : null,
    choose: (ids, on) => setChoice((now) => toggled(now, ids, on)),
    onCall: (call) => url.set({ call }),
  });
  return (
    <>
      <ShelfFilters id={of.id} url={url} entries={loaded ?? []} resets={resets} onReset={reset} />
      {mayAct && total > 0 && (
        <ShelfActions
          id={of.id}
          chosen={chosen}
          matching={matching}
          total={total}
          onDone={() => setChoice(nobody)}
        />
      )}
      {shelf.error && !loaded ? (
        <ErrorState error={shelf.error} onRetry={() => shelf.refetch()} />
      ) : (
        <DataTable
          label={words.table}
          columns={columns}
          rows={loaded}
          rowKey={(entry) => entry.id}
          rowName={shelfName}
          onRowClick={({ callId }) => callId && url.set({ call: callId })}
          empty={
            filtered ? (
              <EmptyState
                icon={IconSearchOff}
                title={destinationsText.shelf.noMatch}
                action={
                  <Button variant="default" onClick={reset}>
                    {words.reset}
                  </Button>
                }
              >
                {words.noMatchText}
              </EmptyState>
            ) : (
              <EmptyState
                icon={IconCircleCheck}
                title={
                  state === "retried" || state === "discarded"
                    ? words.none[state]
                    : destinationsText.shelf.empty.title
                }
              >
                {destinationsText.shelf.empty.text}
              </EmptyState>
            )
          }
        />
      )}
      <LoadMore list={shelf}>{words.more}</LoadMore>
    </>
  );
}

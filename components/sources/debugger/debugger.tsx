"use client";

import { Alert, Button, CloseButton, Group, SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconActivity, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { Link } from "@/components/ui/link.tsx";
import { sourcesMessages } from "@/lib/messages/sources.ts";
import { type CallView, callOutcomes, type SourceView } from "@/lib/sources/schema.ts";
import { countWords } from "../../ui/count.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LiveMark } from "../../ui/live-mark.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { SideDrawer } from "../../ui/side-drawer.tsx";
import { useUrlState } from "../../ui/use-url-state.ts";
import { useCalls } from "../use-calls.ts";
import { CallDetail } from "./call-detail.tsx";
import { CallList } from "./call-list.tsx";
import classes from "./debugger.module.css";
import { useFates } from "./use-fates.ts";

const words = sourcesMessages.debugger;
const noCalls: CallView[] = [];

/** The live stream of a source's calls: pause, search, accepted or refused and why. */
export function Debugger({ source }: { source: SourceView }) {
  const url = useUrlState();
  const outcome = callOutcomes.find((each) => each === url.get("outcome")) ?? "all";
  const search = url.get("search") ?? undefined;
  const stream = useCalls(source.id, { search, outcome });
  const { fates, has: hasDestinations } = useFates(source.id, stream.calls ?? noCalls);
  const [openId, setOpenId] = useState<string | null>(null);
  const narrow = useMediaQuery("(max-width: 62em)") ?? false;
  const toggle = useCallback((id: string) => setOpenId((before) => (before === id ? null : id)), []);
  const close = useCallback(() => setOpenId(null), []);
  const open = stream.calls?.find((call) => call.id === openId) ?? null;
  const filtered = outcome !== "all" || Boolean(search);
  return (
    <>
      {!source.enabled && (
        <Alert color="yellow" variant="light" mb="sm">
          {words.disabled}
        </Alert>
      )}
      <Group mb="sm" gap="xs" className={classes.bar}>
        <SearchField
          label="Search calls"
          value={search ?? ""}
          onSearch={(text) => url.set({ search: text })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Which calls"
          value={outcome}
          onChange={(next) => url.set({ outcome: next === "all" ? null : next })}
          data={[
            { value: "all", label: "All" },
            { value: "accepted", label: "Accepted" },
            { value: "refused", label: "Refused" },
          ]}
        />
        <Group gap="sm" ml="auto" wrap="nowrap">
          <LiveMark live={!stream.paused && !stream.error} />
          {stream.paused ? (
            <Button size="xs" leftSection={<IconPlayerPlay size={14} />} onClick={stream.resume}>
              {stream.held.length > 0
                ? `Resume, ${stream.held.length >= 200 ? "200+" : stream.held.length} new`
                : "Resume"}
            </Button>
          ) : (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlayerPause size={14} />}
              onClick={stream.pause}
            >
              Pause
            </Button>
          )}
        </Group>
      </Group>
      <span className="visually-hidden" role="status">
        {stream.paused && stream.held.length > 0
          ? `${countWords(stream.held.length, "new call", "new calls")} while paused`
          : ""}
      </span>
      {Boolean(stream.error) && (
        <Stack mb="sm">
          <ErrorState error={stream.error} />
        </Stack>
      )}
      {stream.calls === null ? (
        !stream.error && (
          <Stack gap={14} aria-busy="true">
            {[70, 55, 80, 62, 74, 58].map((width) => (
              <Skeleton key={width} height={14} width={`${width}%`} />
            ))}
          </Stack>
        )
      ) : stream.calls.length === 0 ? (
        <EmptyState
          icon={IconActivity}
          title={filtered ? words.noMatch : words.waiting}
          action={
            filtered ? (
              <Button variant="default" onClick={() => url.set({ search: null, outcome: null })}>
                Reset the filter
              </Button>
            ) : (
              <Button component={Link} href={`/sources/${source.id}?tab=set-up`} variant="default">
                Open set-up
              </Button>
            )
          }
        >
          {filtered ? words.noMatchText : words.waitingText}
        </EmptyState>
      ) : (
        <div className={classes.split} data-open={(open && !narrow) || undefined}>
          <div style={{ minWidth: 0 }}>
            <CallList
              calls={stream.calls}
              fates={hasDestinations ? fates : null}
              openId={openId}
              onOpen={toggle}
            />
            {stream.calls.length >= 100 && (
              <Text size="sm" c="dimmed" mt="sm">
                {words.older}
              </Text>
            )}
          </div>
          {open && !narrow && (
            <aside aria-label="The call" className={classes.aside}>
              <CloseButton aria-label="Close the call" onClick={close} className={classes.close} />
              <div className={classes.detail}>
                <CallDetail call={open} sourceId={source.id} fates={fates.get(open.id)} />
              </div>
            </aside>
          )}
        </div>
      )}
      <SideDrawer opened={narrow && open !== null} onClose={close} title="Call">
        {open && <CallDetail call={open} sourceId={source.id} fates={fates.get(open.id)} />}
      </SideDrawer>
    </>
  );
}

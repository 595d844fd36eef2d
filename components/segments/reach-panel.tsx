import { Button, Loader, Progress, Text, Title } from "@mantine/core";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { reachWays } from "@/lib/segments/definition.ts";
import { Link } from "../ui/link.tsx";
import classes from "./segments.module.css";
import type { useReach } from "./use-reach.ts";

const words = segmentsMessages.reach;
const full = new Intl.NumberFormat("en");

function partWords(people: number, of: number): string {
  const percent = of === 0 ? 0 : (100 * people) / of;
  const part = percent > 0 && percent < 1 ? "< 1 %" : `${Math.round(percent)} %`;
  return words.of(full.format(of), part);
}

/** How many people are meant, on which channels they can be reached, and who some of them are. */
export function ReachPanel({ reach }: { reach: ReturnType<typeof useReach> }) {
  const { query, isComplete, exact, countExactly } = reach;
  const view = isComplete ? query.data : undefined;
  return (
    <section className={classes.panel} aria-label={words.title} aria-busy={query.isFetching && !view}>
      <Title order={2} fz="sm">
        {words.title} {query.isFetching && <Loader size={12} ml={6} aria-hidden="true" />}
      </Title>
      {!isComplete && (
        <Text size="sm" c="dimmed" mt={6}>
          {words.none}
        </Text>
      )}
      {isComplete && query.isError && (
        <Text size="sm" c="red" mt={6} role="alert">
          {words.failed} {query.error.message}
        </Text>
      )}
      {view && (
        <>
          <div role="status">
            <span className={classes.figure}>{full.format(view.people)}</span>{" "}
            {view.error && `${words.give(full.format(view.error.people))} `}
            {words.people}
          </div>
          <Progress
            value={view.of === 0 ? 0 : (100 * view.people) / view.of}
            size="sm"
            mt={4}
            aria-label={words.title}
          />
          <Text size="xs" c="dimmed" mt={4}>
            {partWords(view.people, view.of)}
          </Text>
          <dl className={classes.channels}>
            {reachWays.map((way) => (
              <div key={way} style={{ display: "contents" }}>
                <dt>{words.ways[way]}</dt>
                <dd>
                  {full.format(view.reachable[way] ?? 0)}
                  {view.error && ` ${words.give(full.format(view.error.reachable[way] ?? 0))}`}
                </dd>
              </div>
            ))}
          </dl>
          {view.estimated && (
            <>
              <Text size="xs" c="dimmed" mt={6}>
                {words.estimated(full.format(view.looked))}
              </Text>
              <Button size="compact-xs" variant="light" mt={6} loading={exact} onClick={countExactly}>
                {words.exactly}
              </Button>
            </>
          )}
          <Text size="sm" fw={500} mt="sm">
            {words.sample}
          </Text>
          {view.sample.length === 0 ? (
            <Text size="sm" c="dimmed">
              {words.nobody}
            </Text>
          ) : (
            <ul className={classes.people}>
              {view.sample.map(({ id, name, userId, email }) => (
                <li key={id}>
                  <Link href={`/people/${id}`}>{name ?? userId ?? email ?? `…${id.slice(-8)}`}</Link>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

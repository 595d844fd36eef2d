import { Tooltip } from "@mantine/core";
import type { SandboxAccountView } from "@/lib/sandbox/schema.ts";
import { Count } from "../ui/count.tsx";
import classes from "./account-counts.module.css";

const counts: { key: keyof SandboxAccountView & string; label: string; help: string }[] = [
  {
    key: "messages",
    label: "Received",
    help: "Distinct records, told apart by messageId or by what they say",
  },
  { key: "repeats", label: "Repeats", help: "Further copies of records that were there already" },
  { key: "differing", label: "Differing repeats", help: "Copies whose body was not the same as the first" },
  {
    key: "dropped",
    label: "Not taken",
    help: "Refused one by one, or dropped although they were answered with success",
  },
  { key: "requests", label: "Requests", help: "All requests of this connection's key, tests included" },
  { key: "refused", label: "Refused requests", help: "Requests answered with anything but success" },
];

/** What came through a connection, in numbers. */
export function AccountCounts({ account }: { account: SandboxAccountView }) {
  return (
    <dl className={classes.counts}>
      {counts.map(({ key, label, help }) => (
        <div key={key} className={classes.count}>
          <dt>
            <Tooltip label={help} multiline maw={260}>
              <span>{label}</span>
            </Tooltip>
          </dt>
          <dd>
            <Count value={Number(account[key])} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

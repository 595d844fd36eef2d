import { NativeSelect, Stack, TextInput } from "@mantine/core";
import { journeyNodeMessages as words } from "@/lib/messages/journey-nodes.ts";
import { isPathAlone } from "@/lib/segments/page-address.ts";
import { NumberField, ProblemBox } from "../../form/fields.tsx";
import classes from "../../form/form.module.css";
import { useField } from "../../form/form-context.tsx";
import { FilterLines } from "../../segments/conditions/filter-lines.tsx";
import type { DraftFilter } from "../../segments/draft.ts";
import { type AddressDraft, drafts } from "./node-drafts.ts";
import type { NodeFormProps } from "./node-form.ts";
import { Help, JourneyWaitFields, Word } from "./parts.tsx";
import { withTimeout } from "./timed-form.tsx";

/** Addresses that are meant: how they compare, and with what. */
function AddressFields({
  path,
  told,
  examples,
  value,
  onChange,
}: {
  path: string;
  told: { title: string; op: string; value: string };
  examples: Record<AddressDraft["op"], string>;
  value: AddressDraft;
  onChange: (value: AddressDraft) => void;
}) {
  const { error, ...field } = useField(`${path}.value`);
  return (
    <div className={classes.line}>
      <Word>{told.title}</Word>
      <NativeSelect
        size="xs"
        w={130}
        aria-label={told.op}
        value={value.op}
        data={Object.entries(words.page.ops).map(([op, label]) => ({ value: op, label }))}
        onChange={(event) => onChange({ ...value, op: event.currentTarget.value as AddressDraft["op"] })}
      />
      <TextInput
        size="xs"
        w={220}
        aria-label={told.value}
        placeholder={examples[value.op]}
        maxLength={512}
        value={value.value}
        error={error}
        onChange={(event) => onChange({ ...value, value: event.currentTarget.value })}
        {...field}
      />
    </div>
  );
}

/** An address of the own site, of which browsers send the whole. */
function PageAddress(props: Omit<Parameters<typeof AddressFields>[0], "examples">) {
  return (
    <>
      <AddressFields {...props} examples={words.page.examples} />
      {isPathAlone(props.value) && (
        <div role="status">
          <Help>{words.page.pathAlone}</Help>
        </div>
      )}
    </>
  );
}

/** What else is asked of a visit. */
function VisitFilters({
  path,
  where,
  onChange,
}: {
  path: string;
  where: DraftFilter[];
  onChange: (where: DraftFilter[]) => void;
}) {
  return (
    <ProblemBox path={path}>
      <FilterLines
        where={where}
        event={{ type: "page", name: null }}
        of={words.page.of}
        onChange={onChange}
      />
    </ProblemBox>
  );
}

/** The visit of a page by its address. */
export function EntryPageForm({ node, set }: NodeFormProps) {
  const { page } = drafts.page.parse(node.settings);
  return (
    <Stack gap="xs">
      <PageAddress
        path="page.url"
        told={words.page}
        value={page.url}
        onChange={(url) => set({ page: { ...page, url } })}
      />
      <VisitFilters
        path="page.where"
        where={page.where}
        onChange={(where) => set({ page: { ...page, where } })}
      />
    </Stack>
  );
}

/** A visit by the page that led to it. */
export function EntryReferrerForm({ node, set }: NodeFormProps) {
  const { from } = drafts.referrer.parse(node.settings);
  return (
    <Stack gap="xs">
      <AddressFields
        path="from.referrer"
        told={words.referrer}
        examples={words.referrer.examples}
        value={from.referrer}
        onChange={(referrer) => set({ from: { ...from, referrer } })}
      />
      <VisitFilters
        path="from.where"
        where={from.where}
        onChange={(where) => set({ from: { ...from, where } })}
      />
    </Stack>
  );
}

/** So many visits in a time. */
export function EntryPageCountForm({ node, set }: NodeFormProps) {
  const { pages, count, within } = drafts.pageCount.parse(node.settings);
  const { pageCount: told } = words;
  return (
    <Stack gap="xs">
      <div className={classes.line}>
        <Word>{told.atLeast}</Word>
        <NumberField
          path="count"
          w={80}
          aria-label={told.count}
          value={count}
          onChange={(next) => set({ count: next })}
        />
        <Word>{told.visits}</Word>
      </div>
      <div className={classes.line}>
        <Word>{told.within}</Word>
        <JourneyWaitFields
          path="within"
          label={told.withinCount}
          unitLabel={told.withinUnit}
          value={within}
          onChange={(next) => set({ within: next })}
        />
      </div>
      <PageAddress
        path="pages.url"
        told={told}
        value={pages.url}
        onChange={(url) => set({ pages: { ...pages, url } })}
      />
      <Help>{told.any}</Help>
      <VisitFilters
        path="pages.where"
        where={pages.where}
        onChange={(where) => set({ pages: { ...pages, where } })}
      />
    </Stack>
  );
}

export const PageForm = withTimeout(EntryPageForm);
export const ReferrerForm = withTimeout(EntryReferrerForm);
export const PageCountForm = withTimeout(EntryPageCountForm);

"use client";

import { Text, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { JsonObject } from "@/lib/kernel/json.ts";
import { typeOf } from "../events/json-type.ts";
import { JsonView } from "../ui/json-view.tsx";
import classes from "./people.module.css";

function Value({ name, value }: { name: string; value: unknown }) {
  if (typeof value === "object" && value !== null) {
    return <JsonView value={value} label={`the property ${name}`} maxHeight={160} />;
  }
  return value === null ? "null" : String(value);
}

/** What is known about a person, with the type of each value; searchable when there is much. */
export function Properties({ properties }: { properties: JsonObject }) {
  const [search, setSearch] = useState("");
  const all = Object.entries(properties).sort(([a], [b]) => a.localeCompare(b));
  const wanted = search.toLowerCase();
  const shown = all.filter(
    ([name, value]) =>
      name.toLowerCase().includes(wanted) ||
      JSON.stringify(value ?? null)
        .toLowerCase()
        .includes(wanted),
  );
  return (
    <section aria-labelledby="properties">
      <Title order={2} id="properties" mb="xs">
        Properties
      </Title>
      {all.length > 8 && (
        <TextInput
          size="xs"
          mb="xs"
          type="search"
          aria-label="Search properties"
          placeholder="Search properties…"
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {all.length === 0
            ? "Nothing is known yet; identify calls bring properties."
            : "No property matches."}
        </Text>
      )}
      <dl style={{ margin: 0 }}>
        {shown.map(([name, value]) => (
          <div key={name} className={classes.property}>
            <dt>{name}</dt>
            <dd>
              <Value name={name} value={value} />
            </dd>
            <dd className={classes.kind}>{typeOf(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

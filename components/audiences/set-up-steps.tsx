"use client";

import { Anchor, Code, Stack, Text, Title } from "@mantine/core";
import { Link } from "@/components/ui/link.tsx";
import { audiencesMessages } from "@/lib/messages/audiences.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { useVisitor } from "../visitor.tsx";
import classes from "./steps.module.css";
import { useEndpoint } from "./use-endpoint.ts";

const words = audiencesMessages.steps;

function Pairs({ token }: { token: string }) {
  const { pairs, anyKey, anyValue } = words.campaign;
  const rows = [
    { key: <Code>storyly_token</Code>, value: <Code>{token}</Code>, says: pairs.token },
    { key: <Code>operation</Code>, value: <Code>upsert</Code>, says: pairs.operation },
    { key: anyKey, value: anyValue, says: pairs.any },
  ];
  return (
    <table className={classes.pairs}>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Value</th>
          <th scope="col">What it does</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, value, says }) => (
          <tr key={says}>
            <th scope="row">{key}</th>
            <td>{value}</td>
            <td>{says}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function tryOut(endpoint: string, key: string, token: string): string {
  const body = {
    identity: "cust-1001",
    key_values: { storyly_token: token, operation: "upsert", cart_value: "49.50" },
  };
  return [
    `curl -X POST ${endpoint} \\`,
    `  -H 'x-api-key: ${key}' \\`,
    "  -H 'content-type: application/json' \\",
    `  -d '${JSON.stringify(body)}'`,
  ].join("\n");
}

/** How an audience for CleverTap is filled: what to enter at AWS, and what in a campaign or journey. */
export function SetUpSteps({ token, apiKey }: { token: string; apiKey: string | null }) {
  const endpoint = useEndpoint();
  const visitor = useVisitor();
  const [connect, connection, destination, rule] = words.bridge.items;
  const [channel, what, remove] = words.campaign.items;
  return (
    <Stack gap="lg">
      <section>
        <Title order={3}>{words.bridge.title}</Title>
        <ol className={classes.steps}>
          <li>{connect}</li>
          <li>{connection}</li>
          <li>
            {destination}
            <div>
              <CopyField value={endpoint} />
            </div>
          </li>
          <li>{rule}</li>
        </ol>
        {visitor.sandbox && (
          <Text size="sm" c="dimmed" mt={6}>
            {words.bridge.sandbox}{" "}
            <Anchor component={Link} href="/sandbox" inherit underline="always">
              {words.bridge.sandboxPage}
            </Anchor>
            .
          </Text>
        )}
      </section>
      <section>
        <Title order={3}>{words.campaign.title}</Title>
        <ol className={classes.steps}>
          <li>{channel}</li>
          <li>
            {what}
            <div>
              <Pairs token={token} />
            </div>
          </li>
          <li>{remove}</li>
        </ol>
      </section>
      <section>
        <Title order={3} mb={4}>
          {words.test.title}
        </Title>
        <Text size="sm" c="dimmed" mb={6}>
          {words.test.text}
        </Text>
        <CopyField value={tryOut(endpoint, apiKey ?? words.keyHere, token)} block />
      </section>
    </Stack>
  );
}

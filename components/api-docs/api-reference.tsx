"use client";

import { Accordion, Anchor, Button, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconApi } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Link } from "@/components/ui/link.tsx";
import { apiDocsMessages as words } from "@/lib/messages/api-docs.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { useVisitor } from "../visitor.tsx";
import classes from "./api-docs.module.css";
import { OperationDetails } from "./operation-details.tsx";
import { DOCUMENT_PATH, type Group, groupsOf, useDocument } from "./use-document.ts";

const anchorOf = (tag: string) => `tag-${tag.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;

function Introduction({ baseUrl }: { baseUrl: string }) {
  const visitor = useVisitor();
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <CopyField label={words.base} value={`${baseUrl}/api/v1`} />
        <CopyField label="Header" value="Authorization: Bearer <API key>" />
        <Text size="sm">
          {words.key}{" "}
          {visitor.can("keys.write") ? (
            <Anchor component={Link} underline="always" href="/settings/api-keys">
              {words.keysLink}
            </Anchor>
          ) : (
            words.keysReadOnly
          )}
        </Text>
        <Text size="sm">
          {words.paging} {words.errors} {words.events} {words.triggers}
        </Text>
      </Stack>
    </Paper>
  );
}

function GroupSection({ group, children }: { group: Group; children: React.ReactNode }) {
  return (
    <section aria-labelledby={anchorOf(group.tag)}>
      <Title order={2} id={anchorOf(group.tag)} mb="xs" tabIndex={-1}>
        {group.tag}
      </Title>
      {children}
    </section>
  );
}

function Placeholder() {
  return (
    <Stack gap="xs" aria-busy="true">
      {[44, 60, 52, 68, 48, 56].map((width) => (
        <Skeleton key={width} height={40} radius="md" style={{ opacity: width / 80 }} />
      ))}
    </Stack>
  );
}

/** The API as a page: every operation by its tag, with parameters, an example call and the answer. */
export function ApiReference() {
  const url = useUrlState();
  const document = useDocument();
  const [baseUrl, setBaseUrl] = useState("");
  useEffect(() => setBaseUrl(window.location.origin), []);
  const search = url.get("search") ?? "";
  const data = document.data;
  const groups = data ? groupsOf(data, search) : [];
  return (
    <>
      <PageHeader
        title={words.title}
        description={words.description}
        actions={
          <Button component="a" href={DOCUMENT_PATH} target="_blank" variant="default">
            {words.document}
          </Button>
        }
      />
      <Stack gap="lg">
        <Introduction baseUrl={baseUrl} />
        <SearchField label={words.search} value={search} onSearch={(text) => url.set({ search: text })} />
        {document.error && <ErrorState error={document.error} onRetry={() => document.refetch()} />}
        {!data && !document.error && <Placeholder />}
        {data && groups.length === 0 && (
          <EmptyState
            icon={IconApi}
            title={words.noMatch}
            action={
              <Button variant="default" onClick={() => url.set({ search: null })}>
                Reset the search
              </Button>
            }
          />
        )}
        {data && groups.length > 0 && (
          <div className={classes.layout}>
            <nav aria-label="Groups of operations" className={classes.toc}>
              {groups.map((group) => (
                <a key={group.tag} href={`#${anchorOf(group.tag)}`}>
                  {group.tag}
                </a>
              ))}
            </nav>
            <Stack gap="xl">
              {groups.map((group) => (
                <GroupSection key={group.tag} group={group}>
                  <Accordion variant="contained" multiple keepMounted={false}>
                    {group.places.map((place) => (
                      <Accordion.Item key={place.operation.operationId} value={place.operation.operationId}>
                        <Accordion.Control>
                          <span className={classes.line}>
                            <span className={classes.method}>{place.method.toUpperCase()}</span>
                            <span className={classes.path}>{place.path}</span>
                            <span className={classes.summary}>{place.operation.summary}</span>
                          </span>
                        </Accordion.Control>
                        <Accordion.Panel>
                          <OperationDetails place={place} document={data} baseUrl={baseUrl} />
                        </Accordion.Panel>
                      </Accordion.Item>
                    ))}
                  </Accordion>
                </GroupSection>
              ))}
            </Stack>
          </div>
        )}
      </Stack>
    </>
  );
}

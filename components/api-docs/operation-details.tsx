import { Stack, Table, Text } from "@mantine/core";
import { curlOf } from "@/lib/api/curl.ts";
import { example, type FieldLine, fieldLines, typeWords } from "@/lib/api/example.ts";
import type { OpenApiDocument } from "@/lib/api/openapi.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { JsonView } from "../ui/json-view.tsx";
import classes from "./api-docs.module.css";
import type { Place } from "./use-document.ts";

function Fields({ title, lines }: { title: string; lines: FieldLine[] }) {
  if (lines.length === 0) {
    return null;
  }
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <Table.ScrollContainer minWidth={320}>
        <Table aria-label={title} verticalSpacing={6}>
          <Table.Tbody>
            {lines.map((line) => (
              <Table.Tr key={line.path}>
                <Table.Td w="38%" style={{ verticalAlign: "top", paddingLeft: 8 + line.depth * 14 }}>
                  <code className={classes.path}>{line.path.split(".").at(-1)}</code>
                  {line.required && (
                    <Text span size="xs" c="dimmed">
                      {" "}
                      required
                    </Text>
                  )}
                </Table.Td>
                <Table.Td style={{ verticalAlign: "top" }}>
                  <span className={classes.type}>{line.type}</span>
                  {line.description && <Text size="sm">{line.description}</Text>}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}

/** Parameters, body, answer and an example call of one operation. */
export function OperationDetails({
  place,
  document,
  baseUrl,
}: {
  place: Place;
  document: OpenApiDocument;
  baseUrl: string;
}) {
  const { operation } = place;
  const shared = document.components.schemas;
  const parametersIn = (where: "path" | "query"): FieldLine[] =>
    operation.parameters
      .filter((parameter) => parameter.in === where)
      .map((parameter) => ({
        path: parameter.name,
        type: typeWords(parameter.schema, shared),
        required: parameter.required,
        description: parameter.description ?? "",
        depth: 0,
      }));
  const [status, answer] = Object.entries(operation.responses).find(([code]) => code.startsWith("2")) ?? [];
  const content = answer && "content" in answer ? answer.content : undefined;
  const schema = content?.["application/json"]?.schema;
  const body = operation.requestBody?.content["application/json"]?.schema;
  return (
    <Stack gap="md">
      <Fields title="In the path" lines={parametersIn("path")} />
      <Fields title="In the query" lines={parametersIn("query")} />
      <Fields title="Body" lines={fieldLines(body, shared)} />
      <CopyField label="Example" value={curlOf({ ...place, baseUrl }, shared)} block />
      <Fields title={`Answer ${status ?? ""}`} lines={fieldLines(schema, shared)} />
      {schema ? (
        <JsonView value={example(schema, shared)} label="Example answer" maxHeight={260} />
      ) : (
        <Text size="sm" c="dimmed">
          Answers {status} {content ? `with ${Object.keys(content).join(", ")}` : "without a body"}.
        </Text>
      )}
    </Stack>
  );
}

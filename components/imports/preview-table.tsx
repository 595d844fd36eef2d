import { Alert } from "@mantine/core";
import { isNoName } from "@/lib/imports/header-row.ts";
import type { CsvBeginning } from "@/lib/imports/schema.ts";
import { fileMessages } from "@/lib/messages/imports.ts";
import classes from "./import.module.css";

/** The first rows of a file, the column of the identity marked; says where the header row rather is a user. */
export function PreviewTable({ preview, column }: { preview: CsvBeginning; column: string }) {
  const below = preview.rows[0]?.values[preview.columns.indexOf(column)];
  return (
    <>
      {isNoName(column, below) && (
        <Alert color="yellow" role="alert" title={fileMessages.headless.title}>
          {fileMessages.headless.text(column)}
        </Alert>
      )}
      <Rows preview={preview} column={column} />
    </>
  );
}

function Rows({ preview, column }: { preview: CsvBeginning; column: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard
    <section className={classes.preview} tabIndex={0} aria-label={fileMessages.preview}>
      <table>
        <thead>
          <tr>
            <th scope="col" className={classes.line}>
              Line
            </th>
            {preview.columns.map((name) => (
              <th key={name} scope="col" data-identity={name === column || undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map(({ line, values }) => (
            <tr key={line}>
              <td className={classes.line}>{line}</td>
              {preview.columns.map((name, index) => (
                <td key={name} data-identity={name === column || undefined} title={values[index]}>
                  {values[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a file of users or of identities may be at most. */
export const importLimits = {
  rows: 1_000_000,
  columns: 100,
  /** of a column's name */
  nameChars: 120,
  /** unpacked */
  bytes: 1024 * 1024 * 1024,
  /** of one row, so that a quote that never closes does not take the rest of the file for one value */
  rowBytes: 256 * 1024,
  /** of the file, sent for a preview */
  previewChars: 256 * 1024,
  previewRows: 8,
  /** refused rows that are kept with their reason; further ones are counted */
  keptRefusals: 10_000,
  /** of a refused row */
  keptChars: 400,
} as const;

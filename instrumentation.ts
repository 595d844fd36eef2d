/** Next calls this once when the web process starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { settlePeerAddresses } = await import("./app/_server/peer-address.ts");
    settlePeerAddresses();
    const { shortenIngest } = await import("./app/_server/ingest-shortcut.ts");
    shortenIngest();
  }
}

/** The setting that says where the sandbox takes webhooks; there only where the installation has a sandbox. */
export const WEBHOOK_HOST = "JUNCTION_HOST_WEBHOOK_SANDBOX";

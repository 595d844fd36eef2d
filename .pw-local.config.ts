import config from "./playwright.config.ts";
export default { ...config, webServer: undefined, workers: 1, outputDir: "/tmp/uiexports/pwout" };

// A partner that takes everything at once and keeps nothing: prints its port, then answers.
import { createServer } from "node:http";

const server = createServer((request, response) => {
  request.on("data", () => {});
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json" });
    // In the words of each partner that is benched: Segment's, then CleverTap's.
    response.end('{"success":true,"status":"success","unprocessed":[]}');
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${server.address().port}\n`);
});
// The parent's end closes this stream, however it ends.
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));

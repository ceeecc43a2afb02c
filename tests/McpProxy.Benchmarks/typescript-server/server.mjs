// The same tool as an MCP server made with the TypeScript SDK would offer it: stateless Streamable HTTP, JSON answers,
// one fetch() of the same upstream URL. Usage: node server.mjs UPSTREAM_URL
import { createServer } from "node:http";
import { createRequire } from "node:module";

// The SDK is the one that the client tests pin (tests/clients/package.json).
const require = createRequire(new URL("../../clients/package.json", import.meta.url));
const { McpServer } = require("@modelcontextprotocol/sdk/server/mcp.js");
const { StreamableHTTPServerTransport } = require("@modelcontextprotocol/sdk/server/streamableHttp.js");
const { z } = require("zod");

const upstream = process.argv[2];
const input = { profileId: z.string(), expand: z.array(z.string()).optional() };

async function getProfile({ profileId }) {
  const response = await fetch(new URL(`/v2/profiles/${encodeURIComponent(profileId)}`, upstream));
  const profile = await response.json();
  return { content: [{ type: "text", text: JSON.stringify(profile) }], structuredContent: profile };
}

// Stateless: the SDK wants a server and a transport of its own for each request.
async function handle(request, response) {
  const server = new McpServer({ name: "typescript", version: "1.0.0" });
  server.registerTool("get_profile", { description: "Read one advertising profile.", inputSchema: input }, getProfile);
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  response.on("close", () => {
    transport.close();
    server.close();
  });
  await server.connect(transport);
  await transport.handleRequest(request, response);
}

const listener = createServer((request, response) => {
  handle(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
listener.listen(0, "127.0.0.1", () => console.log(`ready http://127.0.0.1:${listener.address().port}`));

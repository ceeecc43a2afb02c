// @ai-sdk/mcp, the client inside the AI SDK.
import assert from 'node:assert/strict';
import { createMCPClient } from '@ai-sdk/mcp';
import { checkCalls, era, report, revision, url } from './checks.mjs';

const client = await createMCPClient({
  transport: { type: 'http', url },
  protocolVersionDiscovery: era === 'modern',
  onUncaughtError: error => { throw error; },
});
assert.equal(client.serverInfo.name, 'mcpproxy-conformance');

const tools = await client.tools();
await checkCalls((name, args) => tools[name].execute(args, { toolCallId: name, messages: [] }));
await client.close();
report(revision, 'results');

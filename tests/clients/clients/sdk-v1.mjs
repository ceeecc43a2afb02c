// @modelcontextprotocol/sdk 1.x, the TypeScript SDK of most clients in use. It speaks the revisions up to 2025-11-25.
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { checkCalls, checkProgress, checkToolsChange, report, revision, toolsChange, url } from './checks.mjs';

const { onChanged, changed } = toolsChange();
const client = new Client({ name: 'sdk-v1', version: '1' }, { listChanged: { tools: { onChanged } } });
const transport = new StreamableHTTPClientTransport(new URL(url));
await client.connect(transport);
assert.equal(transport.protocolVersion, revision);
assert.ok(transport.sessionId, 'initialize opened no session');

const callTool = (name, args) => client.callTool({ name, arguments: args });
await checkCalls(callTool);
await checkProgress((name, onprogress) => client.callTool({ name, arguments: {} }, undefined, { onprogress }), { losesLast: true });
await checkToolsChange(callTool, changed);

await transport.terminateSession();
await client.close();
report(revision, 'session', 'results', 'progress', 'list_changed');

// @modelcontextprotocol/sdk 1.x over HTTP+SSE, the transport of 2024-11-05 that desktop clients of that time speak.
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { checkCalls, checkProgress, checkToolsChange, report, toolsChange, url } from './checks.mjs';

const { onChanged, changed } = toolsChange();
const client = new Client({ name: 'sdk-v1-sse', version: '1' }, { listChanged: { tools: { onChanged } } });
await client.connect(new SSEClientTransport(new URL('/sse', url)));
assert.equal(client.getServerVersion().name, 'mcpproxy-conformance');

const callTool = (name, args) => client.callTool({ name, arguments: args });
await checkCalls(callTool);
await checkProgress((name, onprogress) => client.callTool({ name, arguments: {} }, undefined, { onprogress }), { losesLast: true });
await checkToolsChange(callTool, changed);
await client.close();
report('HTTP+SSE', 'results', 'progress', 'list_changed');

// `mcpproxy stdio`, started by a client as a local server: the 1.x SDK in the legacy era, the 2.x SDK in the modern one.
import assert from 'node:assert/strict';
import * as v1 from '@modelcontextprotocol/sdk/client/index.js';
import * as v1Stdio from '@modelcontextprotocol/sdk/client/stdio.js';
import * as v2 from '@modelcontextprotocol/client';
import * as v2Stdio from '@modelcontextprotocol/client/stdio';
import { checkCalls, checkProgress, command, era, report, revision } from './checks.mjs';

const server = { command: command[0], args: command.slice(1), env: process.env, stderr: 'inherit' };
const [client, transport] = era === 'modern'
  ? [new v2.Client({ name: 'stdio', version: '1' }, { versionNegotiation: { mode: 'auto' } }), new v2Stdio.StdioClientTransport(server)]
  : [new v1.Client({ name: 'stdio', version: '1' }), new v1Stdio.StdioClientTransport(server)];
await client.connect(transport);
assert.equal(client.getServerVersion().name, 'mcpproxy-conformance');

await checkCalls((name, args) => client.callTool({ name, arguments: args }));
const withProgress = (name, onprogress) => era === 'modern'
  ? client.callTool({ name, arguments: {} }, { onprogress })
  : client.callTool({ name, arguments: {} }, undefined, { onprogress });
await checkProgress(withProgress, { losesLast: era === 'legacy' });
await client.close();
report(revision, 'results', 'progress');

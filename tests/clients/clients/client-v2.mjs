// @modelcontextprotocol/client 2.x, the TypeScript SDK that speaks both eras.
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { checkCalls, checkProgress, checkToolsChange, era, report, revision, toolsChange, url } from './checks.mjs';

const { onChanged, changed } = toolsChange();
// It opens with initialize unless told to look for a newer server first.
const negotiation = era === 'modern' ? { versionNegotiation: { mode: 'auto' } } : {};
const client = new Client({ name: 'client-v2', version: '1' }, { ...negotiation, listChanged: { tools: { onChanged } } });
const transport = new StreamableHTTPClientTransport(new URL(url));
await client.connect(transport);
assert.equal(client.getNegotiatedProtocolVersion(), revision);
assert.equal(client.getProtocolEra(), era);

const callTool = (name, args) => client.callTool({ name, arguments: args });
await checkCalls(callTool);
await checkProgress((name, onprogress) => client.callTool({ name, arguments: {} }, { onprogress }));

// `tenant` is annotated with x-mcp-header: a modern client repeats it in a request header, as Base64 when it is not ASCII.
await client.listTools();
const echoed = await callTool('echo', { message: 'hello', tenant: 'Ærø' });
assert.deepEqual(echoed.content, [{ type: 'text', text: 'Ærø: hello' }]);

await checkToolsChange(callTool, changed);
await client.close();
report(revision, 'results', 'progress', 'mirrored header', 'list_changed');

// The demonstration of docs/continuation.md, with @modelcontextprotocol/client, against a gateway with continuation.json:
//   node continuation.mjs --url http://127.0.0.1:PORT/mcp [--check docs/continuation.md]
// It lists 10,000 workflows, gets 10, and reads the last one. With --check a document that shows something else is a failure.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const { values } = parseArgs({ options: { url: { type: 'string' }, check: { type: 'string' } } });
if (!values.url) throw new Error('usage: node continuation.mjs --url URL [--check FILE]');

const lines = [];
const print = text => { lines.push(text); console.log(text); };
const short = value => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 180 ? text : `${text.slice(0, 120)} … ${text.slice(-57)}`;
};

const client = new Client({ name: 'continuation', version: '1' }, { versionNegotiation: { mode: 'auto' } });
await client.connect(new StreamableHTTPClientTransport(new URL(values.url)));

print(`tools: ${(await client.listTools()).tools.map(t => t.name).join(', ')}`);
print(`templates: ${(await client.listResourceTemplates()).resourceTemplates.map(t => t.uriTemplate).join(', ')}`);

print('\n> list_workflows {"instanceId":"amc-demo"}');
const list = await client.callTool({ name: 'list_workflows', arguments: { instanceId: 'amc-demo' } });
const answer = list.structuredContent;
const link = list.content.find(block => block.type === 'resource_link');
assert.equal(answer.workflows.length, 10);
assert.equal(answer.original_count, 10_000);
assert.ok(link, 'a shortened answer has a link to the whole one');
print(`text, ${list.content[0].text.length} characters: ${short(list.content[0].text)}`);
print(`truncated: ${answer.truncated}, original_count: ${answer.original_count}, returned_count: ${answer.returned_count}`);
print(`resource_link: ${link.uri}, ${link.mimeType}, ${link.size} bytes`);

const last = '?pointer=/workflows&offset=9999&limit=1';
print(`\n> resources/read {"uri":"${link.uri}${last}"}`);
const read = (await client.readResource({ uri: link.uri + last })).contents[0];
print(read.text);
const window = JSON.parse(read.text);
assert.equal(window.returned_count, 1);
assert.equal(window.next_offset, undefined, 'item 9,999 is the last one');

const parameters = { id: link.uri, pointer: '/workflows', offset: 9999, limit: 1 };
print(`\n> read_artifact ${JSON.stringify(parameters)}`);
const byTool = await client.callTool({ name: 'read_artifact', arguments: parameters });
assert.deepEqual(byTool.structuredContent, window);
print(byTool.content[0].text);

// From the first to the last, page by page: each one once.
const ids = [];
let pages = 0;
for (let offset = 0; offset !== undefined; pages++) {
  const page = await client.callTool({ name: 'read_artifact', arguments: { id: link.uri, pointer: '/workflows', offset } });
  ids.push(...page.structuredContent.items.map(i => i.workflowId));
  offset = page.structuredContent.next_offset;
}
assert.equal(ids.length, 10_000);
assert.equal(new Set(ids).size, 10_000);
assert.equal(ids[9999], window.items[0].workflowId);
print(`\n> read_artifact again and again, from next_offset to next_offset\n${ids.length} workflows in ${pages} pages, each once`);
await client.close();

if (values.check) {
  // Ids are random.
  const masked = text => text.replaceAll(/artifacts\/[A-Za-z0-9_-]{22}/g, 'artifacts/…');
  const document = masked(await readFile(values.check, 'utf8'));
  assert.ok(document.includes(masked(lines.join('\n'))), `${values.check} shows something else. Put in what stands above.`);
}

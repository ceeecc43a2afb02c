// What every client must get from the gateway of conformance/gateway.json, and how a client script reads its arguments:
//   node clients/NAME.mjs legacy|modern URL              over HTTP
//   node clients/NAME.mjs legacy|modern -- COMMAND ARG…  over stdio
import assert from 'node:assert/strict';

const [, , eraArgument, ...where] = process.argv;

/** `legacy`: the client opens with initialize (2025-11-25). `modern`: every request stands alone (2026-07-28). */
export const era = eraArgument;
export const revision = { legacy: '2025-11-25', modern: '2026-07-28' }[era];
assert.ok(revision && where.length > 0, 'usage: node NAME.mjs legacy|modern URL | legacy|modern -- COMMAND ARG…');

export const url = where[0];
export const command = where[0] === '--' ? where.slice(1) : [];

/** Calls the tools through `callTool(name, arguments)` and compares the results with what the upstream answered. */
export async function checkCalls(callTool) {
  const message = 'Grüße an 世界, "quoted" & 100 %';
  expectResult(await callTool('echo', { message }), { content: [{ type: 'text', text: message }] });

  const order = { id: 7, state: 'shipped', lines: [{ sku: 'A-1', quantity: 2 }] };
  expectResult(await callTool('get_order', { id: 7 }), {
    content: [{ type: 'text', text: JSON.stringify(order) }],
    structuredContent: order,
  });

  // Structured content is an object up to 2025-11-25, and any JSON value later.
  const orders = [{ id: 1 }, { id: 2 }];
  expectResult(await callTool('list_orders', {}), {
    content: [{ type: 'text', text: JSON.stringify(orders) }],
    structuredContent: era === 'modern' ? orders : undefined,
  });

  const failure = await callTool('get_order', { id: 7000 });
  assert.equal(failure.isError, true, `an upstream's 404 must be an error result: ${JSON.stringify(failure)}`);
  const error = failure._meta?.['mcpproxy/error'];
  assert.deepEqual(
    { kind: error?.kind, status: error?.status, title: error?.details?.title },
    { kind: 'upstream_http', status: 404, title: 'Order not found' });
  assert.equal(failure.content.length, 1);
  assert.match(failure.content[0].text, /404/);
}

/** A result of this era, with exactly this content. Results of 2026-07-28 name the server in `_meta`; older ones must not. */
function expectResult(result, { content, structuredContent }) {
  assert.deepEqual(result.content, content);
  assert.deepEqual(result.structuredContent, structuredContent);
  assert.ok(!result.isError, JSON.stringify(result));
  assert.equal(result._meta?.['io.modelcontextprotocol/serverInfo']?.name, era === 'modern' ? 'mcpproxy-conformance' : undefined);
}

/**
 * Calls the streaming tool through `callTool(name, report)` and checks the progress that was reported. The 1.x SDK hands an
 * answer on at once and a report a moment later, so that it loses those that came in the same read as the answer: `losesLast`.
 */
export async function checkProgress(callTool, { losesLast = false } = {}) {
  for (const name of ['test_tool_with_progress', 'progress_lines']) {
    const reports = [];
    const result = await callTool(name, ({ progress, total, message }) => reports.push({ progress, total, message }));
    const sent = [0, 50, 100].map(progress => ({ progress, total: 100, message: `${progress} of 100` }));
    assert.deepEqual(reports, losesLast ? sent.slice(0, Math.max(1, reports.length)) : sent, name);
    expectResult(result, { content: [{ type: 'text', text: '{"rows":3}' }], structuredContent: { rows: 3 } });
  }
}

/** Resolves when the server says that its tools changed; `onChanged` goes into the client's `listChanged.tools`. */
export function toolsChange() {
  const { promise, resolve, reject } = Promise.withResolvers();
  const onChanged = (error, tools) => (error ? reject(error) : resolve(tools.map(tool => tool.name)));
  return { onChanged, changed: promise };
}

/** Lets the upstream edit the gateway's configuration and checks that the client hears of the tool with the new name. */
export async function checkToolsChange(callTool, changed) {
  const text = (await callTool('test_trigger_tool_change', {})).content[0].text;
  const name = /names (\w+)\./.exec(text)?.[1];
  assert.ok(name, text);
  const names = await changed;
  assert.ok(names.includes(name), `${name} is not in the new list: ${names}`);
}

/** The one line that a client script prints. */
export function report(...facts) {
  console.log(facts.join(', '));
}

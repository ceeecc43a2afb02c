// The command line of @modelcontextprotocol/inspector.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkCalls, era, report, revision, url } from './checks.mjs';

const launcher = fileURLToPath(import.meta.resolve('@modelcontextprotocol/inspector/package.json')
  .replace('package.json', 'clients/launcher/build/index.js'));
// It keeps a catalogue in the home directory.
const home = await mkdtemp(join(tmpdir(), 'mcpproxy-inspector-'));

const inspect = (...args) => inspectAt(url, ...args);

async function inspectAt(server, ...args) {
  const all = [launcher, '--cli', server, '--transport', 'http', '--protocol-era', era, '--format', 'json', '--quiet', ...args];
  try {
    return JSON.parse((await promisify(execFile)(process.execPath, all, { env: { ...process.env, HOME: home } })).stdout).result;
  } catch (error) {
    // Error results make it exit with 5; the result is on stdout all the same.
    if (error.code === 5) return JSON.parse(error.stdout).result;
    throw error;
  }
}

try {
  // --strict refuses schemas that some model provider would refuse.
  const { tools } = await inspect('--method', 'tools/list', '--strict');
  assert.ok(tools.some(tool => tool.name === 'get_order'), JSON.stringify(tools));
  const toolset = await inspectAt(`${url}/orders`, '--method', 'tools/list');
  assert.deepEqual(toolset.tools.map(tool => tool.name), ['get_order', 'list_orders']);
  await checkCalls((name, args) => inspect('--method', 'tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args)));
} finally {
  await rm(home, { recursive: true, force: true });
}
report(revision, 'strict schemas', 'toolset', 'results');

// mcp-remote: the bridge from clients that know only stdio to servers on HTTP. It speaks the revisions up to 2025-11-25.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { checkCalls, checkProgress, report, revision, url } from './checks.mjs';

const bridge = fileURLToPath(new URL('../node_modules/mcp-remote/dist/proxy.js', import.meta.url));
// It keeps tokens in the home directory.
const home = await mkdtemp(join(tmpdir(), 'mcpproxy-mcp-remote-'));
try {
  const client = new Client({ name: 'mcp-remote', version: '1' });
  await client.connect(new StdioClientTransport({
    command: process.execPath,
    args: [bridge, url, '--allow-http'],
    env: { ...process.env, HOME: home, MCP_REMOTE_CONFIG_DIR: home },
    stderr: 'inherit',
  }));
  await checkCalls((name, args) => client.callTool({ name, arguments: args }));
  await checkProgress((name, onprogress) => client.callTool({ name, arguments: {} }, undefined, { onprogress }), { losesLast: true });
  await client.close();
} finally {
  await rm(home, { recursive: true, force: true });
}
report(revision, 'results', 'progress');

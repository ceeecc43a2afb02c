// Runs every client script against a running gateway and prints a table:
//   node clients.mjs --url http://127.0.0.1:PORT/mcp [--logs DIR] [--label TEXT] [-- STDIO-COMMAND ARG…]
// With --logs, DIR/summary.json tells the same.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const timeLimit = 60_000;
// sdk-v1 and mcp-remote speak no revision later than 2025-11-25.
const rows = [
  ['sdk-v1', 'legacy'],
  ['sdk-v1-sse', 'legacy'],
  ['client-v2', 'legacy'],
  ['client-v2', 'modern'],
  ['ai-sdk', 'legacy'],
  ['ai-sdk', 'modern'],
  ['inspector', 'legacy'],
  ['inspector', 'modern'],
  ['mcp-remote', 'legacy'],
  ['websocket', 'legacy'],
  ['websocket', 'modern'],
  ['stdio', 'legacy'],
  ['stdio', 'modern'],
  ['bridge', 'legacy'],
  ['bridge', 'modern'],
];
// Both start the gateway's executable; the bridge carries to the URL what the other serves itself.
const overStdio = ['stdio', 'bridge'];

const { values, positionals: stdio } = parseArgs({
  options: { url: { type: 'string' }, logs: { type: 'string' }, label: { type: 'string', default: '' } },
  allowPositionals: true,
});
if (!values.url) throw new Error('usage: node clients.mjs --url URL [--logs DIR] [--label TEXT] [-- STDIO-COMMAND ARG…]');
if (values.logs) await mkdir(values.logs, { recursive: true });

const totals = { passed: 0, failed: 0, skipped: 0 };
const summary = [];
for (const [name, era] of rows) {
  const { verdict, seconds, line, log } = await run(name, era);
  totals[verdict]++;
  summary.push({ name, era, verdict, facts: line });
  console.log(['', values.label, name.padEnd(11), era.padEnd(7), verdict.padEnd(8), seconds, line].join(' '));
  if (verdict === 'failed') console.log(log.trimEnd().split('\n').slice(-30).map(l => `      ${l}`).join('\n'));
}

if (values.logs) await writeFile(join(values.logs, 'summary.json'), JSON.stringify(summary, null, 2));
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 ? 1 : 0;

async function run(name, era) {
  if (overStdio.includes(name) && stdio.length === 0) {
    return { verdict: 'skipped', seconds: '      ', line: 'no stdio command was given', log: '' };
  }

  const script = fileURLToPath(new URL(`./clients/${overStdio.includes(name) ? 'stdio' : name}.mjs`, import.meta.url));
  const target = name === 'stdio' ? ['--', ...stdio]
    : name === 'bridge' ? ['--', ...stdio.slice(0, stdio.indexOf('stdio') + 1), '--connect', values.url]
    : [values.url];
  const started = performance.now();
  const { code, stdout, stderr } = await finished(spawn(process.execPath, [script, era, ...target], { stdio: ['ignore', 'pipe', 'pipe'] }));
  const log = `${stdout}${stderr}`;
  if (values.logs) await writeFile(join(values.logs, `${name}-${era}.log`), log);
  return {
    verdict: code === 0 ? 'passed' : 'failed',
    seconds: `${((performance.now() - started) / 1000).toFixed(1)} s`,
    line: code === 0 ? stdout.trim() : `exit code ${code}`,
    log,
  };
}

function finished(child) {
  const { promise, resolve } = Promise.withResolvers();
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].setEncoding('utf8').on('data', text => { output[stream] += text; });
  const timer = setTimeout(() => {
    output.stderr += `\nstopped after ${timeLimit / 1000} s`;
    child.kill('SIGKILL');
  }, timeLimit);
  child.on('close', (code, signal) => {
    clearTimeout(timer);
    resolve({ code: code ?? signal, ...output });
  });
  return promise;
}

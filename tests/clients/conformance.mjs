// Runs the official conformance suite against a running gateway:
//   node conformance.mjs --url http://127.0.0.1:PORT/mcp [--logs DIR] [--label TEXT] [--revision 2026-07-28]
// A scenario passes, fails, or is skipped: because conformance/expected-failures.REVISION.yml says why it must fail today
// (an entry there that does not fail any more is a failure too), or because conformance/outside.yml says that it tests an
// extension that the gateway does not offer. With --logs, DIR/summary.json tells what became of each scenario.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    logs: { type: 'string' },
    label: { type: 'string', default: '' },
    revision: { type: 'string', multiple: true, default: ['2025-11-25', '2026-07-28'] },
  },
});
if (!values.url) throw new Error('usage: node conformance.mjs --url URL [--logs DIR] [--label TEXT] [--revision R]');

const suite = fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/dist/index.js'));
const outside = await readOutside(fileURLToPath(new URL('./conformance/outside.yml', import.meta.url)));
const totals = { passed: 0, failed: 0, skipped: 0 };
const summary = [];
for (const revision of values.revision) await runRevision(revision);
if (values.logs) await writeFile(join(values.logs, 'summary.json'), JSON.stringify(summary, null, 2));
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 ? 1 : 0;

async function runRevision(revision) {
  const baseline = fileURLToPath(new URL(`./conformance/expected-failures.${revision}.yml`, import.meta.url));
  const expected = await readBaseline(baseline);
  const results = values.logs ? join(values.logs, revision) : await mkdtemp(join(tmpdir(), 'mcpproxy-conformance-'));
  await rm(results, { recursive: true, force: true });

  const { code, output } = await runSuite('server', '--url', values.url, '--requirements', revision, '--expected-failures', baseline, '-o', results);
  const scenarios = await readScenarios(results, output);
  const lines = scenarios.flatMap(scenario => judge(scenario, expected, revision));
  const unknown = [...expected.keys()].filter(name => !scenarios.some(scenario => scenario.name === name));
  for (const name of unknown) lines.push(fail(`${name}: named in ${baseline}, but the suite has no such scenario`));
  if (scenarios.length === 0) lines.push(fail(`the suite ran no scenario:\n${output.slice(-4000)}`));
  // The suite's own verdict on the scenarios that count; ours covers the others as well.
  if (code !== 0 && !lines.some(line => line.failed)) lines.push(fail(`the suite exited with ${code}:\n${output.slice(-4000)}`));

  if (!values.logs) await rm(results, { recursive: true, force: true });
  console.log(` ${values.label} ${revision}: ${scenarios.length} scenarios`);
  for (const line of lines) console.log(`   ${line.text}`);
}

/** Patterns of scenarios, where * stands for any text. Every entry needs a reason behind a `#`. */
async function readOutside(file) {
  const patterns = [];
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    if (/^\s*(#.*)?$/.test(line) || /^server:( \[\])?$/.test(line.trim())) continue;
    const entry = /^\s+- ([\w*-]+)\s+# (\S.*)$/.exec(line);
    if (!entry) throw new Error(`${file}: "${line}" is not "  - scenario # reason"`);
    patterns.push(new RegExp(`^${entry[1].replaceAll('*', '.*')}$`));
  }
  return patterns;
}

/** Entries by scenario: a set of check ids, or `null` for the whole scenario. Every entry needs a reason behind a `#`. */
async function readBaseline(file) {
  const expected = new Map();
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    if (/^\s*(#.*)?$/.test(line) || /^server:( \[\])?$/.test(line.trim())) continue;
    const entry = /^\s+- ([\w-]+)(?::(\S+))?\s+# (\S.*)$/.exec(line);
    if (!entry) throw new Error(`${file}: "${line}" is not "  - scenario[:check] # reason"`);
    const [, scenario, check] = entry;
    if (check) expected.set(scenario, (expected.get(scenario) ?? new Set()).add(check));
    else expected.set(scenario, null);
  }
  return expected;
}

async function readScenarios(results, output) {
  const names = [...output.matchAll(/=== Running scenario: (\S+) ===/g)].map(match => match[1]);
  const folders = await readdir(results).catch(() => []);
  return Promise.all(names.map(async name => {
    const folder = folders.find(f => f.replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, '') === `server-${name}`);
    // A scenario that crashed leaves no folder.
    const checks = folder ? JSON.parse(await readFile(join(results, folder, 'checks.json'), 'utf8')) : [{ id: name, status: 'FAILURE', errorMessage: 'no result' }];
    return { name, checks };
  }));
}

/** Lines to print about one scenario; counts it. Warnings are failures: they are requirements with SHOULD. */
function judge({ name, checks }, expected, revision) {
  const note = verdict => summary.push({ revision, name, verdict, passed: checks.filter(check => check.status === 'SUCCESS').length });
  if (outside.some(pattern => pattern.test(name))) {
    note('outside');
    totals.skipped++;
    return [];
  }

  const failing = checks.filter(check => check.status === 'FAILURE' || check.status === 'WARNING');
  const excused = expected.has(name) ? expected.get(name) ?? new Set(failing.map(check => check.id)) : new Set();
  const unexpected = failing.filter(check => !excused.has(check.id));
  const stale = expected.get(name) === null
    ? failing.length === 0 ? [name] : []
    : [...excused].filter(id => checks.some(check => check.id === id && check.status === 'SUCCESS') && !failing.some(check => check.id === id));

  if (unexpected.length > 0 || stale.length > 0) {
    note('failed');
    return [
      ...unexpected.map(check => fail(`${name}: ${check.id}: ${check.errorMessage ?? JSON.stringify(check.details)}`, 0)),
      ...stale.map(entry => fail(`${name}: ${entry} is expected to fail but passes: remove it from the list`, 0)),
      fail(`${name}: failed`),
    ];
  }

  const ran = checks.some(check => check.status === 'SUCCESS');
  if (expected.get(name) === null || !ran) {
    note(ran ? 'expected to fail' : 'not applicable');
    totals.skipped++;
    return [];
  }

  note(excused.size > 0 ? 'passed in part' : 'passed');
  totals.passed++;
  return [];
}

function fail(text, count = 1) {
  totals.failed += count;
  return { text, failed: true };
}

function runSuite(...args) {
  const { promise, resolve } = Promise.withResolvers();
  execFile(process.execPath, [suite, ...args], { maxBuffer: 64 * 1024 * 1024, timeout: 300_000 }, (error, stdout, stderr) =>
    resolve({ code: error ? error.code ?? error.signal : 0, output: stdout + stderr }));
  return promise;
}

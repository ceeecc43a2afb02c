// The SDK of both eras over `ws`, the WebSocket client of most Node.js programs; one message per text frame.
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/client';
import WebSocket from 'ws';
import { checkCalls, checkProgress, checkToolsChange, era, report, revision, toolsChange, url } from './checks.mjs';

class WebSocketTransport {
  constructor(address) { this.address = address; }

  start() {
    const { promise, resolve, reject } = Promise.withResolvers();
    this.socket = new WebSocket(this.address, 'mcp');
    this.socket.on('open', resolve);
    this.socket.on('error', error => { reject(error); this.onerror?.(error); });
    this.socket.on('close', code => { this.closeCode = code; this.onclose?.(); });
    this.socket.on('message', data => this.onmessage?.(JSON.parse(data.toString())));
    return promise;
  }

  send(message) {
    return new Promise((resolve, reject) => this.socket.send(JSON.stringify(message), error => (error ? reject(error) : resolve())));
  }

  async close() {
    const closed = new Promise(resolve => this.socket.once('close', resolve));
    this.socket.close(1000);
    await closed;
  }
}

const { onChanged, changed } = toolsChange();
const negotiation = era === 'modern' ? { versionNegotiation: { mode: 'auto' } } : {};
const client = new Client({ name: 'websocket', version: '1' }, { ...negotiation, listChanged: { tools: { onChanged } } });
const address = new URL(url);
address.protocol = 'ws:';
address.pathname = '/ws';
const transport = new WebSocketTransport(address);
await client.connect(transport);
assert.equal(transport.socket.protocol, 'mcp');
assert.equal(client.getNegotiatedProtocolVersion(), revision);
assert.equal(client.getProtocolEra(), era);

const callTool = (name, args) => client.callTool({ name, arguments: args });
await checkCalls(callTool);
await checkProgress((name, onprogress) => client.callTool({ name, arguments: {} }, { onprogress }));
await checkToolsChange(callTool, changed);
await client.close();
assert.equal(transport.closeCode, 1000);
report(revision, 'results', 'progress', 'list_changed', 'close handshake');

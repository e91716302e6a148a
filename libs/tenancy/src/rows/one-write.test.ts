import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { OneWriteSocket } from './one-write.js';

it('hands over together what was written in one go, and whole', async () => {
  const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = new OneWriteSocket();
  socket.connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  socket.setEncoding('utf8');

  for (const part of ['be', 'gi', 'n ']) socket.write(part);
  expect(socket.writableCorked).toBe(1);
  await new Promise((resolve) => process.nextTick(resolve));
  expect(socket.writableCorked).toBe(0);
  socket.write('work');
  let heard = '';
  for await (const chunk of socket) if ((heard += String(chunk)).length >= 10) break;
  expect(heard).toBe('begin work');
  server.close();
});

import { fastify } from 'fastify';

/** The floor: a router and a serialiser. */
const server = fastify();
server.get('/', () => ({ status: 'ok' }));
await server.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
process.send?.('ready');

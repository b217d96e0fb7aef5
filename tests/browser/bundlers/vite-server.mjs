import { createServer } from 'vite';

const server = await createServer({ server: { port: 0, host: '127.0.0.1' }, logLevel: 'silent' });
await server.listen();
console.log(server.resolvedUrls.local[0]);

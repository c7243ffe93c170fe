import { createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Postman, smtpPostman } from './deliver.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A mail server on this machine, as far as RFC 5321 goes for one mail. */
async function startMailServer({ recipientReply = '250 ok' } = {}): Promise<{ url: string; messages: string[] }> {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let data: string | null = null;
    let rest = '';
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== null && line === '.') {
          messages.push(data);
          data = null;
          socket.write('250 kept\r\n');
        } else if (data !== null) data += `${line}\n`;
        else if (line === 'DATA') {
          data = '';
          socket.write('354 go on\r\n');
        } else socket.write(line.startsWith('RCPT') ? `${recipientReply}\r\n` : '250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return { url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, messages };
}

function postmanFor(url: string): Postman {
  const postman = smtpPostman(url);
  closers.push(() => postman.close());
  return postman;
}

const mail = {
  messageId: '<1@oever.example>',
  from: 'Oever <noreply@oever.example>',
  to: 'vera@oever.example',
  subject: 'Uw idee é',
  text: 'Dag Vera,\n\nEén ding.',
};

test('a mail reaches the mail server with its own Message-ID, sender and text', async () => {
  const { url, messages } = await startMailServer();
  await postmanFor(url).send(mail);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain('Message-ID: <1@oever.example>');
  expect(messages[0]).toContain('From: Oever <noreply@oever.example>');
  expect(messages[0]).toContain('=C3=A9');
});

test('a refused recipient is an error with the code of the server', async () => {
  const { url } = await startMailServer({ recipientReply: '550 no such mailbox' });
  await expect(postmanFor(url).send(mail)).rejects.toMatchObject({ responseCode: 550 });
});

test('an address that is really two is one recipient or none, never a second', async () => {
  const { url, messages } = await startMailServer();
  await postmanFor(url)
    .send({ ...mail, to: 'vera@oever.example\r\nBcc: ander@oever.example' })
    .catch(() => {});
  expect(messages.join('\n')).not.toMatch(/^Bcc:/m);
});

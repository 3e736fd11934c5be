import { connect } from 'node:net';
import { type ConnectionRecord, connectionUrl, readConnectionRecord } from './connection-file';
import type { DataFolder } from './data-folder';
import { FrameReader } from './frame-reader';
import { passwordMessage, startupPacket } from './wire-messages';

/** The parameter status with which a server identifies its folder and start. */
export const INSTANCE_PARAMETER = 'audiospective.instance';

const TIMEOUT_MS = 5_000;

/**
 * The URL of the database that runs on the folder; null if none answers. Another program on the recorded port is detected:
 * it doesn't know the instance.
 */
export async function findRunningDatabase(folder: DataFolder): Promise<string | null> {
  const record = await readConnectionRecord(folder);
  if (record?.state !== 'ready') return null;
  return (await answersAs(record)) ? connectionUrl(record) : null;
}

function answersAs(record: ConnectionRecord): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(record.port, '127.0.0.1');
    const reader = new FrameReader(1 << 20);
    const finish = (answer: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(false), TIMEOUT_MS);
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
    socket.on('connect', () => socket.write(startupPacket({ user: 'postgres', database: 'postgres' })));
    socket.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      try {
        for (let frame = reader.take(); frame; frame = reader.take()) {
          const [name, value] = frame.bytes.toString('utf8', 5).split('\0');
          if (frame.type === 'R' && frame.bytes.readInt32BE(5) === 3) {
            socket.write(passwordMessage(record.password));
          } else if (frame.type === 'S' && name === INSTANCE_PARAMETER) {
            finish(value === record.instance);
          } else if (frame.type === 'E' || frame.type === 'Z') finish(false);
        }
      } catch {
        finish(false);
      }
    });
  });
}

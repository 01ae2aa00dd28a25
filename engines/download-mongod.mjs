// Downloads the official mongod into a folder and prints where it lies. A process of its own, because the library
// cannot be told to give up: whoever started this kills it.
import { MongoBinary } from 'mongodb-memory-server-core';

const [downloadDir, version] = process.argv.slice(2);
try {
  console.log(`mongod=${await MongoBinary.getPath({ downloadDir, version })}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

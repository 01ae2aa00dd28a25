export {
  readPrinted,
  type PrintedLine,
  type PrintedPage,
  type PrintedRectangle,
  type ReadPrinted,
} from './read-printed.js';

export {
  readPrinted,
  type PrintedLine,
  type PrintedPage,
  type PrintedRectangle,
  type ReadPrinted,
} from '../reading/read-printed.js';

import type { Sheet } from './sheet.js';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture made of black rectangles in one path; `alt` is read aloud in its place. */
export function drawFigure(sheet: Sheet, box: Rectangle, alt: string, dark: readonly Rectangle[]): void {
  const { pen } = sheet;
  const about = { alt, bbox: [box.x, box.y, box.x + box.width, box.y + box.height] };
  const figure = sheet.part('Figure', undefined, about);
  const content = pen.markStructureContent('Figure');
  pen.save();
  for (const { x, y, width, height } of dark) pen.rect(x, y, width, height);
  pen.fill('#000000').restore();
  pen.endMarkedContent();
  figure.add(content);
}

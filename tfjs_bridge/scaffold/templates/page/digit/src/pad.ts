/** A sheet to draw on with mouse, pen or finger. */
export function createPad(canvas: HTMLCanvasElement, onChange: () => void): { clear(): void } {
  // It is read after every stroke, which is slow where it lies on a graphics processor.
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) {
    throw new Error('This browser cannot draw on a canvas.');
  }
  const clear = () => {
    pen.fillStyle = 'white';
    pen.fillRect(0, 0, canvas.width, canvas.height);
  };
  clear();
  Object.assign(pen, { lineWidth: 20, lineCap: 'round', lineJoin: 'round' });

  const place = (event: PointerEvent): [number, number] => {
    const scale = canvas.width / canvas.clientWidth;
    return [event.offsetX * scale, event.offsetY * scale];
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...place(event));
  });
  // Else Chromium takes a quick stroke of a finger for a swipe, and ignores the next tap.
  canvas.addEventListener('touchstart', (event) => event.preventDefault());
  canvas.addEventListener('pointermove', (event) => {
    if (event.buttons === 0) {
      return;
    }
    pen.lineTo(...place(event));
    pen.stroke();
    onChange();
  });
  return {
    clear() {
      clear();
      onChange();
    },
  };
}

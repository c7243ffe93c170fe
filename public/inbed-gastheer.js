// On the page around the frame: gives every frame of Oever the height it asks for. Listens only to frames of this page whose address is that of this script.
(() => {
  const origin = new URL(document.currentScript.src).origin;
  addEventListener('message', (event) => {
    if (event.origin !== origin || event.data?.oever !== 'hoogte') return;
    const height = Number(event.data.hoogte);
    if (!(height > 0 && height < 5000)) return;
    for (const frame of document.querySelectorAll('iframe')) if (frame.contentWindow === event.source) frame.style.height = `${height}px`;
  });
})();

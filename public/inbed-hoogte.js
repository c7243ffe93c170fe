// In the frame: tells the page around it how high the content is. Without this script the frame has the height its page gave it.
(() => {
  const tell = () => parent.postMessage({ oever: 'hoogte', hoogte: Math.ceil(document.documentElement.getBoundingClientRect().height) }, '*');
  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener('load', tell);
})();

/* Ticks the words that the page came with: <span data-until="ISO instant" hidden>. When the hour has come the page is
   asked for anew, once. Without a script the words beside it say the same, as of when the page was made. */
for (const place of document.querySelectorAll("[data-until]")) {
  const until = Date.parse(place.dataset.until);
  const two = (number) => String(number).padStart(2, "0");
  const tick = () => {
    const left = Math.floor((until - Date.now()) / 1000);
    if (left <= 0) {
      clearInterval(timer);
      location.reload();
      return;
    }
    const hours = Math.floor(left / 3600);
    place.textContent = `${two(hours)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
  };
  const timer = until - Date.now() > 1000 && until - Date.now() < 86400000 ? setInterval(tick, 1000) : 0;
  if (timer) {
    place.hidden = false;
    tick();
  }
}

/* Asks for the board again while it is looked at: with the tag of what is shown, so that nothing new is nothing sent.
   What is being filled in is left alone. Without a script the link "Refresh" does the same. */
const board = document.querySelector("[data-board]");
let tag = board.dataset.board;
const isBusy = () => board.contains(document.activeElement) || board.querySelector("details[open]");
const refresh = async () => {
  if (document.hidden || isBusy()) {
    return;
  }
  const answer = await fetch(location.href, { headers: { "If-None-Match": `"${tag}"` }, cache: "no-store" });
  if (answer.status !== 200 || answer.redirected) {
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-board]");
  if (fresh && !isBusy()) {
    tag = fresh.dataset.board;
    board.replaceChildren(...fresh.childNodes);
  }
};
setInterval(() => refresh().catch(() => {}), 10000);

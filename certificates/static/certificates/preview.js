// Shows a certificate anew while its words are written: what stands in the form is sent, nothing is kept.
(() => {
  "use strict";

  const PAUSE = 600;
  const pictures = [...document.querySelectorAll("img[data-preview]")];
  const form = document.getElementById("w-editor-form");
  if (!pictures.length || !form) return;

  let waiting = 0;
  let turn = 0;

  const show = async (picture, words, mine) => {
    const answer = await fetch(picture.dataset.preview, { method: "POST", body: words });
    if (!answer.ok || mine !== turn) return;
    const old = picture.src;
    picture.src = URL.createObjectURL(await answer.blob());
    if (old.startsWith("blob:")) URL.revokeObjectURL(old);
  };

  const showAll = async () => {
    turn += 1;
    const mine = turn;
    const words = new FormData(form);
    for (const [name, value] of [...words]) if (value instanceof File) words.delete(name);
    for (const picture of pictures) await show(picture, words, mine);
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => showAll().catch(() => {}), PAUSE);
  });
})();

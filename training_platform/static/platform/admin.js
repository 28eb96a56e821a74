// Wagtail's templates start date fields, choosers and inline panels by inline scripts, which the policy of /admin/ refuses.
// Ours write <template data-start="name" data-for="id" data-options="json"> instead, and here each is started once, as
// soon as it stands in the page: while the page is read, in a dialogue, in a panel that was added.
(() => {
  "use strict";

  const called = (name) => (id, options) => window[name](id, options);
  const made = (name) => (id, options) => new window[name](id, options);
  // What is no date stays as it was typed, for the server to refuse: the chooser would put today in its place.
  const chosen = (name) => (id, options) => window[name](id, { validateOnBlur: false, ...options });
  const STARTS = {
    initDateChooser: chosen("initDateChooser"),
    initTimeChooser: chosen("initTimeChooser"),
    initDateTimeChooser: chosen("initDateTimeChooser"),
    createTaskChooser: called("createTaskChooser"),
    Chooser: made("Chooser"),
    PageChooser: made("PageChooser"),
    ImageChooser: made("ImageChooser"),
    DocumentChooser: made("DocumentChooser"),
    SnippetChooser: made("SnippetChooser"),
    InlinePanel: (_id, options) => new window.InlinePanel(options),
    MultipleChooserPanel: (_id, options) => new window.MultipleChooserPanel(options),
  };

  const start = (template) => {
    const name = template.dataset.start;
    if (!Object.hasOwn(STARTS, name)) return;
    delete template.dataset.start;
    STARTS[name](template.dataset.for, JSON.parse(template.dataset.options || "{}"));
  };

  const nameChoosers = ({ dataset }) => {
    window.chooserUrls ??= { imageChooser: dataset.image, documentChooser: dataset.document, pageChooser: dataset.page };
  };

  const look = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const each of [node, ...node.querySelectorAll("template")]) {
      if (each.matches("template[data-start]")) start(each);
      if (each.matches("template[data-chooser-urls]")) nameChoosers(each);
    }
  };

  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(look))).observe(
    document.documentElement,
    { childList: true, subtree: true },
  );

  // The page on which translations are asked for: one tick for all languages.
  document.addEventListener("change", ({ target }) => {
    if (!target.matches('[name="select_all"]')) return;
    document.querySelectorAll('[name="locales"]').forEach((box) => {
      box.checked = target.checked;
    });
  });
})();
